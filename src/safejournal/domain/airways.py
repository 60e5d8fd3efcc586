"""Air legs: the states under the shortest path between two airports.

A plane may fly another way; what is said here is where the shortest one leads, and what lies close
to it. The earth is taken as a sphere, which moves a path by less than the margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from math import asin, atan2, ceil, cos, degrees, floor, radians, sin
from types import MappingProxyType
from typing import NamedTuple

EARTH_KM = 6371.0
"""Mean radius."""

STEP_KM = 15.0
"""A point every so often: less than a cell of the borders, so that none is stepped over."""

MARGIN_KM = 60.0
"""How far beside the path a state counts as near: airways and weather bend a path by tens of
kilometres, and a cell of the borders is up to 28 km wide."""


CORNER_KM = 150.0
"""A crossing shorter than this is a corner that a plane flies around with a small detour, as those
between Warsaw and Riga fly around Kaliningrad; half of a small state is no corner."""


class Point(NamedTuple):
    """Degrees north and east."""

    lat: float
    lon: float


class Way(NamedTuple):
    """The states that a path crosses, and those of which it cuts a corner or that it passes by."""

    over: tuple[str, ...]
    near: tuple[str, ...]


class Borders(NamedTuple):
    """The land of states as rows of equal cells from north to south.

    A row is a text of runs, `first cell:code`, separated by spaces; the sea has no code.
    """

    rows: Sequence[str]
    cells: int
    """Cells in a row."""
    breadths: Mapping[str, float] = MappingProxyType({})
    """Of small states, how many kilometres across."""

    def at(self, point: Point) -> str:
        """Return the state at a point, or an empty text at sea."""
        row = min(len(self.rows) - 1, floor((90.0 - point.lat) * len(self.rows) / 180.0))
        cell = floor((point.lon + 180.0) % 360.0 * self.cells / 360.0)
        found = ""
        for run in self.rows[row].split():
            start, _, code = run.partition(":")
            if int(start) > cell:
                break
            found = code
        return found


def distance(start: Point, end: Point) -> float:
    """Return the length of the shortest path over the ground, in kilometres."""
    north = sin(radians(end.lat - start.lat) / 2) ** 2
    east = sin(radians(end.lon - start.lon) / 2) ** 2
    half = north + cos(radians(start.lat)) * cos(radians(end.lat)) * east
    return 2 * EARTH_KM * asin(min(1.0, half**0.5))


def bearing(start: Point, end: Point) -> float:
    """Return the direction in which the shortest path sets out: degrees clockwise from north."""
    lat1, lat2 = radians(start.lat), radians(end.lat)
    turn = radians(end.lon - start.lon)
    north = cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(turn)
    return degrees(atan2(sin(turn) * cos(lat2), north)) % 360.0


def travelled(start: Point, direction: float, kilometres: float) -> Point:
    """Return where one is after so many kilometres straight on in a direction."""
    arc, course, lat = kilometres / EARTH_KM, radians(direction), radians(start.lat)
    north = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(course))
    east = atan2(sin(course) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(north))
    lon = (start.lon + degrees(east) + 540.0) % 360.0 - 180.0
    return Point(degrees(north), lon)


def shortest_path(start: Point, end: Point) -> Iterator[tuple[Point, float]]:
    """Give the points of the shortest path, and the direction of flight at each."""
    length, course = distance(start, end), bearing(start, end)
    steps = max(1, ceil(length / STEP_KM))
    for step in range(steps + 1):
        here = travelled(start, course, length * step / steps)
        yield here, bearing(here, end) if step < steps else course


def states_under(start: Point, end: Point, borders: Borders) -> Way:
    """Return the states that the shortest path crosses, and those within the margin of it."""
    crossed: dict[str, float] = {}
    beside: dict[str, None] = {}
    for here, course in shortest_path(start, end):
        state = borders.at(here)
        crossed[state] = crossed.get(state, 0.0) + STEP_KM
        beside[state] = None
        for side in (course - 90.0, course + 90.0):
            beside[borders.at(travelled(here, side, MARGIN_KM))] = None
    over = tuple(
        state
        for state, length in crossed.items()
        if state and length >= min(CORNER_KM, borders.breadths.get(state, math.inf) / 2)
    )
    return Way(over, tuple(state for state in beside if state and state not in over))
