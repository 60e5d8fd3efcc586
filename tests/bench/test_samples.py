"""What the harness makes of its figures."""

from __future__ import annotations

from bench.samples import Sample, in_turn


def test_the_median_and_the_middle_half_are_those_of_the_figures() -> None:
    """One slow round moves neither the median nor the spread that is told with it."""
    sample = Sample((5.0, 1.0, 3.0, 2.0, 900.0))
    assert sample.median == 3.0
    assert sample.spread == (2.0, 5.0)


def test_a_single_figure_is_its_own_spread() -> None:
    """What is counted once has no spread to invent."""
    assert Sample((7.0,)).spread == (7.0, 7.0)


def test_ratios_are_taken_within_each_round() -> None:
    """A round in which the machine was ten times slower leaves the ratio as it was."""
    ours, theirs = Sample((2.0, 20.0, 2.0)), Sample((4.0, 40.0, 4.0))
    assert ours.over(theirs).values == (0.5, 0.5, 0.5)


def test_sums_and_multiples_are_taken_within_each_round() -> None:
    """A limit that is made of two measured parts is made of the same round's parts."""
    assert Sample((1.0, 2.0)).plus(Sample((10.0, 20.0))).values == (11.0, 22.0)
    assert Sample((1.0, 2.0)).times(2).values == (2.0, 4.0)


def test_trials_take_turns_and_the_warm_up_counts_not() -> None:
    """A B A B: every round runs every trial once, in one order, and the first round is dropped."""
    ran: list[str] = []

    def trial(name: str) -> float:
        ran.append(name)
        return float(len(ran))

    taken = in_turn({name: lambda name=name: trial(name) for name in "AB"}, 2)  # type: ignore[misc]
    assert "".join(ran) == "ABABAB"
    assert taken["A"].values == (3.0, 5.0)
    assert taken["B"].values == (4.0, 6.0)
