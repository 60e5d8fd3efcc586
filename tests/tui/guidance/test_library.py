"""Cases, lessons and checklists: searched, filtered, read."""

from __future__ import annotations

import pytest

from safejournal.services.opening import Vault
from safejournal.tui.guidance.cases import CaseScreen, CasesScreen
from safejournal.tui.guidance.checklists import ChecklistsScreen
from safejournal.tui.guidance.lessons import LessonScreen, LessonsScreen
from safejournal.tui.guidance.runs import RunScreen
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])

FILTERS = {
    "1": ("Poland", "BY-PL-02", "RU-KZ-01"),
    "2": ("at home", "BY-PL-02", "RU-KZ-01"),
    "3": ("arrest after a look into a wanted list", "RU-KZ-01", "BY-PL-02"),
    "4": ("activist", "RU-KZ-01", "BY-PL-02"),
}
"""Which filter leaves which of the two cases, and which goes."""


@pytest.mark.parametrize("key", FILTERS)
async def test_cases_are_filtered_by_state_place_mechanism_and_person(
    vault: Vault, key: str
) -> None:
    """A digit asks for a word that occurs; what is shown is said; Esc shows all again."""
    word, stays, goes = FILTERS[key]
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(CasesScreen(vault))
        await until_shown(pilot, "2 cases")
        await pilot.press(key)
        shown = await until_shown(pilot, "Any", word)
        lines = [line.strip(" │▌╭╮╰╯─") for line in shown.splitlines()]
        steps = lines.index(word) - lines.index("Any")
        await pilot.press(*["down"] * steps, "enter")
        shown = await until_shown(pilot, f"1 case  ·  {word}", stays)
        assert goes not in shown
        await pilot.press("escape")
        await until_shown(pilot, "2 cases", stays, goes)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, CasesScreen))


@SIZES
async def test_cases_are_found_by_their_words_and_read(vault: Vault, size: tuple[int, int]) -> None:
    """F3 types here; what is found opens with its contradictions, confidence and sources."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        app.push_screen(CasesScreen(vault))
        await until_shown(pilot, "2 cases")
        await pilot.press("f3", *"kazakhst", "enter")
        await until_shown(pilot, "1 case", "RU-KZ-01")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CaseScreen))
        seen = rows(app)
        for _page in range(12):
            await pilot.press("pagedown")
            seen += rows(app)
        words = " ".join(seen.split())
        for said in (
            "Somebody crossed.",
            "A search at home.",
            "A lawyer.",
            "One paper says two months.",
            "partly documented",
            "1 March 2026",
            "“A piece”, 2024-10-28.",
        ):
            assert said in words, said


async def test_nothing_found_is_said_and_undone_by_esc(vault: Vault) -> None:
    """No case has this word: 0 cases; Esc in the line clears it."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(CasesScreen(vault))
        await pilot.press("slash", *"zebra")
        await until_shown(pilot, "0 cases")
        await pilot.press("escape")
        await until_shown(pilot, "2 cases")


@SIZES
async def test_a_lesson_leads_to_its_case(vault: Vault, size: tuple[int, int]) -> None:
    """Its paragraphs, its sources, and Enter to the case."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        app.push_screen(LessonsScreen(vault))
        await until_shown(pilot, "1 lesson", "How lists work")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        await until_shown(pilot, "There are three lists.")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CaseScreen))


@SIZES
async def test_checklists_are_found_by_what_their_steps_say(
    vault: Vault, size: tuple[int, int]
) -> None:
    """Not only the title is searched; how far a list was worked through stands beside it."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        app.push_screen(ChecklistsScreen(vault))
        await until_shown(pilot, "4 checklists")
        await pilot.press("f3", *"empty phone", "enter")
        await until_shown(pilot, "1 checklist", "Before a border")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
        await pilot.press("space", "escape")
        await until_shown(pilot, "1 done, 3 open")
        await pilot.press("enter")
        await until_shown(pilot, "1 done, 3 open", "[ ] Agree when you call, and what")


async def test_a_checklist_that_is_done_begins_again(vault: Vault) -> None:
    """Whoever opens one in which nothing is open is shown it as nobody has begun it."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(ChecklistsScreen(vault))
        await pilot.press("f3", *"under", "enter", "enter")
        await until_shown(pilot, "Not begun: 1 steps")
        await pilot.press("space")
        await until_shown(pilot, "1 done, 0 open")
        await pilot.press("escape", "enter")
        await until_shown(pilot, "Not begun")
