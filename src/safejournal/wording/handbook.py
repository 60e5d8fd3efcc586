"""A chapter of the handbook as lines to read or to listen to, without marks of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safejournal.services.handbook import Chapter

MARKS = str.maketrans("", "", "*`")
"""What stands out in Markdown, and would only be read out: stars and strokes."""


def chapter_lines(of: Chapter) -> Iterator[str]:
    """Yield the title, an empty line, and the text."""
    yield of.title
    yield ""
    for line in of.text.splitlines():
        yield line.removeprefix("## ").translate(MARKS)
