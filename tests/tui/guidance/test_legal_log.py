"""The legal log: what was looked up, how old that is, and that nothing found is no good news."""

from __future__ import annotations

import pytest

from safejournal.domain.records import Legal
from safejournal.domain.words import LegalKind
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.guidance.legal_log import LegalLogScreen
from tests.tui.guidance.exile import Exile, warrant
from tests.tui.shell_app import NARROW, NOW, WIDE, WatchedApp, day, rows, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


@SIZES
async def test_what_stands_against_the_person_comes_first(
    vault: Vault, exile: Exile, size: tuple[int, int]
) -> None:
    """Then what was looked for and not found, under a heading that says what that is worth."""
    warrant(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        app.push_screen(LegalLogScreen(vault))
        shown = await until_shown(pilot, "OLD: 45 days", "Looked for, not found: a list is a")
        assert shown.index("Stands against you") < shown.index("Looked for, not found")
        assert shown.index("wanted in the home") < shown.index("not found, Russia")
        assert "clear" not in shown.lower()


@pytest.mark.parametrize(
    ("checked", "next_check", "said"),
    [
        (day(0), None, "today"),
        (day(-1), None, "1 day"),
        (day(-30), None, "30 days"),
        (day(-31), None, "OLD: 31 days"),
        (day(-3), day(-1), "OLD: 3 days"),
        (None, None, "NO DATE"),
    ],
)
async def test_a_look_grows_old_in_words(
    vault: Vault, checked: str | None, next_check: str | None, said: str
) -> None:
    """Days since, OLD after a month or past the day that was set, and NO DATE where none is."""
    matter = Legal(
        legal=LegalKind.CRIMINAL_CASE, jurisdiction="RU", checked=checked, next_check=next_check
    )
    journal.record(vault, matter)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(LegalLogScreen(vault))
        shown = await until_shown(pilot, "criminal case, Russia")
        assert f"▌ {said} " in shown


async def test_who_looked_how_and_what_came_out(vault: Vault, exile: Exile) -> None:
    """All of it stands below the matter."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(LegalLogScreen(vault))
        await until_shown(pilot, "looked up 30 March 2026 · the public list · by Birch")


@SIZES
async def test_a_adds_a_check_of_the_same_matter(
    vault: Vault, exile: Exile, size: tuple[int, int]
) -> None:
    """Country and day stand there already; what was found this time does not."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        app.push_screen(LegalLogScreen(vault))
        await until_shown(pilot, "not found, Russia")
        await pilot.press("a")
        await until_shown(pilot, "New: Legal matter", "Russia (RU)")
        await pilot.press("tab", *"nothing f", "enter", "f10")
        await until(pilot, lambda: "Sealed." in app.told)
        await until_shown(pilot, "today", "not found, Russia")
        assert "OLD" not in rows(app)
    found = journal.last_written(vault, 1)[0].content
    assert isinstance(found, Legal)
    assert found.checked == NOW.date().isoformat()
    assert found.legal is LegalKind.NONE_FOUND


async def test_an_empty_log_says_what_it_is_for(vault: Vault) -> None:
    """And `a` begins it."""
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        app.push_screen(LegalLogScreen(vault))
        await until_shown(pilot, "Nothing was looked up yet.")
        await pilot.press("a")
        await until_shown(pilot, "New: Legal matter")


async def test_enter_opens_the_record(vault: Vault, exile: Exile) -> None:
    """Its history and its files are there."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(LegalLogScreen(vault))
        await until_shown(pilot, "not found, Russia")
        await pilot.press("enter")
        await until_shown(pilot, "h History", "the public list")
