"""Figures taken in turn, A B A B, and what may be said of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Trial = Callable[[], float]
"""One run of something; returns its figure: seconds, or what the row says."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The figures of one thing, in the order in which they were taken."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """Between which figures the middle half lies."""
        if len(self.values) == 1:
            return self.values[0], self.values[0]
        low, _, high = statistics.quantiles(self.values, n=4, method="inclusive")
        return low, high

    def over(self, other: Sample) -> Sample:
        """Return the ratio of each round: what slowed the machine in a round slowed both."""
        return Sample(tuple(a / b for a, b in zip(self.values, other.values, strict=True)))

    def plus(self, other: Sample) -> Sample:
        """Return the sum of each round."""
        return Sample(tuple(a + b for a, b in zip(self.values, other.values, strict=True)))

    def times(self, factor: float) -> Sample:
        """Return each figure times a factor."""
        return Sample(tuple(value * factor for value in self.values))


def in_turn(trials: Mapping[str, Trial], rounds: int, *, warm: int = 1) -> dict[str, Sample]:
    """Run every trial once a round, in the same order; the first rounds, to warm up, count not."""
    taken: dict[str, list[float]] = {name: [] for name in trials}
    for turn in range(warm + rounds):
        for name, trial in trials.items():
            figure = trial()
            if turn >= warm:
                taken[name].append(figure)
    return {name: Sample(tuple(values)) for name, values in taken.items()}
