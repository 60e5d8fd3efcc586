"""The picture of growth: every point where it belongs, every name where it can be read."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree as ET

import pytest

from bench.plot import apart, axes, picture, said

LINES = {
    "ours & theirs": {1_000: 0.03, 100_000: 0.031},
    "<other>": {1_000: 0.3, 100_000: 9.5},
}


def test_the_axes_hold_every_point_between_powers_of_ten() -> None:
    """Nothing is drawn outside the picture."""
    at = axes(LINES)
    assert at.records == (3, 5)
    assert at.seconds == (-2, 1)
    assert at.x(1_000) < at.x(10_000) < at.x(100_000)
    assert at.y(0.03) > at.y(9.5)


def test_the_same_factor_is_the_same_distance() -> None:
    """Both axes are logarithmic, so that growth is a slope."""
    at = axes(LINES)
    assert at.x(10_000) - at.x(1_000) == pytest.approx(at.x(100_000) - at.x(10_000))


def test_the_picture_is_well_formed_and_names_every_line() -> None:
    """Names may hold what means something in XML."""
    drawn = ET.fromstring(picture(LINES, "a <title>"))
    texts = [each.text for each in drawn.iter() if each.tag.endswith("text")]
    assert {"ours & theirs", "<other>"} <= set(texts)
    assert len([each for each in drawn.iter() if each.tag.endswith("polyline")]) == len(LINES)


def test_names_are_never_written_over_one_another() -> None:
    """Lines that end at one place have their names below each other, in their order."""
    places = apart({"a": 10.0, "b": 10.0, "c": 11.0, "d": 300.0})
    assert list(places) == ["a", "b", "c", "d"]
    heights = list(places.values())
    assert all(low - high >= 15 for high, low in itertools.pairwise(heights))
    assert places["d"] == 300.0


@pytest.mark.parametrize(("seconds", "text"), [(10.0, "10 s"), (0.1, "100 ms"), (0.0001, "100 µs")])
def test_times_are_written_in_the_unit_that_fits(seconds: float, text: str) -> None:
    """The axis says seconds, milliseconds or microseconds."""
    assert said(seconds) == text
