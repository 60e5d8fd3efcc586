"""Words written from right to left in the middle of a line that runs the other way.

A browser that meets an Arabic or Hebrew name in an English sentence lets the digits and signs after
it run with the name: “Ali, 18:00” in Persian letters becomes “18:00 ,Ali”. On a page each such name
is therefore isolated. A line that begins from right to left is left alone: there it runs right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from unicodedata import bidirectional

_RIGHT_TO_LEFT = (
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Hebrew, Arabic and its relatives, Syriac, Thaana, N'Ko, older scripts; their marks too."""

_RUN = rf"{_RIGHT_TO_LEFT}+(?:[^\w\n]+{_RIGHT_TO_LEFT}+)*"
"""Words that follow one another with nothing but blanks and signs between them."""

_STRONG = {"L": False, "R": True, "AL": True}


def runs_left(line: str) -> bool:
    """Tell whether a line begins from right to left: its first letter decides."""
    strong = (bidirectional(character) for character in line)
    return next((_STRONG[each] for each in strong if each in _STRONG), False)


def isolated(text: str) -> str:
    """Return text as HTML, escaped, with each name that runs the other way in a `<bdi>`."""
    if text.isascii():
        return escape(text)
    return "\n".join("".join(_pieces(line)) for line in text.split("\n"))


def _pieces(line: str) -> Iterator[str]:
    if runs_left(line):
        yield escape(line)
        return
    at = 0
    for found in re.finditer(_RUN, line):
        yield escape(line[at : found.start()])
        yield f"<bdi>{escape(found[0])}</bdi>"
        at = found.end()
    yield escape(line[at:])
