"""A warrant is written down: what it changes for every trip, what to do, whom to tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safejournal.domain.records import Contact, Legal, Trip
from safejournal.domain.words import ContactRole, LegalKind
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.guidance.alert import AlertScreen
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.runs import RunScreen
from tests.tui.guidance.exile import Exile, warrant
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


@SIZES
async def test_saving_a_warrant_shows_what_follows(
    vault: Vault, exile: Exile, size: tuple[int, int]
) -> None:
    """From the legal log, by keys: before and now for each trip; Enter leads into it."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "4")
        await until_shown(pilot, "not found, Russia")
        await pilot.press("a", "tab", *"wanted in the h", "enter", "f10")
        await until(pilot, lambda: isinstance(app.screen, AlertScreen))
        shown = await until_shown(pilot, "Before: Act on the warnings", "Now: Stop and get")
        assert shown.index("Before:") < shown.index("Now:")
        await pilot.press("enter")
        await until_shown(pilot, "Put it into the plan")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AssessmentScreen))
        assert "Stop and get advice first." in rows(app)
    found = journal.show(vault, exile.trip.id).content
    assert isinstance(found, Trip)
    assert found.plan is not None
    assert found.plan.legal is not None
    assert found.plan.legal[0].kind is LegalKind.WANTED_HOME


async def test_only_looking_changes_no_trip(vault: Vault, exile: Exile) -> None:
    """The trip is shown as its plan has it, and Esc asks nothing more."""
    record = warrant(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g", "4")
        await until_shown(pilot, "wanted in the home state")
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, AlertScreen))
        await pilot.press("enter")
        await until_shown(pilot, "Only look")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, AssessmentScreen))
        assert "Act on the warnings" in rows(app)
    assert len(journal.history(vault, exile.trip.id)) == 1
    assert journal.show(vault, record.id).content == record.content


async def test_the_nearest_checklist_and_whom_to_tell(vault: Vault, exile: Exile) -> None:
    """Checklists open; lawyers stand before safety contacts, and nobody who must not be called."""
    journal.record(vault, Contact(name="Зоя", roles=(ContactRole.LAWYER,), never_contact=True))
    record = warrant(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=(80, 40)) as pilot:
        from safejournal.tui.guidance.alert import open_alert

        open_alert(app, vault, record)
        shown = await until_shown(pilot, "Whom to tell", "Birch")
        assert shown.index("What it changes") < shown.index("What to do") < shown.index("Whom")
        assert shown.index("Ласточка") < shown.index("Birch")
        assert "Зоя" not in shown
        await pilot.press("end", "up", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))


@pytest.mark.parametrize("kind", [LegalKind.NONE_FOUND, None])
async def test_what_says_nothing_against_the_person_alarms_nobody(
    vault: Vault, exile: Exile, kind: LegalKind | None
) -> None:
    """A check that found nothing, or a matter that is not said, is sealed and no more."""
    record = journal.record(vault, Legal(legal=kind, title="Look", jurisdiction="RU"))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6", "6", "enter")
        await until_shown(pilot, "e Change")
        await pilot.press("e")
        await until_shown(pilot, "Change: Legal")
        await pilot.press("end", "!", "f10")
        await until(pilot, lambda: "Sealed." in app.told)
        assert not any(isinstance(each, AlertScreen) for each in app.screen_stack)
    found = journal.show(vault, record.id).content
    assert found is not None
    assert found.title == "Look!"


async def test_without_trips_and_people_it_still_says_what_to_do(vault: Vault) -> None:
    """It says that no trip is planned, and that nobody is written down."""
    record = warrant(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        from safejournal.tui.guidance.alert import open_alert

        open_alert(app, vault, record)
        await until_shown(pilot, "No trip is planned.", "What to do", "no lawyer and no safety")


async def test_a_trip_that_is_no_worse_is_told_so(vault: Vault, exile: Exile) -> None:
    """Where the matter changes nothing, what was asked for before still is."""
    content = exile.weekend.content
    assert isinstance(content, Trip)
    assert content.plan is not None
    journal.remove(vault, exile.trip.id)
    plan = replace(content.plan, companions=())
    journal.revise(vault, exile.weekend.id, replace(content, plan=plan))
    record = warrant(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        from safejournal.tui.guidance.alert import open_alert

        open_alert(app, vault, record)
        await until_shown(pilot, "A week at the lake", "Nothing new:")
