"""Anything that is drawn as lines of text: wrapped anew for every width, and painted one by one."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Lines(Visual):
    """What subclasses give as `lines`, painted."""

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""
        raise NotImplementedError

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
