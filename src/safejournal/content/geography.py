"""The small geography that comes with the program; see atlas/SOURCES.md."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from safejournal.content.builtin import file_of_ours
from safejournal.domain.airways import Borders, Point, Way, states_under
from safejournal.domain.maps import middle_of

CELLS = 1440
"""Cells in a row of borders.txt: a quarter of a degree, 28 km at the equator."""


def _text(name: str) -> str:
    return file_of_ours(f"atlas/{name}").decode("ascii")


@cache
def borders() -> Borders:
    """Return the land of states."""
    breadths = json.loads(_text("breadths.json"))
    return Borders(_text("borders.txt").splitlines(), CELLS, breadths)


@cache
def _airports() -> str:
    return "\n" + _text("airports.txt")


def airport(code: str) -> tuple[Point, str] | None:
    """Return where an airport lies and its state, or None for a code that is not known."""
    lines = _airports()
    start = lines.find(f"\n{code} ")
    if start < 0:
        return None
    lat, lon, state = lines[start + 5 : lines.index("\n", start + 1)].split()
    return Point(float(lat), float(lon)), state


def way_between(start: str, end: str) -> Way | None:
    """Return the states under the shortest path between two airports, or None for unknown ones."""
    here, there = airport(start), airport(end)
    if here is None or there is None:
        return None
    return states_under(here[0], there[0], borders())


@cache
def middle(state: str) -> Point | None:
    """Return a point near the middle of a state; None for one too small for these borders."""
    return middle_of(state, borders())


@cache
def neighbours() -> Mapping[str, Sequence[str]]:
    """Return for each state those with which it shares a land border."""
    found: Mapping[str, Sequence[str]] = json.loads(_text("neighbours.json"))
    return found
