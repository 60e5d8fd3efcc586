"""The code points over which a promise about every character is held each time."""

from __future__ import annotations

import sys

_PLANE = 0x10000
_WITH_CHARACTERS = (0, 1, 2, 3, 14)
"""Planes of Unicode that hold characters; the others are unassigned, or for private use."""

_ENDS = 64
"""Code points at each end of the other planes: their noncharacters, and what stands beside them."""


def _planes() -> list[str]:
    found: list[int] = []
    for start in range(0, sys.maxunicode + 1, _PLANE):
        plane = range(start, start + _PLANE)
        alike = start // _PLANE not in _WITH_CHARACTERS
        found += [*plane[:_ENDS], *plane[-_ENDS:]] if alike else plane
    return [chr(code) for code in found]


EVERY_CHARACTER = _planes()
"""All of the planes that hold characters; of the others, whose code points are alike, the ends."""
