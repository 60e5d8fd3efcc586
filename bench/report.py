"""Rows as a table, and the marked parts of docs/performance.md that the command rewrites.

A run of some goals replaces their rows and leaves the others, so that each row says when it was
measured and under which load.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.goals import Row
from bench.places import ROOT
from bench.samples import Sample

PAGE = ROOT / "docs" / "performance.md"
HEAD = (
    "| goal | what is compared | ours | theirs | ratio | wanted | held | run |",
    "|---|---|---|---|---|---|---|---|",
)


def cells(row: Row, when: str) -> str:
    """Return a row of the table: medians, and in brackets where the middle half lies."""
    if row.ours is None or row.theirs is None:
        parts = [row.goal, row.what, "", "", "", _wanted(row), "–", f"{when}: {row.note}"]
    else:
        parts = [
            row.goal,
            row.what,
            row.unit.say(row.ours.median),
            row.unit.say(row.theirs.median),
            _ratio(row),
            _wanted(row),
            {True: "yes", False: "**no**", None: ""}[row.held],
            f"{when}, n = {len(row.ours.values)}",
        ]
    return "| " + " | ".join(parts) + " |"


def _ratio(row: Row) -> str:
    ratio = row.ratio
    assert ratio is not None, "a row with figures has one"
    return f"{_times(ratio.median)} ({_spread(ratio)})"


def _spread(ratio: Sample) -> str:
    low, high = ratio.spread
    return f"{_times(low)}–{_times(high)}"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}x" if ratio >= 100 else f"{ratio:.2f}x"  # noqa: PLR2004 (three digits)


def _wanted(row: Row) -> str:
    return str(row.bound) if row.bound else ""


def merged(old: Sequence[str], new: Sequence[str], order: Sequence[str]) -> list[str]:
    """Return the table's rows in the order of the goals: new ones for each goal that was run."""
    run = {_goal(line) for line in new}
    kept = [line for line in old if _goal(line) not in run and _goal(line) in order]
    return sorted([*kept, *new], key=lambda line: order.index(_goal(line)))


def _goal(line: str) -> str:
    return line.split("|")[1].strip()


def part(page: str, name: str) -> list[str]:
    """Return the lines of a marked part of the page."""
    begin, end = _marks(name)
    return page[page.index(begin) + len(begin) : page.index(end)].strip().splitlines()


def with_part(page: str, name: str, lines: Iterable[str]) -> str:
    """Return the page with other lines in a marked part."""
    begin, end = _marks(name)
    before, after = page[: page.index(begin)], page[page.index(end) :]
    return before + begin + "\n" + "\n".join(lines) + "\n" + after


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- bench: {name} -->", f"<!-- bench: end of {name} -->"


def write(name: str, lines: Iterable[str]) -> None:
    """Put other lines into a part of the page."""
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), name, lines), "utf-8")


def write_rows(lines: Sequence[str], order: Sequence[str]) -> None:
    """Put the rows of a run into the table of the page."""
    old = part(PAGE.read_text("utf-8"), "table")[len(HEAD) :]
    write("table", [*HEAD, *merged(old, lines, order)])
