"""Open questions, answered where they stand: looked at anew at once, sealed only when asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.domain.assessment import Attention, Question
from safejournal.domain.plan import Companion, Leg, Place, Plan
from safejournal.domain.plan_words import Mode, Relation
from safejournal.domain.records import Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.services import drafts, journal
from safejournal.services.opening import Vault
from safejournal.tui.guidance.answering import AnswerScreen
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.rows import Choice
from tests.tui.guidance.exile import Exile
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, app_of, rows, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


async def assess(pilot: Pilot[Any], vault: Vault, **of: Any) -> AssessmentScreen:
    """Show the assessment of a trip."""
    screen = AssessmentScreen(vault, **of)
    app_of(pilot).push_screen(screen)
    await until(pilot, lambda: app_of(pilot).screen is screen and bool(screen.rows.options))
    return screen


async def ask(pilot: Pilot[Any], screen: AssessmentScreen, path: str) -> None:
    """Open the question with this path by keys."""
    things = [each.thing if isinstance(each, Choice) else None for each in screen.rows.options]
    paths = [each.path if isinstance(each, Question) else "" for each in things]
    screen.rows.highlighted = paths.index(path)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app_of(pilot).screen, AnswerScreen))


def a_flight(vault: Vault) -> Record:
    """Write down a flight of somebody of whom nothing is said."""
    start, end = Place(country="KZ", airport="ALA"), Place(country="RS", airport="BEG")
    return journal.record(vault, Trip(plan=Plan(legs=(Leg(start=start, end=end, mode=Mode.AIR),))))


def with_companions(vault: Vault, exile: Exile) -> Record:
    """Let a child and a friend come along on the exile's trip."""
    trip = sealed(vault, exile.trip.id)
    child, friend = Companion(relation=Relation.CHILD), Companion(relation=Relation.FRIEND)
    plan = replace(trip.plan or Plan(), companions=(child, friend))
    return journal.revise(vault, exile.trip.id, replace(trip, plan=plan))


def sealed(vault: Vault, trip: str) -> Trip:
    """Return a trip as it is sealed."""
    content = journal.show(vault, trip).content
    assert isinstance(content, Trip)
    return content


@SIZES
async def test_a_list_is_answered_and_the_whole_grows_graver_at_once(
    vault: Vault, exile: Exile, size: tuple[int, int]
) -> None:
    """A warrant, typed in place, makes it STOP; nothing is sealed before F10."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)
        assert screen.found.attention is Attention.ACT_BEFORE_TRAVEL
        await ask(pilot, screen, "legal")
        await pilot.press("enter")
        await until_shown(pilot, "What it is")
        await pilot.press(*"wanted in the h", "enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, AnswerScreen))
        await pilot.press("f10")
        await until(pilot, lambda: app.screen is screen)
        await until_shown(pilot, "Stop and get advice first.")
        assert "Changed: Stop" in rows(app)
        assert sealed(vault, exile.trip.id) == exile.trip.content
        assert [each.record for each in drafts.waiting(vault)] == [exile.trip.id]
        await pilot.press("f10")
        await until(pilot, lambda: not screen.desk.changed)
    plan = sealed(vault, exile.trip.id).plan
    assert plan is not None
    assert plan.legal is not None
    assert plan.legal[0].kind == "wanted_home"
    assert drafts.waiting(vault) == []


@SIZES
async def test_none_is_an_answer(vault: Vault, exile: Exile, size: tuple[int, int]) -> None:
    """Asked, and nobody comes along: the question goes, and no other about companions follows."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)
        await ask(pilot, screen, "companions")
        await pilot.press("down", "enter", "f10")
        await until(pilot, lambda: app.screen is screen and screen.desk.changed)
        assert screen.desk.plan.companions == ()
        assert "companions" not in [each.path for each in screen.found.unanswered]


@SIZES
async def test_one_word_is_taken_with_one_enter(
    vault: Vault, exile: Exile, size: tuple[int, int]
) -> None:
    """The words stand open; the marked one is taken, and the person is back at once."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        screen = await assess(pilot, vault, record=a_flight(vault))
        assert screen.found.attention is Attention.CANNOT_SAY
        await ask(pilot, screen, "person.home_state")
        await pilot.press(*"russia")
        await until_shown(pilot, "Russia (RU)")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert screen.desk.plan.person is not None
        assert screen.desk.plan.person.home_state == "RU"
        assert "person.home_state" not in [each.path for each in screen.found.unanswered]


@SIZES
async def test_several_words_are_taken_until_it_is_enough(
    vault: Vault, exile: Exile, size: tuple[int, int]
) -> None:
    """Enter adds, F10 takes them all; what is still being typed at that moment is taken too."""
    trip = journal.record(vault, Trip(title="Flat"))
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        screen = await assess(pilot, vault, record=trip)
        await ask(pilot, screen, "person.roles")
        await pilot.press(*"activ", "enter", *"blog", "f10")
        await until(pilot, lambda: app.screen is screen)
        assert screen.desk.plan.person is not None
        assert screen.desk.plan.person.roles == ("activist", "blogger")


async def test_an_item_of_a_list_is_answered_in_its_place(vault: Vault, exile: Exile) -> None:
    """A question about the first companion fills in the first companion, and no other."""
    trip = with_companions(vault, exile)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=trip)
        await ask(pilot, screen, "companions[0].papers_ready")
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is screen)
        found = screen.desk.plan.companions or ()
        assert [each.papers_ready for each in found] == [False, None]
        await until_shown(pilot, "a companion taken, or left alone")


async def test_esc_leaves_a_question_open(vault: Vault, exile: Exile) -> None:
    """Nothing is said, nothing is kept."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)
        await ask(pilot, screen, "legal")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert not screen.desk.changed
    assert drafts.waiting(vault) == []


