"""Promised check-ins: how each stands, which card counts, both clocks, the two words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.records import AgreedWords
from safejournal.domain.silence import (
    Card,
    Promise,
    Stage,
    clocks,
    has_words,
    piles,
    standing,
    standings,
    steps_now,
    word_said,
)
from safejournal.domain.words import CheckinWord

DUE = "2026-05-02T18:00+05:00"
MOMENT = datetime(2026, 5, 2, 13, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WORDS = AgreedWords(all_well="Sunny day", under_duress="Пчёлы летят")


@pytest.mark.parametrize(
    ("after", "grace", "stage", "by"),
    [
        (-MINUTE, 60, Stage.AHEAD, MINUTE),
        (timedelta(), 60, Stage.GRACE, 60 * MINUTE),
        (59 * MINUTE, 60, Stage.GRACE, MINUTE),
        (60 * MINUTE, 60, Stage.LATE, timedelta()),
        (90 * MINUTE, 60, Stage.LATE, 30 * MINUTE),
        (timedelta(), 0, Stage.LATE, timedelta()),
    ],
)
def test_a_promise_is_ahead_in_grace_or_late_by_so_much(
    after: timedelta, grace: int, stage: Stage, by: timedelta
) -> None:
    """The grace counts from the moment that was promised, and lateness from its end."""
    found = standing(Promise(due=DUE, grace_minutes=grace), MOMENT + after)
    assert (found.stage, found.by) == (stage, by)


@pytest.mark.parametrize("behind", [timedelta(), MINUTE, 60 * MINUTE])
def test_what_was_late_when_its_card_was_made_is_asked_for_at_once(behind: timedelta) -> None:
    """Also where the reader's clock is behind that of whoever made the card."""
    found = standing(Promise(due=DUE), MOMENT - behind, MOMENT)
    assert (found.stage, found.by, found.at_once) == (Stage.LATE, timedelta(), True)


@pytest.mark.parametrize("after", [-60 * MINUTE, timedelta(), 90 * MINUTE])
def test_what_was_ahead_when_its_card_was_made_is_never_asked_for_at_once(after: timedelta) -> None:
    """However late it is by now."""
    promise = Promise(due=DUE, grace_minutes=1)
    assert not standing(promise, MOMENT + after, MOMENT).at_once


def test_the_steps_of_what_was_missed_first_come_first_and_each_once() -> None:
    """What is not late yet adds none."""
    first = Promise(due="2026-05-02T08:00Z", steps=("Ask the neighbour", "Call the lawyer"))
    second = Promise(due="2026-05-02T09:00Z", steps=("Call the lawyer", "Publish it"))
    third = Promise(due="2026-05-02T20:00Z", steps=("Too early",))
    found = standings([third, second, first], MOMENT)
    assert [each.promise for each in found] == [first, second, third]
    assert steps_now(found) == ("Ask the neighbour", "Call the lawyer", "Publish it")


@given(st.permutations([3, 1, 2, 2]))
def test_the_largest_number_counts_in_whatever_order_cards_came(numbers: list[int]) -> None:
    """Of the same number there is one; other trips and other people have piles of their own."""
    cards = [Card(person="a", trip="t", number=each, bundle=at) for at, each in enumerate(numbers)]
    others = [
        Card(person="a", trip="u", number=9, bundle=9),
        Card(person="b", trip="t", number=9, bundle=9),
    ]
    (found, *rest) = piles([*cards, *others])
    assert found.newest.number == 3
    assert [each.number for each in found.older] == [2, 1]
    assert [each.newest for each in rest] == others


def test_a_moment_is_told_by_both_clocks() -> None:
    """The sender's own offset, and the reader's, also over midnight."""
    reader = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-8)))
    found = clocks("2026-05-02T02:00+05:00", reader)
    assert f"{found.theirs:%d %H:%M}" == "02 02:00"
    assert f"{found.ours:%d %H:%M}" == "01 13:00"
    assert not found.agree
    assert clocks(DUE, datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5)))).agree


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sunny  DAY ", CheckinWord.ALL_WELL),
        ("пчелы летят", CheckinWord.UNDER_DURESS),
        ("ПЧЁЛЫ летят", CheckinWord.UNDER_DURESS),
        ("sunny", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_word_is_known_however_it_is_typed(typed: str, said: CheckinWord | None) -> None:
    """Capitals, spaces and the dots of ё do not matter; a part of it is another word."""
    assert word_said(WORDS, typed) is said


def test_the_same_word_twice_is_taken_as_duress_and_none_as_nothing() -> None:
    """A false alarm is the smaller harm; an empty word never matches an empty answer."""
    same = AgreedWords(all_well="x", under_duress="X")
    assert word_said(same, "x") is CheckinWord.UNDER_DURESS
    assert word_said(AgreedWords(), "") is None
    assert word_said(None, "x") is None
    assert has_words(WORDS)
    assert not has_words(AgreedWords(all_well="x"))
    assert not has_words(None)
