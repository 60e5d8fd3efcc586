"""A record as a page to read: labels on the left where there is room, above where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from textual.content import Content

from safejournal.domain.values import dataclass
from safejournal.i18n import _
from safejournal.tui.lines import Lines
from safejournal.tui.text import MUTED, line, prose
from safejournal.wording.portrait import Line

LABELS = 24
"""Cells of the column of labels."""

NARROWEST = 26
"""Cells that a text needs beside its label; with less, the label stands above it."""

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said on a page: its label, its text, and how deep it stands in a list."""

    label: str
    text: Content
    depth: int = 0


def said(lines: Sequence[Line], names: Mapping[str, str]) -> Iterator[Said]:
    """Yield what the lines of a portrait say, with records called by their names."""
    for each in lines:
        if each.record is not None:
            text = line(names.get(each.record, _("a record that is not here")))
        elif each.masked:
            text = Content.styled(each.text, MUTED) if each.text else Content("")
        else:
            text = prose(each.text)
        yield Said(each.label, text, each.depth)


class Portrait(Lines):
    """The page. Wrapped anew for every width."""

    def __init__(self, things: Sequence[Said], *, labels: int = LABELS) -> None:
        self._things, self._labels = things, labels

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""
        if width < self._labels + NARROWEST:
            return [each for thing in self._things for each in _above(thing, width)]
        return [each for thing in self._things for each in _beside(thing, width, self._labels)]


def _beside(thing: Said, width: int, room: int) -> Iterator[Content]:
    indent, nothing = _INDENT * thing.depth, Content("")
    labels = line(thing.label).wrap(room - indent - _INDENT)
    texts = thing.text.wrap(width - room)
    for label, text in zip_longest(labels, texts, fillvalue=nothing):
        column = label.stylize(MUTED).pad_left(indent)
        yield column.pad_right(room - column.cell_length) + text


def _above(thing: Said, width: int) -> Iterator[Content]:
    indent = _INDENT * thing.depth
    yield line(thing.label).truncate(width - indent, ellipsis=True).stylize(MUTED).pad_left(indent)
    indent += _INDENT
    if thing.text:
        yield from (each.pad_left(indent) for each in thing.text.wrap(max(1, width - indent)))