async def test_what_cannot_be_read_is_not_taken(vault: Vault, exile: Exile) -> None:
    """A word that is none of the list stays in the field with a sentence about it."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=a_flight(vault))
        await ask(pilot, screen, "person.home_state")
        await pilot.press(*"nowhere", "f10")
        await until_shown(pilot, "! A country is")
        assert isinstance(app.screen, AnswerScreen)


async def test_answers_wait_for_the_next_time(vault: Vault, exile: Exile) -> None:
    """Left with Esc, the answers lie on the desk when the trip is assessed again."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)
        await ask(pilot, screen, "companions")
        await pilot.press("down", "enter", "f10")
        await until(pilot, lambda: app.screen is screen and screen.desk.changed)
        await pilot.press("escape")
        again = await assess(pilot, vault, record=exile.trip)
        assert again.desk.plan.companions == ()
        assert "NOT SAVED" in rows(app)


async def test_answers_are_thrown_away_after_one_question(vault: Vault, exile: Exile) -> None:
    """Ctrl+D asks; then the trip lies there as it is sealed."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)
        await ask(pilot, screen, "companions")
        await pilot.press("down", "enter", "f10")
        await until(pilot, lambda: app.screen is screen and screen.desk.changed)
        await pilot.press("ctrl+d")
        await until_shown(pilot, "Throw the new answers away?")
        await pilot.press("down", "enter")
        await until(pilot, lambda: not screen.desk.changed)
        assert screen.desk.plan.companions is None
    assert drafts.waiting(vault) == []


async def test_a_lock_keeps_what_stands_in_an_open_question(vault: Vault, exile: Exile) -> None:
    """What was typed last is in the draft when the app must leave."""
    trip = journal.record(vault, Trip(title="Flat"))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=trip)
        await ask(pilot, screen, "person.roles")
        await pilot.press(*"activ", "enter")
        app._keep_drafts()
    [draft] = drafts.waiting(vault)
    assert draft.answers["plan.person.roles"] == "activist"


async def test_what_a_draft_holds_that_cannot_be_read_counts_as_not_said(
    vault: Vault, exile: Exile
) -> None:
    """It is named above the warnings; saving says so, and seals nothing."""
    draft = drafts.begin(vault, Kind.TRIP)
    answers = {"title": "Half", "plan.purpose": "nonsense", "plan.person.home_state": "RU"}
    kept = drafts.keep(vault, draft, answers)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, draft=kept)
        assert "counts as not said: Purpose" in rows(app)
        assert screen.desk.plan.purpose is None
        assert screen.desk.plan.person is not None
        screen.desk.answer("companions", "none")
        before = journal.count(vault)
        await pilot.press("f10")
        await until(pilot, lambda: any("Cannot be read" in each for each in app.told))
        assert journal.count(vault) == before


async def test_a_version_written_meanwhile_is_shown_before_it_is_replaced(
    vault: Vault, exile: Exile
) -> None:
    """Whoever else has changed the trip is not overwritten unseen."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)
        await ask(pilot, screen, "companions")
        await pilot.press("down", "enter", "f10")
        await until(pilot, lambda: app.screen is screen and screen.desk.changed)
        journal.revise(vault, exile.trip.id, Trip(title="Other"))
        await pilot.press("f10")
        await until_shown(pilot, "This record has been changed meanwhile.")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert sealed(vault, exile.trip.id).title == "Other"
        await pilot.press("f10")
        await until_shown(pilot, "Put mine on top")
        await pilot.press("down", "enter")
        await until(pilot, lambda: not screen.desk.changed)
    assert sealed(vault, exile.trip.id).title == "Almaty and on"


async def test_the_form_comes_back_with_what_was_typed(vault: Vault, exile: Exile) -> None:
    """`e` opens the form over the answers; left or saved, the assessment knows."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)
        await pilot.press("e")
        await until_shown(pilot, "Change: Trip")
        await pilot.press("end", "!", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.desk.content.title == "Almaty and on!"
        assert "NOT SAVED" in rows(app)
        await pilot.press("e")
        await until_shown(pilot, "Almaty and on!")
        await pilot.press("end", "!", "f10")
        await until(pilot, lambda: app.screen is screen and not screen.desk.changed)
        assert screen.desk.content.title == "Almaty and on!!"
    assert sealed(vault, exile.trip.id).title == "Almaty and on!!"
    assert drafts.waiting(vault) == []


async def test_a_blank_plan_gives_questions_and_no_calm(vault: Vault) -> None:
    """Nothing said: it cannot be said, questions stand there, and what nobody checked."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault)
        assert screen.found.attention is Attention.CANNOT_SAY
        assert "answers are missing" in rows(app)
        assert screen.found.unanswered
        assert "NOT CHECKED" in rows(app)


async def test_a_full_disk_is_said_and_the_answer_stays(
    vault: Vault, exile: Exile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the draft cannot be written, that is said; the answer still counts on the screen."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await assess(pilot, vault, record=exile.trip)

        def full(*_: object) -> None:
            raise Refused("The disk is full.")

        monkeypatch.setattr("safejournal.services.drafts.keep", full)
        await ask(pilot, screen, "companions")
        await pilot.press("down", "enter", "f10")
        await until(pilot, lambda: any("disk is full" in each for each in app.told))
        assert screen.desk.plan.companions == ()
