"""Waiting for somebody in the app: on the first screen, in a list, and step by step."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.domain.records import Contact, Note
from safejournal.domain.words import Kind
from safejournal.services import checkins, identity, journal, receiving, silence
from safejournal.services.checkins import Act, Deed, Post
from safejournal.tui.sharing.inbox import InboxScreen
from safejournal.tui.silence.waiting import WaitingScreen
from safejournal.tui.silence.walk import WalkScreen
from safejournal.tui.tell import Tell
from safejournal.tui.today import Today
from tests.services.exchanging import LAWYER, Two
from tests.tui.payloads import PAYLOADS
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until, until_shown
from tests.tui.silence.late import agree_words, make_late

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


async def open_walk(pilot: Pilot[Any]) -> None:
    """Open the steps from the first screen."""
    await until_shown(pilot, "From others")
    await pilot.press("home", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))


@SIZES
async def test_who_is_late_stands_on_the_first_screen(pair: Two, size: tuple[int, int]) -> None:
    """With how late, the contact's name; Enter leads to the steps."""
    make_late(pair)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        shown = await until_shown(pilot, "late", "Anna")
        assert isinstance(app.screen, Today)
        assert "From others" in shown
        await open_walk(pilot)
        await until_shown(pilot, "LATE by 1 min", "Never call or write back to them.")


async def test_steps_that_are_asked_for_at_once_are_said_so(pair: Two) -> None:
    """After the word for duress: on the contact's first screen, and above the steps."""
    trip = make_late(pair)
    (card,) = checkins.do(
        pair.anna, Deed(act=Act.DONE, trip=trip), Post(into=[pair.place]), "cloudy"
    ).cards
    receiving.receive(pair.bela, card.file)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "NOW", "Anna: asks for the steps at once")
        await open_walk(pilot)
        await until_shown(pilot, "NOW: their card asks for its steps at once")


async def test_a_contact_who_was_removed_is_still_called_by_name(pair: Two) -> None:
    """On the first screen, in the list and above the steps: as last known, and marked."""
    make_late(pair)
    journal.remove(pair.bela, pair.anna_at_bela)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "late", "Anna (removed)")
        await open_walk(pilot)
        await until_shown(pilot, "Anna (removed)", "Steps")


@SIZES
async def test_whom_to_call_is_named_among_the_steps(pair: Two, size: tuple[int, int]) -> None:
    """A line leads to it, with their channels; and to whom never."""
    cousin = Contact(name="Cousin", pseudonym="Thorn", never_contact=True)
    make_late(pair, people=(LAWYER, cousin))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await open_walk(pilot)
        await until_shown(pilot, "Whom to call, and whom never")
        await pilot.press("home", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Tell))
        if size == NARROW:
            await pilot.press("end")
            await until_shown(pilot, "consulate")
        else:
            await until_shown(pilot, "Oak", "+1 555 0144", "Whom NEVER to call", "Thorn")


@SIZES
async def test_an_unverified_key_stands_above_the_steps(pair: Two, size: tuple[int, int]) -> None:
    """Also where there is no room for anything else about the card."""
    make_late(pair)
    with pair.bela.writing() as connection:
        connection.execute("UPDATE correspondent SET compared = NULL")
        connection.execute("UPDATE received SET marks = '[\"never_compared\"]'")
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await open_walk(pilot)
        await until_shown(pilot, "Anna [unverified key]")


@SIZES
async def test_a_card_that_does_not_count_leads_to_the_inbox(
    pair: Two, size: tuple[int, int]
) -> None:
    """It stands in the list of whom one waits for, with its reason."""
    make_late(pair)
    with pair.bela.writing() as connection:
        connection.execute("DELETE FROM correspondent")
        connection.execute("UPDATE received SET marks = '[\"sender_unknown\"]'")
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(WaitingScreen(pair.bela))
        await until_shown(pilot, "unknown key")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InboxScreen))


@SIZES
async def test_each_step_is_noted_with_its_time_and_gone_on_with(
    pair: Two, size: tuple[int, int]
) -> None:
    """Space notes at once and goes on; Enter asks what came of it; leaving loses nothing."""
    make_late(pair)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await open_walk(pilot)
        await until_shown(pilot, "Look for a newer")
        await pilot.press("space")
        await until_shown(pilot, "1x")
        await pilot.press("enter")
        await until_shown(pilot, "What came of it?", "Call the lawyer")
        await pilot.press("2")
        await until_shown(pilot, "Remark")
        await pilot.press(*"engaged", "enter")
        await until_shown(pilot, "not reached.", "engaged")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await open_walk(pilot)
        (found,) = silence.waiting(pair.bela)
        noted = [(each.outcome, each.remark) for each in silence.log(pair.bela, found)]
        assert noted == [("done", ""), ("not_reached", "engaged")]
        await until_shown(pilot, "Wait a day")


