"""What the command writes into the page, and what it leaves alone there."""

from __future__ import annotations

import pytest

from bench import report
from bench.goals import Row, at_least, at_most
from bench.samples import Sample

ORDER = ["P1", "P2", "P10"]
PAGE = """# Title

<!-- bench: table -->
| P1 | old |
<!-- bench: end of table -->

Prose of ours.
"""


def test_a_row_says_medians_ratio_bound_verdict_and_when() -> None:
    """Everything that a reader needs to judge a figure stands in its row."""
    row = Row(
        goal="P1",
        what="prompt / nothing",
        ours=Sample((0.012, 0.014, 0.016)),
        theirs=Sample((0.010, 0.010, 0.010)),
        bound=at_most(1.6),
    )
    assert report.cells(row, "2026-01-02, load 0.5") == (
        "| P1 | prompt / nothing | 14.0 ms | 10.0 ms | 1.40x (1.30x–1.50x) | ≤ 1.6x | yes "
        "| 2026-01-02, load 0.5, n = 3 |"
    )


def test_a_missed_goal_stands_out() -> None:
    """Nobody has to compare figures to see what was missed."""
    row = Row(
        goal="P1",
        what="a / b",
        ours=Sample((2.0,)),
        theirs=Sample((1.0,)),
        bound=at_most(1.6),
    )
    assert "| **no** |" in report.cells(row, "today")


def test_what_is_missing_is_named_with_its_reason() -> None:
    """A row without figures stays in the table and says why."""
    row = Row(goal="P4", what="jrnl / add", bound=at_least(100), note="jrnl is missing")
    assert report.cells(row, "today") == (
        "| P4 | jrnl / add |  |  |  | ≥ 100x | – | today: jrnl is missing |"
    )


def test_rows_of_goals_that_were_not_run_are_kept_in_order() -> None:
    """A run of one goal replaces that goal's rows, however many, and no others."""
    old = ["| P1 | a |", "| P2 | b |", "| P2 | c |", "| P10 | d |"]
    assert report.merged(old, ["| P2 | new |"], ORDER) == [
        "| P1 | a |",
        "| P2 | new |",
        "| P10 | d |",
    ]
    assert report.merged([], ["| P10 | x |", "| P1 | y |"], ORDER) == ["| P1 | y |", "| P10 | x |"]


def test_only_the_marked_part_of_the_page_changes() -> None:
    """What people wrote around the tables stays to the letter."""
    page = report.with_part(PAGE, "table", ["| P1 | new |"])
    assert page == PAGE.replace("old", "new")
    assert report.part(page, "table") == ["| P1 | new |"]


@pytest.mark.parametrize("name", ["machine", "table", "syncs"])
def test_the_page_has_the_parts_that_the_command_rewrites(name: str) -> None:
    """A run of twenty minutes must not end because a mark was edited away."""
    report.part(report.PAGE.read_text("utf-8"), name)
