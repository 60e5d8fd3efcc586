"""Eight words in large letters, as far as a terminal has any: apart, bold, and numbered."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from safejournal.tui.text import MUTED

COLUMN = 16
"""Cells of a word with its number: the longest word of either list has nine letters."""


class Large:
    """The words two to a line, read down, the left column first."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def lines(self, width: int) -> list[Content]:
        """Return the lines, with an empty one around and, where there is room, between them."""
        half = (len(self._words) + 1) // 2
        found = [Content("")]
        for at in range(half):
            beside = [_word(n, self._words[n]) for n in (at, at + half) if n < len(self._words)]
            found.append(Content("  ").join(beside))
        return [*found, Content("")]


def _word(at: int, word: str) -> Content:
    said = Content.assemble((f"  {at + 1}  ", MUTED), (word, "bold"))
    return said.pad_right(max(1, COLUMN - said.cell_length))
