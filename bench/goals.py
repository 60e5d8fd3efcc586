"""What the program is held to, and what one line of the table says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from bench.samples import Sample, Trial
from bench.tree import Tree


class Unit(Enum):
    """How figures are written: the unit, and how many of it one of what is kept makes."""

    MILLISECONDS = ("ms", 1_000)
    SECONDS = ("s", 1)
    MEBIBYTES = ("MiB", 1)
    TIMES = ("", 1)

    def say(self, figure: float) -> str:
        """Write a figure with three digits that count."""
        word, factor = self.value
        shown = figure * factor
        digits = 0 if shown >= 100 else 1 if shown >= 10 else 2  # noqa: PLR2004 (three digits)
        return f"{shown:,.{digits}f} {word}".rstrip()


@dataclass(frozen=True, slots=True)
class Bound:
    """The ratio that is wanted."""

    ratio: float
    at_least: bool = False

    def holds(self, ratio: float) -> bool:
        """Tell whether a ratio is within it, to the two digits that are shown."""
        shown = round(ratio, 2)
        return shown >= self.ratio if self.at_least else shown <= self.ratio

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.ratio:g}x"


def at_most(ratio: float) -> Bound:
    """Return the bound of what must not be slower, or larger."""
    return Bound(ratio)


def at_least(ratio: float) -> Bound:
    """Return the bound of what must be so many times quicker, or smaller."""
    return Bound(ratio, at_least=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison. Without figures it says why there are none."""

    goal: str
    what: str
    ours: Sample | None = None
    theirs: Sample | None = None
    bound: Bound | None = None
    """None for what is only told."""
    unit: Unit = Unit.MILLISECONDS
    note: str = ""

    @property
    def ratio(self) -> Sample | None:
        """Ours by theirs, or theirs by ours where it is to be at least so much."""
        if self.ours is None or self.theirs is None:
            return None
        if self.bound is not None and self.bound.at_least:
            return self.theirs.over(self.ours)
        return self.ours.over(self.theirs)

    @property
    def held(self) -> bool | None:
        """Tell whether the goal is reached; None where nothing is judged."""
        if self.ratio is None or self.bound is None:
            return None
        return self.bound.holds(self.ratio.median)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the harness: how often, where there is room, what is closed at its end."""

    rounds: int
    scratch: Path
    closing: ExitStack = field(default_factory=ExitStack)

    def few(self, least: int = 3) -> int:
        """Return how often to do what takes many seconds."""
        return max(least, self.rounds // 3)


Acts = Callable[[Run, Tree], Mapping[str, Trial]]


def no_acts(_run: Run, _tree: Tree) -> Mapping[str, Trial]:
    """Return nothing: what this goal measures has no earlier state to stand beside."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A promise about speed or size, and how it is measured."""

    name: str
    promise: str
    rows: Callable[[Run], Iterable[Row]]
    """Measure it against others."""
    acts: Acts = no_acts
    """What of it an earlier commit can do too."""
