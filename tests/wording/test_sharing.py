"""What is said of sharing: every word has a sentence, and what is unverified is always said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safejournal.domain.disclosure import LEAVING, Leaf, Why
from safejournal.domain.tiers import TABLE
from safejournal.domain.words import Kind
from safejournal.services.correspondents import Change, Key
from safejournal.services.inbox import Mark, Standing
from safejournal.services.looking import Sort
from safejournal.services.sharing import Form, Proof, Purpose, Tier, Trace
from safejournal.wording import correspondents, received, sharing
from tests.exchange.people import Somebody

SAID: list[tuple[Callable[[Any], str], Iterable[Any]]] = [
    (sharing.tier, Tier),
    (sharing.tier_about, Tier),
    (sharing.why, Why),
    (sharing.proof, Proof),
    (sharing.form, [*Form, None]),
    (received.mark, Mark),
    (received.mark_short, Mark),
    (received.standing, Standing),
    (received.standing_about, Standing),
    (received.purpose, Purpose),
    (received.proof, Proof),
    (received.proof_short, Proof),
    (correspondents.change, Change),
]


@pytest.mark.parametrize(("say", "of"), SAID, ids=lambda each: getattr(each, "__name__", ""))
def test_every_word_has_a_sentence_of_its_own(say: Callable[[Any], str], of: Iterable[Any]) -> None:
    """Nothing is left out when a list grows, and no two read alike."""
    said = [say(each) for each in of]
    assert all(said)
    assert len(set(said)) == len(said)


def test_why_says_leaves_or_stays() -> None:
    """The first word of each reason is the verdict."""
    for each in Why:
        assert sharing.why(each).startswith("leaves" if each in LEAVING else "stays")


@pytest.mark.parametrize("kind", Kind)
def test_every_field_that_may_leave_has_a_name(kind: Kind) -> None:
    """No path of the table is shown to a person as it stands in the JSON."""
    for path in TABLE[kind]:
        assert sharing.where(path)[0].isupper(), path


def test_places_in_lists_are_counted_from_one() -> None:
    """And each list that a field lies in is named."""
    assert sharing.where("people[1].role") == "People involved 2, Part they had"
    assert (
        sharing.where("plan.legs[0].via[2].country")
        == "Legs of the way 1, Stops on the way 3, Country"
    )
    assert sharing.where("tags[0]") == "Tags 1"


def test_a_secret_that_stays_is_masked_and_what_leaves_is_shown_whole() -> None:
    """A preview must show what leaves; it need not show the duress word once more."""
    stays = Leaf("words.under_duress", "cloudy", None, Why.NEVER)
    assert "cloudy" not in sharing.leaf_line(Kind.CONTACT, stays, {})
    leaves = Leaf("channels[0].value", "+1 555", "+1 555", Why.ALLOWED)
    assert (
        sharing.leaf_line(Kind.CONTACT, leaves, {})
        == "Ways to reach them 1, Number or address: +1 555"
    )
    replaced = Leaf("text", "Vera " * 40, "[Oak] " * 40, Why.REPLACED)
    line = sharing.leaf_line(Kind.NOTE, replaced, {})
    assert line.count("[Oak]") == 40
    assert "Vera" not in line
    long = Leaf("text", "word " * 400, None, Why.TIER)
    assert len(sharing.leaf_line(Kind.NOTE, long, {})) < 120


def test_another_record_goes_by_its_name() -> None:
    """An id alone says nothing to a person."""
    leaf = Leaf("people[0].contact", "a" * 32, None, Why.RECORD_STAYS)
    assert "aaaaaaaa Oak" in sharing.leaf_line(Kind.INCIDENT, leaf, {"a" * 32: "Oak"})


def test_marks_are_told_in_one_order_the_alarm_first() -> None:
    """Also for practice, which is said before everything."""
    told = received.marks(frozenset(Mark), practice=True)
    assert told[0].startswith("Practice")
    assert told[1].startswith("ALARM")
    assert len(told) == len(Mark) + 1
    assert received.marks(()) == []
    assert (
        received.marks_short([Mark.NEVER_COMPARED, Mark.KEY_CHANGED])
        == "KEY CHANGED, unverified key"
    )


def test_an_unverified_key_is_always_said() -> None:
    """And so is one that was made here, or that the record contradicts."""
    key = Key(contact="a" * 32, public=Somebody().public, compared=None, how="")
    assert "UNVERIFIED" in correspondents.key_state(key)
    assert correspondents.key_state_short(key) == "UNVERIFIED"
    known = replace(key, compared=date(2026, 5, 1), how="by voice")
    assert correspondents.key_state(known) == "words compared on 1 May 2026: by voice"
    assert correspondents.key_state_short(known) == "compared"
    assert "maker" in correspondents.key_state(replace(key, made_here=True))
    assert "ALARM" in correspondents.key_state(replace(known, disagrees=True))
    assert correspondents.key_state_short(replace(known, disagrees=True)) == "KEY CHANGED"
    assert correspondents.key_state(None) == "no key"


def test_words_are_numbered() -> None:
    """So that two people can say where they are."""
    rows = correspondents.numbered([f"w{n}" for n in range(1, 9)])
    assert rows == [" 1 w1   2 w2   3 w3   4 w4", " 5 w5   6 w6   7 w7   8 w8"]


def test_a_trace_says_what_sort_it_is() -> None:
    """With what was found, or alone."""
    assert sharing.trace(Trace(Sort.PLACE, "42.87, 74.59")) == "place: 42.87, 74.59"
    assert sharing.trace(Trace(Sort.MORE)).startswith("a file of this kind")
