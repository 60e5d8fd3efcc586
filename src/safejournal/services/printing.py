"""A sheet of paper: the same lines as text, HTML or PDF.

What stands on it is said by `wording`. No output holds a script, a reference to anything outside,
or the day on which it was made.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: a box to tick, the sentence, and smaller lines below it."""

    box: str = ""
    """`[ ]`, `[x]`, `[-]` or "" for none."""
    text: str = field(repr=False)
    notes: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A title, an introduction, entries, and small print."""

    title: str = field(repr=False)
    language: str
    lead: tuple[str, ...] = field(repr=False, default=())
    entries: tuple[Entry, ...] = field(repr=False, default=())
    small_print: tuple[str, ...] = field(repr=False, default=())


def as_text(sheet: Sheet) -> str:
    """Return the sheet as plain text, in lines of a terminal's width."""
    raise NotImplementedError


def as_html(sheet: Sheet) -> str:
    """Return the sheet as one HTML page that loads nothing."""
    raise NotImplementedError


def as_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF of A4 pages. Raises Refused where the extra `pdf` is missing."""
    raise NotImplementedError
