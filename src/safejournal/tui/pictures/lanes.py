"""Events over time as lanes of characters: one lane a kind, one cell a day, week, month or year.

Everything is said by the character itself, so that it reads the same without colour: a digit is how
many began there (`+` from ten on), `─` goes on, `~` may lie there, `·` is nothing. What is yet to
come is empty. The column under the cursor stands between two marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date

from textual.content import Content
from textual.css.styles import RulesMap

from safejournal.domain.timeline import Event, Mark, Zoom, cell_of, cells_between, marks, moved
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.tui.lines import Lines
from safejournal.tui.text import MUTED
from safejournal.wording.kinds import kinds
from safejournal.wording.times import month_short

LABELS, NARROW_LABELS = 16, 10
"""Cells of the names of the lanes, in a wide window and in a narrow one."""

WIDE = 60
"""Cells from which on there is room for a space between two cells of time."""

_YEARS, _WEEK = 5, 7

MOST = 9
"""The largest number that one character says."""

CURSOR, LASTS, PERHAPS, NOTHING = "▲", "─", "~", "·"
"""All of them are in the fonts of text consoles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which stretch of time is looked at, and where the cursor is in it."""

    zoom: Zoom
    cursor: date
    """The first day of the cell under the cursor."""
    first: date
    """The first day of the leftmost cell."""
    today: date
    kinds: tuple[Kind, ...] = field(default=())


def cells_in(width: int) -> int:
    """Return how many cells of time fit into so many characters."""
    return max(1, (width - _labels(width)) // _step(width))


def _labels(width: int) -> int:
    return LABELS if width >= WIDE else NARROW_LABELS


def _step(width: int) -> int:
    return 2 if width >= WIDE else 1


def sign(of: Mark, *, ahead: bool) -> str:
    """Return the character of a cell; `ahead` of today, nothing is empty."""
    if of.begun:
        return str(of.begun) if of.begun <= MOST else "+"
    if of.going_on:
        return LASTS
    if of.perhaps:
        return PERHAPS
    return " " if ahead else NOTHING


class Lanes(Lines):
    """The ruler, the lanes, and the cursor below them. Drawn anew for every width."""

    def __init__(self, events: Sequence[Event], view: View) -> None:
        self._events, self._view = events, view

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""
        view, count = self._view, cells_in(width)
        starts = [moved(view.first, view.zoom, n) for n in range(count)]
        at = cells_between(view.first, view.cursor, view.zoom)
        lanes = [self._lane(kind, starts, width) for kind in view.kinds]
        ruler = _ruler(starts, view.zoom, _step(width)).stylize(MUTED)
        return [
            ruler.pad_left(_labels(width)),
            *(_chosen(lane, _labels(width) + at * _step(width)) for lane in lanes),
            Content.styled(CURSOR, "bold $primary").pad_left(_labels(width) + at * _step(width)),
        ]

    def _lane(self, kind: Kind, starts: Sequence[date], width: int) -> Content:
        events = [each for each in self._events if each.kind is kind]
        zoom, now = self._view.zoom, cell_of(self._view.today, self._view.zoom)
        found = zip(starts, marks(events, starts[0], zoom, len(starts)), strict=True)
        signs = [sign(of, ahead=start > now) for start, of in found]
        between = " " * (_step(width) - 1)
        drawn = "".join(each + (each if each == LASTS else " ") * len(between) for each in signs)
        room = _labels(width)
        label = Content(kinds(kind)).truncate(room - 1, ellipsis=True).pad_right(room)
        return label[:room] + Content(drawn)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines."""
        return len(self._view.kinds) + 2


def _chosen(lane: Content, at: int) -> Content:
    return lane.stylize("bold reverse", at, at + 1)


def _ruler(starts: Sequence[date], zoom: Zoom, step: int) -> Content:
    """Return the names of cells, as many as stand apart from one another."""
    line = ""
    for number, each in enumerate(starts):
        name = _named(each, zoom, leading=number == 0)
        at = number * step
        if name and len(line) + (1 if line else 0) <= at and at + len(name) <= len(starts) * step:
            line = line.ljust(at) + name
    return Content(line)


def _named(cell: date, zoom: Zoom, *, leading: bool) -> str:
    """Return what the ruler calls a cell; "" for most of them."""
    dated = f"{month_short(cell)} {cell.year}"
    if zoom is Zoom.YEAR:
        return str(cell.year) if leading or cell.year % _YEARS == 0 else ""
    if zoom is Zoom.MONTH:
        return str(cell.year) if cell.month == 1 else dated if leading else ""
    if zoom is Zoom.WEEK:
        named = str(cell.year) if cell.month == 1 else month_short(cell)
        return dated if leading else named if cell.day <= _WEEK else ""
    if leading or cell.day == 1:
        return f"{cell.day} {month_short(cell)}"
    return str(cell.day) if cell.weekday() == 0 else ""
