"""Waiting for somebody and checking in, talked over line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.domain.words import Kind
from safejournal.plain import checkins as talks
from safejournal.plain import silence as waits
from safejournal.plain import today
from safejournal.plain.desk import Desk
from safejournal.services import checkins, journal, receiving, sharing, silence
from safejournal.services.sharing import Choice
from safejournal.vault.vault import Vault
from tests.plain.scripted import Scripted
from tests.services.exchanging import Two, kept, trip_with, two
from tests.tui.silence.late import agree_words, make_late


def desk(vault: Vault, *typed: str) -> tuple[Desk, Scripted]:
    """Return the line mode on a journal, with what is typed."""
    talk = Scripted(typed)
    return Desk(talk, vault, None), talk  # type: ignore[arg-type]


def send_card(pair: Two, trip: str) -> None:
    """Let Anna send a card of a trip, and Bela take it in."""
    file = pair.file(sharing.neutral_name())
    sharing.export(pair.anna, Choice(contacts=(pair.bela_at_anna,), records=(trip,)), file)
    receiving.receive(pair.bela, file)


def shown(talk: Scripted) -> list[str]:
    """Return what stands in the window, without empty lines."""
    return [line for line in talk.shown.getvalue().splitlines() if line.strip()]


def test_whoever_is_late_is_told_of_first(pair: Two) -> None:
    """At the greeting and under Today, by the contact's name."""
    make_late(pair)
    at, talk = desk(pair.bela, "")
    today.say_pressing(at)
    clocks = "2 May 2026, 18:00 (UTC+5); for you 13:00 (UTC)"
    assert f"late: check-in that you wait for, {clocks}: Anna" in shown(talk)
    today.today(at)
    assert f"- late: check-in that you wait for, {clocks}: Anna" in shown(talk)


def test_the_steps_are_gone_through_one_by_one_and_gone_on_with(pair: Two) -> None:
    """Both clocks, the card's number, the rules, each step with its time, what is left out."""
    make_late(pair)
    (found,) = silence.waiting(pair.bela)
    at, talk = desk(pair.bela, "1", "1", "", "2", "engaged", "")
    waits.silences(at)
    told = shown(talk)
    late = "LATE by 1 min: 2 May 2026, 18:00 (UTC+5); for you 13:00 (UTC)"
    assert told[0] == f"1. Anna: {late}"
    for line in (
        f"  Card number {found.number}, made 1 May 2026, 12:00. It counts.",
        "Step 1 of 3:",
        "Call the lawyer",
        "Wait a day",
        "Noted, with the time.",
    ):
        assert line in told
    said = " ".join(" ".join(told).split())
    assert "Look for a newer card: in the inbox, and wherever their files reach you." in said
    assert f"Here number {found.number} counts." in said
    assert "Do not call or write back to them yourself" in said
    assert "Do not turn to the consulate" in said
    at, talk = desk(pair.bela, "1", "5", "", "")
    waits.silences(at)
    told = shown(talk)
    assert "Steps were begun on 2 May 2026, 14:01." in told
    assert "   2 May 2026, 14:01: not reached. engaged" in told
    assert [each.remark for each in silence.log(pair.bela, found)] == ["", "engaged"]


@pytest.mark.parametrize(
    ("word", "answer", "expected", "absent"),
    [
        ("cloudy", "1", "they cannot speak freely. Let nobody notice", "may end the steps"),
        ("sunny", "1", "Word and answer were right: you may end the steps.", "cannot speak"),
        ("sunny", "2", "The answer is wrong or was avoided", "may end the steps"),
        ("rainy", "3", "This is neither of the two agreed words.", "may end the steps"),
        ("", "1", "Even a right answer may have been forced.", "may end the steps"),
    ],
)
def test_what_was_heard_is_held_against_what_was_agreed(
    pair: Two, word: str, answer: str, expected: str, absent: str
) -> None:
    """Only the right word with the right answer says that one may stop; none ends it by itself."""
    make_late(pair)
    agree_words(pair)
    at, talk = desk(pair.bela, "1", "4", "y", answer, word, "", "")
    waits.silences(at)
    said = " ".join(" ".join(shown(talk)).split())
    assert "Ask them: Which tree?" in said
    assert "the pear tree" in said
    assert expected in said
    assert absent not in said
    (found,) = silence.waiting(pair.bela)
    assert found.walk is not None


def test_an_end_keeps_what_was_done_as_a_record(pair: Two) -> None:
    """With every line and its time; nothing is under way any more."""
    make_late(pair)
    at, talk = desk(pair.bela, "1", "1", "", "1", "she goes there", "6", "2")
    waits.silences(at)
    assert "The steps are over. What was done is kept as a note in the journal." in shown(talk)
    (note,) = journal.browse(pair.bela, journal.Filter(kinds=(Kind.NOTE,)))
    assert isinstance(note.content, Note)
    assert note.content.title == "Anna was silent: what was done"
    assert "2 May 2026, 14:01 (UTC): Call the lawyer: done. she goes there" in note.content.text
    assert note.content.text.endswith("The steps ended: others go on with it.")
    assert [each.to for each in note.content.links] == [pair.anna_at_bela]
    (found,) = silence.waiting(pair.bela)
    assert found.walk is None


def test_nobody_is_waited_for_without_a_card(pair: Two) -> None:
    """It is said, and nothing is asked."""
    at, talk = desk(pair.bela)
    waits.silences(at)
    assert shown(talk) == ["No card of anybody is here, so nobody is waited for."]