@SIZES
@pytest.mark.parametrize(
    ("word", "answer", "expected"),
    [
        ("cloudy", "1", "Let nobody notice"),
        ("sunny", "2", "The answer is wrong"),
        ("rainy", "3", "neither of the two"),
    ],
)
async def test_a_word_that_was_heard_leaves_no_trace_and_says_what_follows(
    pair: Two, size: tuple[int, int], word: str, answer: str, expected: str
) -> None:
    """Whatever is typed, the screen stays as it was; and the steps are under way after it."""
    make_late(pair)
    agree_words(pair)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await open_walk(pilot)
        await pilot.press("h")
        await until_shown(pilot, "How did they answer?", "Which tree?")
        await pilot.press(answer)
        before = await until_shown(pilot, "nothing is shown")
        await pilot.press(*word)
        await pilot.pause()
        assert rows(app) == before
        await pilot.press("enter")
        await until(pilot, lambda: expected in " ".join(rows(app).replace("│", " ").split()))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, WalkScreen))
    (found,) = silence.waiting(pair.bela)
    assert found.walk is not None


@SIZES
async def test_the_right_answer_is_shown_only_when_asked_for(
    pair: Two, size: tuple[int, int]
) -> None:
    """The question stands there alone; the last choice brings the answer, and then how it was."""
    make_late(pair)
    agree_words(pair)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await open_walk(pilot)
        await pilot.press("h")
        shown = await until_shown(pilot, "How did they answer?", "Which tree?")
        assert "pear" not in shown
        await pilot.press("4")
        await until_shown(pilot, "How did they answer?", "The right answer: the pear tree")
        await pilot.press("1")
        await until_shown(pilot, "nothing is shown")


async def test_the_right_word_and_answer_lead_to_the_end_which_keeps_a_note(pair: Two) -> None:
    """Only a person ends it: why is asked, and what was done is a record afterwards."""
    make_late(pair)
    agree_words(pair)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await open_walk(pilot)
        await until_shown(pilot, "Look for a newer")
        await pilot.press("space")
        await until_shown(pilot, "1x")
        await pilot.press("h")
        await until_shown(pilot, "How did they answer?")
        await pilot.press("1")
        await until_shown(pilot, "nothing is shown")
        await pilot.press(*"sunny", "enter")
        await until_shown(pilot, "What follows", "you may end the steps")
        await pilot.press("enter")
        await until_shown(pilot, "Why are the steps over?")
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, Today))
    (note,) = journal.browse(pair.bela, journal.Filter(kinds=(Kind.NOTE,)))
    assert isinstance(note.content, Note)
    assert "heard from them, and it was them" in note.content.text
    (found,) = silence.waiting(pair.bela)
    assert found.walk is None


async def test_a_documented_step_says_why_and_where_it_is_from(pair: Two) -> None:
    """Where nothing was agreed, the guidance's own texts stand there, with their sources."""
    make_late(pair, steps=())
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await open_walk(pilot)
        await until_shown(pilot, "documented advice")
        await pilot.press("down", "enter")
        await until_shown(pilot, "What came of it?", "Why, and where that is from")
        await pilot.press("4")
        await until_shown(pilot, "Why this step", "Open Briefing")


async def test_a_newer_card_is_seen_at_once_and_ends_nothing(pair: Two) -> None:
    """The list says that nothing is promised; the steps that were begun stand there still."""
    trip = make_late(pair)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await open_walk(pilot)
        await until_shown(pilot, "Look for a newer")
        await pilot.press("space")
        result = checkins.do(pair.anna, Deed(act=Act.DONE, trip=trip), Post(into=[pair.place]))
        receiving.receive(pair.bela, result.cards[0].file)
        app.screen.reload()  # type: ignore[attr-defined]
        await until_shown(pilot, "No check-in is promised any more", "1x")
        await until_shown(pilot, "The steps are over")


@SIZES
async def test_the_list_tells_who_is_waited_for_and_who_has_ones_cards(
    pair: Two, size: tuple[int, int]
) -> None:
    """From the palette; with nobody it says so."""
    make_late(pair)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f4", *"waiting for", "enter")
        await until(pilot, lambda: isinstance(app.screen, WaitingScreen))
        await until_shown(pilot, "Anna: LATE by 1 min")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WalkScreen))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f4", *"waiting for", "enter")
        await until_shown(pilot, "Reed: card number")


@SIZES
async def test_hostile_steps_reach_the_screen_only_as_signs(
    pair: Two, size: tuple[int, int]
) -> None:
    """Steps and names of somebody else: no control sign and no markup, on every screen."""
    identity.set_called(pair.anna, "[red]\x1b[31mBirch\u202e")
    hostile = tuple(each.replace("\0", "") for each in PAYLOADS.values())
    make_late(pair, steps=hostile)
    journal.remove(pair.bela, pair.anna_at_bela)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        seen = await until_shown(pilot, "Anna (removed)")
        app.action_waiting()
        await until(pilot, lambda: isinstance(app.screen, WaitingScreen))
        seen += rows(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WalkScreen))
        for _step in hostile[:8]:
            await pilot.press("space")
            await pilot.pause()
            seen += rows(app)
        await pilot.press("enter")
        await until_shown(pilot, "What came of it?")
        seen += rows(app)
        await pilot.press("escape", "home", "enter")
        await until_shown(pilot, "What holds")
        seen += rows(app)
    assert not set(seen) & set("\x1b\x07\x08\x7f\x9b\u202e\u2066\u2069\U000e0041")
    assert "PWNED" in seen


async def test_with_no_card_nobody_is_waited_for(pair: Two) -> None:
    """It is said, and the screen is left as every other."""
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        app.action_waiting()
        await until_shown(pilot, "nobody is waited for")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Today))
