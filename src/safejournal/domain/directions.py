"""Words written from right to left in the middle of a line that runs the other way.

A browser that meets an Arabic or Hebrew name in an English sentence lets the digits and signs after
it run with the name: “Ali, 18:00” in Persian letters becomes “18:00 ,Ali”. On a page each such name
is therefore isolated. In a line that begins from right to left the groups of a number would change
places, and a telephone number would be dialled wrongly: there the numbers are isolated.
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

_NUMBER = r"\+?\d[\d ()./\-\u00a0]*\d"
"""Digits in groups, with the plus before them."""

_LONG = 6
"""Digits from which on groups are one number: of a telephone, a paper, a day written in figures.
Fewer may be two numbers that only follow one another."""

_STRONG = {"L": False, "R": True, "AL": True}


def runs_left(line: str) -> bool:
    """Tell whether a line begins from right to left: its first letter decides."""
    strong = (bidirectional(character) for character in line)
    return next((_STRONG[each] for each in strong if each in _STRONG), False)


def isolated(text: str) -> str:
    """Return text as HTML, escaped; each name or number that runs the other way is in a `<bdi>`."""
    if text.isascii():
        return escape(text)
    return "\n".join("".join(_pieces(line)) for line in text.split("\n"))


def _pieces(line: str) -> Iterator[str]:
    left = runs_left(line)
    at = 0
    for found in re.finditer(_NUMBER if left else _RUN, line):
        if left and not _is_one_number(found[0]):
            continue
        yield escape(line[at : found.start()])
        yield f'<bdi dir="ltr">{found[0]}</bdi>' if left else f"<bdi>{escape(found[0])}</bdi>"
        at = found.end()
    yield escape(line[at:])


def _is_one_number(text: str) -> bool:
    grouped = not text.isdecimal()
    return grouped and (text[0] == "+" or sum(map(str.isdecimal, text)) >= _LONG)
