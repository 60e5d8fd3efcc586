"""A map in characters: borders in dots, the way and its stops over them.

Drawn in braille where the terminal has it, else in ASCII. Each thing has a character of its own, so
that nothing hangs on colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from safejournal.domain.airways import Borders
from safejournal.domain.maps import (
    Stop,
    Track,
    border_dots,
    frame,
    middles,
    states_in,
    way_of,
)

DOTS_ACROSS, DOTS_DOWN = 2, 4
"""Of a braille character. Terminals' cells are about twice as high as wide: the dots are square."""

WAY, ROUGH_WAY = "*", ":"
"""A way between known airports; one that joins the middles of states."""

_BRAILLE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_ASCII = " ."
_LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"


class Layer(StrEnum):
    """What a character of the map is."""

    BORDER = "border"
    STATE = "state"
    WAY = "way"
    STOP = "stop"


class Cell(NamedTuple):
    """One character of the map."""

    sign: str
    layer: Layer


Chart = list[list[Cell]]


def sign_of(number: int) -> str:
    """Return the one character that stands for a stop."""
    return _LETTERS[(number - 1) % len(_LETTERS)]


def chart(
    tracks: Sequence[Track],
    stops: Sequence[Stop],
    borders: Borders,
    size: tuple[int, int],
    *,
    ascii_only: bool = False,
) -> Chart:
    """Return a map of a way in so many columns and lines. There must be a stop."""
    columns, lines = size
    shown = frame(tracks, stops, columns * DOTS_ACROSS, lines * DOTS_DOWN)
    states = states_in(shown, borders)
    drawn = _borders(border_dots(states), columns, lines, ascii_only=ascii_only)
    for track in tracks:
        sign = WAY if track.known else ROUGH_WAY
        for x, y in way_of(track, shown):
            _put(drawn, x // DOTS_ACROSS, y // DOTS_DOWN, Cell(sign, Layer.WAY))
    for state, (x, y) in middles(states).items():
        _write(drawn, x // DOTS_ACROSS, y // DOTS_DOWN, state)
    for stop in reversed(stops):
        x, y = shown.place(stop.point)
        _put(drawn, x // DOTS_ACROSS, y // DOTS_DOWN, Cell(sign_of(stop.number), Layer.STOP))
    return drawn


def _borders(dots: set[tuple[int, int]], columns: int, lines: int, *, ascii_only: bool) -> Chart:
    return [
        [Cell(_sign(dots, x, y, ascii_only=ascii_only), Layer.BORDER) for x in range(columns)]
        for y in range(lines)
    ]


def _sign(dots: set[tuple[int, int]], column: int, line: int, *, ascii_only: bool) -> str:
    bits = [
        bit
        for y, row in enumerate(_BITS)
        for x, bit in enumerate(row)
        if (column * DOTS_ACROSS + x, line * DOTS_DOWN + y) in dots
    ]
    if ascii_only:
        return _ASCII[min(1, len(bits))]
    return chr(_BRAILLE + sum(bits)) if bits else " "


def _put(drawn: Chart, x: int, y: int, cell: Cell) -> None:
    if 0 <= y < len(drawn) and 0 <= x < len(drawn[y]):
        drawn[y][x] = cell


def _write(drawn: Chart, x: int, y: int, code: str) -> None:
    """Write a state's letters where they cover no way."""
    row = drawn[y] if 0 <= y < len(drawn) else []
    if all(0 <= x + n < len(row) and row[x + n].layer is Layer.BORDER for n in range(len(code))):
        row[x : x + len(code)] = [Cell(letter, Layer.STATE) for letter in code]


def as_text(drawn: Chart) -> list[str]:
    """Return the lines of a map as plain text."""
    return ["".join(cell.sign for cell in row).rstrip() for row in drawn]
