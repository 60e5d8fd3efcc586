"""A person's words on their way to a widget: visible, never read as markup, marked where found.

The choke point would make them visible anyway; here it happens before anything is measured, since a
character that is replaced may take more cells than it did.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content, Span

from safejournal.domain.matching import marks
from safejournal.domain.records import Contact
from safejournal.domain.versions import Record
from safejournal.domain.visible import marked_name, visible
from safejournal.wording.names import name_of

FOUND = "$found on $found-ground underline"
"""What was searched for. Underlined, so that it shows without colour."""

MUTED = "$text-muted"


def line(text: str) -> Content:
    """Return text as one line."""
    return Content(visible(" ".join(text.split())))


def prose(text: str) -> Content:
    """Return text with its line breaks."""
    return Content(visible(text, newlines=True))


def found_in(text: str, query: str, *, inside: bool) -> Content:
    """Return one line of text with every hit of the query marked."""
    shown = visible(" ".join(text.split()))
    return marked(shown, marks(shown, query, inside=inside) if query else ())


def marked(text: str, stretches: Sequence[tuple[int, int]]) -> Content:
    """Return text with these stretches of characters marked as found."""
    return Content(text, [Span(begin, end, FOUND) for begin, end in stretches])


def name(record: Record) -> str:
    """Return a record's one-line name as it may be shown; a contact mixing scripts is marked."""
    written = name_of(record)
    return marked_name(written)[0] if isinstance(record.content, Contact) else visible(written)
