"""What changed between two versions, as lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.records import (
    Channel,
    Contact,
    Content,
    Document,
    Incident,
    Note,
    Threat,
    Weight,
)
from safejournal.domain.times import When
from safejournal.domain.words import Confidence
from safejournal.wording.changes import change_lines
from tests.domain.contents import contents, values_of


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (Note(text="two men came"), Note(text="three men came"), ["Text: changed", "two", "three"]),
        (Note(), Note(title="A"), ["Title: added", "A"]),
        (Note(tags=("a", "b")), Note(tags=("a",)), ["Tags: taken out", "b"]),
        (
            Note(when=When(day="2025-03-14")),
            Note(when=When(day="2025-03-15")),
            ["When it happened: changed", "14 March 2025", "15 March 2025"],
        ),
        (
            Note(when=When(day="2025-03-14")),
            Note(when=When(about="2025-03")),
            ["When it happened: changed", "14 March 2025", "about March 2025"],
        ),
        (
            Incident(confidence=Confidence.SURE),
            Incident(confidence=Confidence.DOUBTFUL),
            ["How sure I am: changed", "sure", "doubtful"],
        ),
        (
            Threat(impact=Weight(level=2)),
            Threat(impact=Weight(level=4)),
            ["Impact, 1 to 5: changed", "2", "4"],
        ),
        (Document(number="A1"), Document(number="B2"), ["Number: changed"]),
        (
            Contact(channels=(Channel(kind="phone", value="+1"),)),
            Contact(channels=(Channel(kind="phone", value="+2"),)),
            ["Number or address: changed"],
        ),
    ],
)
def test_a_change_names_its_field_and_its_words(
    before: Content, after: Content, lines: list[str]
) -> None:
    """Only the words that differ, in a person's wording; of what is masked only that it changed."""
    said = list(change_lines(before, after))
    assert said[0] == lines[0]
    assert [line.split(": ", 1)[1] for line in said[1:]] == lines[1:]


@given(st.data())
def test_any_change_can_be_said(data: st.DataObject) -> None:
    """Whatever changed, there is a line for it, and none where nothing changed."""
    before = data.draw(contents())
    after = data.draw(values_of(type(before)))
    assert bool(list(change_lines(before, after))) == (before != after)
