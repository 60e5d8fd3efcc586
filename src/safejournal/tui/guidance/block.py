"""A paragraph in a list: as many lines as it needs, beside a narrow column of its own."""

from __future__ import annotations

from textual.content import Content

from safejournal.tui.lines import Lines
from safejournal.tui.text import MUTED


class Block(Lines):
    """A text, wrapped anew for every width, and perhaps a second one below in quieter letters."""

    def __init__(
        self, text: Content, *, before: Content | str = "", cells: int = 0, below: str = ""
    ) -> None:
        """`before` stands in a column of so many cells beside the first line."""
        said = Content(before) if isinstance(before, str) else before
        self._before = said.truncate(cells, ellipsis=True, pad=True) if cells else Content("")
        self._text, self._below = text, below

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""
        indent = self._before.cell_length
        room = max(1, width - indent)
        first, *more = self._text.wrap(room) or [Content("")]
        if self._below:
            more += [each.stylize_before(MUTED) for each in Content(self._below).wrap(room)]
        return [self._before + first, *(each.pad_left(indent) for each in more)]
