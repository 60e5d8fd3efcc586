"""Drawings on paper: a few black shapes, which a page shows as SVG and a PDF draws itself.

Black, grey and dashes: it reads the same from a printer without colour. Every drawing carries its
title and what it shows as text, for whoever does not see it. The SVG stands in the page, holds no
script and no reference to anything, and says nothing of its maker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from html import escape
from typing import NamedTuple

from safejournal.domain.values import dataclass
from safejournal.domain.visible import visible

WIDTH = 493.0
"""Points: the width of an A4 page between its margins."""

GREY, BLACK = "#777777", "#111111"
LIGHT = "#dddddd"
DASH = 3.0
"""Points of a dash and of what lies between two."""


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    thick: float = 1.0
    colour: str = BLACK
    dashed: bool = False


class Strokes(NamedTuple):
    """Many straight lines of one look: the borders of a map."""

    ends: tuple[tuple[float, float, float, float], ...]
    """From x and y to x and y."""
    thick: float = 0.5
    colour: str = GREY


class Box(NamedTuple):
    """A rectangle; without a filling, only its frame."""

    x: float
    y: float
    width: float
    height: float
    filling: str = ""
    dashed: bool = False


class Dot(NamedTuple):
    """A filled circle."""

    x: float
    y: float
    radius: float = 2.5
    filling: str = BLACK


class Word(NamedTuple):
    """A word; `y` is the line it stands on."""

    x: float
    y: float
    text: str
    size: float = 8.0
    anchor: str = "middle"
    """`start`, `middle` or `end` of it stands at `x`."""
    colour: str = BLACK


Shape = Line | Strokes | Box | Dot | Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Shapes on a white ground, from the top left corner on, in points."""

    width: float
    height: float
    title: str = field(repr=False)
    told: str = field(repr=False)
    """What it shows, as text."""
    narrow: str
    """What stands in its place on a screen that is too narrow for it."""
    shapes: tuple[Shape, ...] = field(repr=False)


def as_svg(drawing: Drawing, number: int) -> str:
    """Return it as SVG to stand in an HTML page; the number tells it from others on that page."""
    wide, high = f"{drawing.width:g}", f"{drawing.height:g}"
    shapes = "".join(_svg(each) for each in drawing.shapes)
    title, told = f"drawing-{number}-title", f"drawing-{number}-told"
    return (
        f'<svg class="drawing" viewBox="0 0 {wide} {high}" role="img"'
        f' aria-labelledby="{title} {told}">'
        f'<title id="{title}">{_shown(drawing.title)}</title>'
        f'<desc id="{told}">{_shown(drawing.told)}</desc>'
        f'<rect width="{wide}" height="{high}" fill="#fff"/>{shapes}</svg>'
    )


def _svg(of: Shape) -> str:
    if isinstance(of, Line):
        ends = f'x1="{of.x1:.4g}" y1="{of.y1:.4g}" x2="{of.x2:.4g}" y2="{of.y2:.4g}"'
        return f'<line {ends} stroke="{of.colour}" stroke-width="{of.thick:g}"{_dash(of)}/>'
    if isinstance(of, Strokes):
        lines = "".join(f"M{a:.4g} {b:.4g}L{c:.4g} {d:.4g}" for a, b, c, d in of.ends)
        return f'<path d="{lines}" stroke="{of.colour}" stroke-width="{of.thick:g}"/>'
    if isinstance(of, Box):
        place = f'x="{of.x:.4g}" y="{of.y:.4g}" width="{of.width:.4g}" height="{of.height:.4g}"'
        filling = of.filling or "none"
        frame = "" if of.filling else f' stroke="{BLACK}"'
        return f'<rect {place} fill="{filling}"{frame}{_dash(of)}/>'
    if isinstance(of, Dot):
        return f'<circle cx="{of.x:.4g}" cy="{of.y:.4g}" r="{of.radius:g}" fill="{of.filling}"/>'
    place = f'x="{of.x:.4g}" y="{of.y:.4g}" font-size="{of.size:g}" text-anchor="{of.anchor}"'
    return f'<text {place} fill="{of.colour}">{_shown(of.text)}</text>'


def _dash(of: Line | Box) -> str:
    return f' stroke-dasharray="{DASH:g}"' if of.dashed else ""


def _shown(text: str) -> str:
    return escape(visible(text))


def words_of(drawing: Drawing) -> Iterator[str]:
    """Yield every word on a drawing."""
    return (each.text for each in drawing.shapes if isinstance(each, Word))
