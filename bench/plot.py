"""Lines over the number of records, both axes by powers of ten, as an SVG of a few kilobytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 24, 44
"""Room for the figures, the names at the lines' ends, nothing, and the numbers of records."""

COLOURS = ("#0b6e4f", "#14a37f", "#8ab17d", "#b5179e", "#c1440e", "#e09f3e", "#577590", "#444444")
_LEAST_APART = 15
"""Pixels between two names."""

Points = Mapping[int, float]
"""Seconds by number of records."""


@dataclass(frozen=True, slots=True)
class Axes:
    """Where a number of records and a time stand in the picture."""

    records: tuple[int, int]
    """Powers of ten, from and to."""
    seconds: tuple[int, int]

    def x(self, records: float) -> float:
        """Return the place of a number of records."""
        return LEFT + (WIDTH - LEFT - RIGHT) * _share(records, self.records)

    def y(self, seconds: float) -> float:
        """Return the place of a time."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _share(seconds, self.seconds)


def _share(value: float, powers: tuple[int, int]) -> float:
    low, high = powers
    return (log10(value) - low) / (high - low)


def axes(lines: Mapping[str, Points]) -> Axes:
    """Return axes that hold every point."""
    return Axes(
        _powers([records for points in lines.values() for records in points]),
        _powers([seconds for points in lines.values() for seconds in points.values()]),
    )


def _powers(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def picture(lines: Mapping[str, Points], title: str) -> str:
    """Return the picture."""
    at = axes(lines)
    drawn = [*_grid(at), *_lines(lines, at)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
            '<g font-family="sans-serif" font-size="12">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            *drawn,
            "</g>",
            "</svg>\n",
        )
    )


def _grid(at: Axes) -> Iterator[str]:
    for power in range(at.records[0], at.records[1] + 1):
        x = at.x(10.0**power)
        yield _stroke(x, TOP, x, HEIGHT - BOTTOM)
        yield _text(x, HEIGHT - BOTTOM + 18, f"{10**power:,}", "middle")
    for power in range(at.seconds[0], at.seconds[1] + 1):
        y = at.y(10.0**power)
        yield _stroke(LEFT, y, WIDTH - RIGHT, y)
        yield _text(LEFT - 8, y + 4, said(10.0**power), "end")
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
    yield _text(middle, HEIGHT - 8, "records", "middle")


def said(seconds: float) -> str:
    """Write a power of ten of seconds."""
    for unit, factor in (("s", 1), ("ms", 1_000), ("µs", 1_000_000)):
        if round(seconds * factor, 6) >= 1:
            return f"{seconds * factor:,.0f} {unit}"
    return f"{seconds:g} s"


def _lines(lines: Mapping[str, Points], at: Axes) -> Iterator[str]:
    ends = {name: at.y(points[max(points)]) for name, points in lines.items()}
    places = apart(ends)
    for colour, (name, points) in zip(COLOURS, lines.items(), strict=False):
        corners = " ".join(f"{at.x(n):.1f},{at.y(s):.1f}" for n, s in sorted(points.items()))
        yield f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for records, seconds in sorted(points.items()):
            yield (
                f'<circle cx="{at.x(records):.1f}" cy="{at.y(seconds):.1f}" r="3" fill="{colour}"/>'
            )
        x = at.x(max(points)) + 10
        yield _text(x, places[name] + 4, name, "start", colour)


def apart(places: Mapping[str, float]) -> dict[str, float]:
    """Return places for names, from top to bottom, none written over another."""
    found: dict[str, float] = {}
    lowest = -float("inf")
    for name, place in sorted(places.items(), key=lambda item: item[1]):
        lowest = max(place, lowest + _LEAST_APART)
        found[name] = lowest
    return found


def _stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#d9d9d9"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333333") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {place}>{escape(text)}</text>"
