"""A paragraph in a list: as many lines as it needs, beside a narrow column of its own."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from safejournal.tui.text import MUTED


class Block(Visual):
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

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the painted lines."""
        painted = [
            strip
            for each in self.lines(width)
            for strip in (each or Content(" ")).render_strips(width, 1, style, options)
        ]
        return painted[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take all the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines."""
        return len(self.lines(width))
