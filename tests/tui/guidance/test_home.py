"""The place of guidance: how each trip stands, what was begun, what there is to look up."""

from __future__ import annotations

import pytest

from safejournal.domain.words import ItemState
from safejournal.services import checklist_runs, journal
from safejournal.services.opening import Vault
from safejournal.tui.form import FormScreen
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.cases import CasesScreen
from safejournal.tui.guidance.checklists import ChecklistsScreen
from safejournal.tui.guidance.home import GuidanceScreen
from safejournal.tui.guidance.legal_log import LegalLogScreen
from safejournal.tui.guidance.lessons import LessonsScreen
from safejournal.tui.guidance.packs import PacksScreen
from safejournal.tui.guidance.runs import RunScreen
from tests.tui.guidance.exile import Exile, warrant
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])

BOOKS = {
    "1": ChecklistsScreen,
    "2": CasesScreen,
    "3": LessonsScreen,
    "4": LegalLogScreen,
    "5": PacksScreen,
}


@pytest.mark.parametrize("key", ["g", "f11", "п"])
async def test_a_key_leads_here_from_anywhere(vault: Vault, key: str) -> None:
    """F11, which some terminals take for themselves, and a letter on every layout."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, GuidanceScreen))
        await until_shown(pilot, "plan a trip or a stay")


@SIZES
@pytest.mark.parametrize("key", BOOKS)
async def test_each_book_opens_by_its_number_and_by_enter(
    vault: Vault, size: tuple[int, int], key: str
) -> None:
    """The number stands before it."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, GuidanceScreen))
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, BOOKS[key]))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, GuidanceScreen))
        await pilot.press("end", *["up"] * (len(BOOKS) - int(key)), "enter")
        await until(pilot, lambda: isinstance(app.screen, BOOKS[key]))


async def test_each_planned_trip_says_how_it_stands(vault: Vault, exile: Exile) -> None:
    """In the words of its assessment; what changes is seen on coming back."""
    app = WatchedApp(vault)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("g")
        shown = await until_shown(pilot, "Almaty and on", "A week at the lake")
        assert shown.count("Act on the warnings") == 1
        assert shown.count("answers are missing") == 1
        record = warrant(vault)
        from safejournal.services.alerts import add_to_plan

        add_to_plan(vault, exile.trip.id, record.id)
        await pilot.press("f5", "g")
        await until_shown(pilot, "Stop and get advice first.")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, AssessmentScreen))


async def test_what_was_begun_waits_here(vault: Vault, exile: Exile) -> None:
    """With how far it is; Enter goes on; a list that is done is not in the way."""
    run = checklist_runs.start(vault, "border", "en", trip=exile.trip.id)
    done = checklist_runs.start(vault, "flight", "en")
    checklist_runs.mark(vault, done.id, "way", ItemState.DONE)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g")
        shown = await until_shown(pilot, "Being worked through", "0 done, 4 open")
        assert "Under the plane" not in shown
        await pilot.press(*["down"] * 3, "enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
        await pilot.press("space")
        await until_shown(pilot, "1 done, 3 open")
    assert len(journal.history(vault, run.id)) == 2


@SIZES
async def test_a_trip_is_planned_and_assessed_as_soon_as_it_is_sealed(
    vault: Vault, size: tuple[int, int]
) -> None:
    """`a` opens the form; nothing need be answered; then the questions stand there."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "a")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press(*"Bishkek", "f10")
        await until(pilot, lambda: isinstance(app.screen, AssessmentScreen))
        assert "cannot be said yet" in " ".join(rows(app).split())
    assert journal.count(vault) == 1
