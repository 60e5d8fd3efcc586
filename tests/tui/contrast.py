"""How far letters differ from the ground that they are painted on, after WCAG 2.2, in every look.

Screens are painted once, in a look made for that in which each part of a look has a colour of its
own. So it is known which part every letter and its ground take, and the contrast follows for every
look that is shipped. A colour that belongs to no part (a blend, or one of Textual's own) is told.
"""

from __future__ import annotations

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from safejournal.services.settings import LOOKS
from safejournal.tui import theme
from safejournal.tui.theme import HIGH_CONTRAST, MONOCHROME, THEMES
from tests.tui.shell_app import WatchedApp

TEXT, READABLE = 7.0, 4.5
"""Contrast that WCAG 2.2 asks for: AAA for text, AA for anything else that is read."""

COLOURED = [look for look in LOOKS if look != MONOCHROME]

PARTS = sorted(set(theme._TAKEN.values()))
"""Of what a look consists: text, ground, what is chosen …"""

PROBE = "probe"
_OF_PART = {
    part: f"#{40 + 9 * n:02x}{200 - 7 * n:02x}{17 * n % 256:02x}" for n, part in enumerate(PARTS)
}
_PART_OF = {Color.parse(colour).hex: part for part, colour in _OF_PART.items()}

Pair = tuple[str, str]
"""The part that letters take, and the part that their ground takes."""


def probe() -> Theme:
    """Return the look in which each part can be told from each other."""
    return theme._theme(PROBE, dark=True, **_OF_PART)


def luminance(colour: Color) -> float:
    """Return the relative luminance, after WCAG 2.2."""
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two opaque colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ratio(look: str, pair: Pair) -> float:
    """Return the contrast of a pair in a look; 0 where a colour belongs to no part of it."""
    letters, ground = (_colour(look, part) for part in pair)
    return contrast(letters, ground) if letters and ground else 0.0


def _colour(look: str, part: str) -> Color | None:
    taking = [variable for variable, of in theme._TAKEN.items() if of == part]
    return Color.parse(THEMES[look].variables[taking[0]]) if taking else None


def least(look: str) -> float:
    """Return the contrast that everything readable has in a look."""
    return TEXT if look in HIGH_CONTRAST else READABLE


def painted(app: WatchedApp) -> dict[Pair, str]:
    """Return each pair that is painted now, with letters to find it by."""
    found: dict[Pair, str] = {}
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None and any(c.isalnum() for c in segment.text):
                found.setdefault(_pair(segment.style), segment.text.strip())
    return found


def _pair(style: Style) -> Pair:
    letters, ground = _part(style.color), _part(style.bgcolor)
    if style.dim:
        letters = "dimmed"
    return (ground, letters) if style.reverse else (letters, ground)


def _part(colour: object) -> str:
    if colour is None:
        return "no colour"
    seen = Color.from_rich_color(colour).hex
    return _PART_OF.get(seen, f"nobody's {seen}")