def test_a_card_that_does_not_count_is_said(pair: Two) -> None:
    """With its number in the inbox, instead of that there is none."""
    make_late(pair)
    with pair.bela.writing() as connection:
        connection.execute("DELETE FROM correspondent")
        connection.execute("UPDATE received SET marks = '[\"sender_unknown\"]'")
    at, talk = desk(pair.bela)
    waits.silences(at)
    said = " ".join(" ".join(shown(talk)).split())
    assert said.startswith("! Bundle 1 of the inbox [unknown key] asks to be waited by too.")
    assert "No card" not in said


def test_the_sender_sees_who_has_which_card(pair: Two) -> None:
    """Before and after the trip has changed."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    send_card(pair, trip)
    at, talk = desk(pair.anna)
    waits.silences(at)
    (line, _none) = shown(talk)
    assert line.startswith("- Reed: card number ")
    assert line.endswith("of 1 May 2026, 12:00, no receipt yet")
    journal.revise(pair.anna, trip, trip_with(pair.bela_at_anna, steps=("Publish it",)))
    at, talk = desk(pair.anna)
    waits.silences(at)
    assert shown(talk)[0].endswith("no receipt yet, OLD: the trip has changed since")


def talked(vault: Vault, typed: Sequence[str]) -> list[str]:
    """Return what stands in the window after checking in like this."""
    at, talk = desk(vault, *typed)
    talks.check_in(at)
    return shown(talk)


@pytest.mark.parametrize("act", ["1", "2", "3"])
def test_after_either_word_the_window_is_the_same(tmp_path: Path, act: str) -> None:
    """To the letter, but for the file's name and number, which are by chance for both."""
    windows = []
    for word in ("sunny", "cloudy"):
        with two(tmp_path / word) as pair:
            trip = kept(pair.anna, trip_with(pair.bela_at_anna))
            send_card(pair, trip)
            until = ["tomorrow 20:00"] if act == "2" else []
            told = talked(pair.anna, ["1", act, *until, word, "1", str(pair.place)])
            window = (
                "\n".join(told).replace(trip[:8], "TRIP").replace(pair.bela_at_anna[:8], "BELA")
            )
            for sent in sharing.sent_to(pair.anna, pair.bela_at_anna):
                window = window.replace(str(sent.number), "N").replace(sent.bundle[:8], "SENT")
            for file in pair.place.glob("*.age"):
                window = window.replace(str(file), "FILE")
            window = re.sub("age1[a-z0-9]+", "KEY", window).replace(f"«{word}»", "«»")
            window = window.replace(str(pair.place), "PLACE")
            windows.append(window)
    assert windows[0] == windows[1]
    assert "Bring it to its contact" in windows[0]


def test_a_check_in_is_done_from_the_first_menu(pair: Two) -> None:
    """The next one, the later ones, who gets a card; and then none is open."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    told = talked(pair.anna, ["1", "1", "sunny", "1", str(pair.place)])
    assert "Check-in: 2 May 2026, 18:00 (UTC+5)" in told
    assert "- Reed: gets a new card" in told
    assert "The check-in is written down." in told
    assert talked(pair.anna, []) == ["No check-in of any trip is open."]


def test_a_slip_in_the_word_or_the_place_is_asked_about_again(pair: Two) -> None:
    """A word that nobody agreed on, a field kept back, a folder that takes no file; or a no."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    send_card(pair, trip)
    assert "Nothing was changed." in talked(pair.anna, ["1", "1", "sunny", ""])
    typed = ["1", "2", "tomorrow 20:00", "cloudly", "cloudy", "2", "4", "1"]
    nowhere = str(pair.place / "no" / "card.age")
    told = talked(pair.anna, [*typed, nowhere, str(pair.file("again.age"))])
    assert "This is no word that is agreed with anybody who gets a card." in told
    assert "The file cannot be written there." in told
    receiving.receive(pair.bela, pair.file("again.age"))
    (found,) = silence.waiting(pair.bela)
    assert found.stage is silence.Stage.LATE
    assert [each.promise.steps for each in found.standings][1:] == [("Wait a day",)]


def test_words_that_were_never_compared_are_asked_about(tmp_path: Path) -> None:
    """A no keeps nothing; a yes writes the card."""
    from safejournal.services import correspondents, identity

    with two(tmp_path, acquainted=False) as pair:
        kept(pair.anna, trip_with(pair.bela_at_anna))
        key = identity.show(pair.bela).contact_string
        correspondents.add_key(pair.anna, pair.bela_at_anna, key)
        typed = ["1", "1", "sunny", "1", str(pair.place)]
        assert "Nothing was changed." in talked(pair.anna, [*typed, ""])
        assert checkins.trips_with_checkins(pair.anna)
        told = talked(pair.anna, [*typed, "y"])
        assert "The check-in is written down." in told


def test_it_is_postponed_and_cancelled_and_the_contact_waits_no_more(pair: Two) -> None:
    """The card of each act says so at the other end."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    send_card(pair, trip)
    talked(pair.anna, ["1", "2", "tomorrow 20:00", "", "1", str(pair.file("a.age"))])
    receiving.receive(pair.bela, pair.file("a.age"))
    (found,) = silence.waiting(pair.bela)
    assert [each.promise.due for each in found.standings] == ["2026-05-02T20:00Z"]
    talked(pair.anna, ["1", "3", "", "1", str(pair.file("b.age"))])
    receiving.receive(pair.bela, pair.file("b.age"))
    (found,) = silence.waiting(pair.bela)
    assert found.standings == ()
