"""Values of ours behave as the standard library's frozen dataclasses with slots do."""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain import values


def _with(decorator: Any) -> tuple[Any, Any]:
    """Return a class with named fields and one with placed ones, made by a decorator."""

    @decorator(frozen=True, slots=True, kw_only=True)
    class Said:
        """Everything that a field can be."""

        needed: int
        secret: str = field(default="", repr=False)
        beside: int = field(default=0, compare=False)
        made: list[int] = field(default_factory=list)
        worked_out: int = field(init=False)

        def __post_init__(self) -> None:
            if self.needed < 0:
                raise ValueError("below zero")
            object.__setattr__(self, "worked_out", self.needed + 1)

    @decorator(frozen=True, slots=True)
    class Placed:
        """What may be given without a name."""

        first: int
        second: str = "two"
        third: int = field(default=3, kw_only=True)

    return Said, Placed


OURS, THEIRS = _with(values.dataclass), _with(dataclasses.dataclass)
GIVEN = st.tuples(
    st.lists(st.integers(0, 3), max_size=3).map(tuple),
    st.dictionaries(
        st.sampled_from(
            ["needed", "secret", "beside", "made", "worked_out", "first", "second", "third", "x"]
        ),
        st.integers(-1, 2),
    ),
)


def _outcome(of: Any, placed: tuple[int, ...], named: dict[str, int]) -> Any:
    try:
        made = of(*placed, **named)
    except (TypeError, ValueError) as error:
        return type(error)
    return repr(made).rpartition(".")[2], [getattr(made, f.name) for f in dataclasses.fields(made)]


@given(GIVEN)
def test_is_made_told_and_refused_as_the_standard_ones(
    arguments: tuple[tuple[int, ...], dict[str, int]],
) -> None:
    """Whatever is given, the same value comes out, told in the same words, or the same refusal."""
    for ours, theirs in zip(OURS, THEIRS, strict=True):
        assert _outcome(ours, *arguments) == _outcome(theirs, *arguments)


def test_compares_by_its_fields_and_never_changes() -> None:
    """Equal fields make equal values with one hash; nothing can be set, added or deleted."""
    said, placed = OURS
    one, same, other = placed(1, "a"), placed(first=1, second="a"), placed(2, "a")
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != (1, "a", 3)
    assert said(needed=1, made=[1], beside=1) == said(needed=1, made=[1], beside=2)
    for name in ("first", "new"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
    with pytest.raises(FrozenInstanceError):
        del one.first


def test_is_known_as_a_dataclass() -> None:
    """What reads fields or alters a copy of a value takes ours for one of its own."""
    _, placed = OURS
    assert [each.name for each in dataclasses.fields(placed)] == ["first", "second", "third"]
    assert dataclasses.replace(placed(1), second="b") == placed(1, "b")
    assert placed.__match_args__ == ("first", "second")
    assert dataclasses.is_dataclass(placed)


def test_nothing_but_a_frozen_value_is_made() -> None:
    """Who wants another kind of class is sent back to the standard library."""
    with pytest.raises(TypeError):
        values.dataclass(frozen=True, slots=False)
