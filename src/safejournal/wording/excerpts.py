"""A piece of text with what was found in it marked, where there is no colour to mark it with."""

from __future__ import annotations

from safejournal.domain.matching import Excerpt

OPEN, CLOSE = "[", "]"
"""ASCII, and read out by a screen reader that is set to."""


def marked(found: Excerpt) -> str:
    """Return the text with brackets around what was found."""
    pieces, at = [], 0
    for begin, end in found.marks:
        pieces += [found.text[at:begin], OPEN, found.text[begin:end], CLOSE]
        at = end
    return "".join([*pieces, found.text[at:]])
