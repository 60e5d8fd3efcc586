"""A page of parts, one below the other: paragraphs, and fields with their labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Part(Protocol):
    """Something that knows its lines in a width."""

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""


class Together(Visual):
    """The page. Wrapped anew for every width."""

    def __init__(self, *parts: Part) -> None:
        self._parts: Sequence[Part] = parts

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""
        return [each for part in self._parts for each in part.lines(width)]

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
