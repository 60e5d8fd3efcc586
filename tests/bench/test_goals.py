"""When a goal counts as reached, and that none is left out."""

from __future__ import annotations

import pytest

from bench.__main__ import GOALS
from bench.goals import Row, Unit, at_least, at_most
from bench.samples import Sample


def row(ours: float, theirs: float, **how: object) -> Row:
    """Return a row of one figure on each side."""
    told = {"goal": "P1", "what": "something", **how}
    return Row(ours=Sample((ours,)), theirs=Sample((theirs,)), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ours", "theirs", "bound", "ratio", "held"),
    [
        (1.6, 1.0, at_most(1.6), 1.6, True),
        (1.61, 1.0, at_most(1.6), 1.61, False),
        (1.0, 100.0, at_least(100), 100.0, True),
        (1.0, 99.0, at_least(100), 99.0, False),
    ],
)
def test_a_bound_is_held_to_the_digits_that_are_shown(
    ours: float, theirs: float, bound: object, ratio: float, held: bool
) -> None:
    """Ours by theirs where it must not be more, theirs by ours where it must be so much quicker."""
    judged = row(ours, theirs, bound=bound)
    assert judged.ratio is not None
    assert judged.ratio.median == pytest.approx(ratio)
    assert judged.held is held


def test_what_was_not_measured_is_neither_held_nor_missed() -> None:
    """A missing program must not look like a goal that was reached."""
    assert Row(goal="P4", what="jrnl", bound=at_least(100), note="jrnl is missing").held is None
    assert row(1.0, 2.0).held is None


def test_every_goal_has_its_place_in_the_table() -> None:
    """P1 to P16, each once and in order: what cannot be measured yet is named all the same."""
    assert list(GOALS) == [f"P{number}" for number in range(1, 17)]


@pytest.mark.parametrize(
    ("unit", "figure", "said"),
    [
        (Unit.MILLISECONDS, 0.01234, "12.3 ms"),
        (Unit.MILLISECONDS, 0.001234, "1.23 ms"),
        (Unit.MILLISECONDS, 1.5, "1,500 ms"),
        (Unit.SECONDS, 9.51, "9.51 s"),
        (Unit.MEBIBYTES, 617.2, "617 MiB"),
        (Unit.TIMES, 7.0, "7.00"),
    ],
)
def test_figures_are_written_with_three_digits(unit: Unit, figure: float, said: str) -> None:
    """Seconds are what is kept; more digits than are true are not shown."""
    assert unit.say(figure) == said
