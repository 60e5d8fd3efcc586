"""Long sentences cut into lines for a terminal or a printed text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

WIDTH = 78
"""Columns: a terminal's line, with room for a mark before it."""


def wrapped(text: str, head: str = "") -> list[str]:
    """Return a text in lines that stand under one another, the first after `head`.

    Words are never cut: an address or an id stays whole, however long.
    """
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def listed(texts: Iterable[str], head: str = "- ") -> Iterator[str]:
    """Yield texts as a list."""
    for text in texts:
        yield from wrapped(text, head)
