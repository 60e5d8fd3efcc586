"""A page of parts, one below the other: paragraphs, and fields with their labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.content import Content

from safejournal.tui.lines import Lines


class Part(Protocol):
    """Something that knows its lines in a width."""

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""


class Together(Lines):
    """The page. Wrapped anew for every width."""

    def __init__(self, *parts: Part) -> None:
        self._parts: Sequence[Part] = parts

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""
        return [each for part in self._parts for each in part.lines(width)]
