"""A small map of a way: the borders around it and the stops on it, as dots, before they are drawn.

The borders are those of a quarter of a degree: enough to see between which states a way leads, and
nothing to find one's way by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, floor, radians
from typing import NamedTuple

from safejournal.domain.airways import Borders, Point, shortest_path

CLOSEST = 0.1
"""Degrees of a dot at least: closer, the squares of the borders would be all there is to see."""

MARGIN, LEAST_SPAN = 0.15, 6.0
"""What is added around a way, as a part of it; and the degrees that a map shows at least."""

POLE = 90.0
"""Degrees north or south."""

NAMED_DOTS = 40
"""Dots of a state in sight from which on its two letters are written into it."""


class Stop(NamedTuple):
    """A place on the way."""

    number: int
    country: str
    airport: str
    """"" where only the state is known; the point is then the middle of it."""
    point: Point


class Track(NamedTuple):
    """A stretch between two stops."""

    start: Stop
    end: Stop

    @property
    def known(self) -> bool:
        """Whether both ends are known places; else it joins the middles of states."""
        return bool(self.start.airport and self.end.airport)


class Frame(NamedTuple):
    """The stretch of the earth that is shown, in dots."""

    west: float
    north: float
    degrees: float
    """North to south, of one dot."""
    stretch: float
    """Degrees west to east of one dot, for each of those."""
    width: int
    height: int

    def place(self, point: Point) -> tuple[int, int]:
        """Return the dot of a point; the way around the earth that is nearer to the frame."""
        middle = self.west + self.width * self.degrees * self.stretch / 2
        lon = middle + (point.lon - middle + 180.0) % 360.0 - 180.0
        x = floor((lon - self.west) / (self.degrees * self.stretch))
        return x, floor((self.north - point.lat) / self.degrees)

    def point(self, x: int, y: int) -> Point:
        """Return the middle of a dot."""
        lon = self.west + (x + 0.5) * self.degrees * self.stretch
        return Point(self.north - (y + 0.5) * self.degrees, (lon + 540.0) % 360.0 - 180.0)

    def holds(self, x: int, y: int) -> bool:
        """Tell whether a dot is in sight."""
        return 0 <= x < self.width and 0 <= y < self.height


def frame(tracks: Sequence[Track], stops: Iterable[Stop], width: int, height: int) -> Frame:
    """Return the stretch of the earth that holds a way, in so many dots."""
    points = [stop.point for stop in stops]
    points += [point for track in tracks for point in _way(track)]
    lons, lats = _unwrapped([point.lon for point in points]), [point.lat for point in points]
    middle = Point((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    stretch = 1.0 / max(0.2, cos(radians(middle.lat)))
    high = max(LEAST_SPAN, (max(lats) - min(lats)) * (1 + 2 * MARGIN))
    wide = max(LEAST_SPAN, (max(lons) - min(lons)) * (1 + 2 * MARGIN) / stretch)
    degrees = max(CLOSEST, high / height, wide / width)
    return Frame(
        west=middle.lon - width * degrees * stretch / 2,
        north=min(90.0, max(middle.lat + height * degrees / 2, height * degrees - 90.0)),
        degrees=degrees,
        stretch=stretch,
        width=width,
        height=height,
    )


def _unwrapped(lons: Sequence[float]) -> list[float]:
    """Return degrees east that follow one another without a jump at the date line."""
    found = [lons[0]]
    for lon in lons[1:]:
        found.append(found[-1] + (lon - found[-1] + 180.0) % 360.0 - 180.0)
    return found


def _way(track: Track) -> Iterator[Point]:
    return (point for point, _course in shortest_path(track.start.point, track.end.point))


def way_of(track: Track, frame: Frame) -> list[tuple[int, int]]:
    """Return the dots of the shortest line between two stops, each once, in order."""
    return list(dict.fromkeys(frame.place(point) for point in _way(track)))


def states_in(frame: Frame, borders: Borders) -> list[list[str]]:
    """Return the state at each dot, row by row; "" for the sea."""
    return [_row(frame, y, borders) for y in range(frame.height)]


def _row(frame: Frame, y: int, borders: Borders) -> list[str]:
    lat = frame.point(0, y).lat
    if abs(lat) > POLE:
        return [""] * frame.width
    at = min(len(borders.rows) - 1, floor((90.0 - lat) * len(borders.rows) / 180.0))
    cells = _expanded(borders.rows[at], borders.cells)
    return [
        cells[floor((frame.point(x, y).lon + 180.0) * borders.cells / 360.0) % borders.cells]
        for x in range(frame.width)
    ]


def _expanded(row: str, cells: int) -> list[str]:
    """Return a row of runs as one code for each cell."""
    runs = [(int(start), code) for start, _, code in (run.partition(":") for run in row.split())]
    found = [""] * cells
    for (start, code), (end, _code) in pairwise([*runs, (cells, "")]):
        found[start:end] = [code] * (end - start)
    return found


def border_lines(states: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the lines between states, and between land and sea, as x, y, length across and down.

    Of length across or down, one is 0. Lines that continue one another are one.
    """
    for y, (above, below) in enumerate(pairwise(states), 1):
        differs = [a != b for a, b in zip(above, below, strict=True)]
        yield from ((x, y, length, 0) for x, length in _runs(differs))
    for x, (left, right) in enumerate(pairwise(zip(*states, strict=True)), 1):
        differs = [a != b for a, b in zip(left, right, strict=True)]
        yield from ((x, y, 0, length) for y, length in _runs(differs))


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at - start
            start = None


def border_dots(states: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Return the dots that lie on a border or a coast."""
    return {
        (x, y)
        for y, row in enumerate(states)
        for x, state in enumerate(row)
        if (x + 1 < len(row) and row[x + 1] != state)
        or (y + 1 < len(states) and states[y + 1][x] != state)
    }


def middles(states: Sequence[Sequence[str]]) -> Mapping[str, tuple[int, int]]:
    """Return for each state of which enough is in sight a dot of its own near its middle."""
    dots: dict[str, list[tuple[int, int]]] = {}
    for y, row in enumerate(states):
        for x, state in enumerate(row):
            if state:
                dots.setdefault(state, []).append((x, y))
    return {state: _nearest_to_middle(of) for state, of in dots.items() if len(of) >= NAMED_DOTS}


def _nearest_to_middle(dots: Sequence[tuple[int, int]]) -> tuple[int, int]:
    x, y = (sum(values) / len(dots) for values in zip(*dots, strict=True))
    return min(dots, key=lambda dot: (dot[0] - x) ** 2 + (dot[1] - y) ** 2)


def middle_of(state: str, borders: Borders) -> Point | None:
    """Return a point of a state near its middle; None for one that is not in the borders."""
    found: list[tuple[int, int]] = []
    for y, row in enumerate(borders.rows):
        if f":{state} " in f"{row} ":
            cells = _expanded(row, borders.cells)
            found += [(x, y) for x, code in enumerate(cells) if code == state]
    if not found:
        return None
    x, y = _nearest_to_middle(found)
    lat = 90.0 - (y + 0.5) * 180.0 / len(borders.rows)
    return Point(lat, (x + 0.5) * 360.0 / borders.cells - 180.0)
