"""A month as a grid of days. What is due is a sign beside the day, so that no colour is needed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from safejournal.domain.due import Urgency
from safejournal.domain.values import dataclass
from safejournal.i18n import _
from safejournal.services.calendar import Month
from safejournal.tui.keys import key
from safejournal.tui.text import MUTED
from safejournal.wording.times import weekdays

LATE, DUE = "!", "*"
"""Stand after a day: something is late there; something is due."""

FEW_WEEKS = 3
"""Weeks that are shown where there is little room: the one with the cursor and what is around."""

_CELL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the grid shows."""

    month: Month
    cursor: date
    today: date


class Grid(Static, can_focus=True):
    """The days. The arrows move the cursor, also into other months."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("right,l", "screen.move(1)", _("Day"), _("One day later."), show=False),
        key("left,h", "screen.move(-1)", _("Day"), _("One day earlier."), display="← →"),
        key("down,j", "screen.move(7)", _("Week"), _("One week later."), show=False),
        key("up,k", "screen.move(-7)", _("Week"), _("One week earlier."), display="↑ ↓"),
        key("pagedown,m", "screen.turn(1)", _("Next month"), _("One month later."), show=False),
        key("pageup,b", "screen.turn(-1)", _("Month"), _("One month earlier."), display="PgUp/Dn"),
        key("enter", "screen.list", _("To the list"), _("Go to what is due on this day.")),
    ]

    def draw(self, shown: Shown, *, weeks: int) -> None:
        """Show a month, or only so many weeks of it around the cursor."""
        self.update(Content("\n").join([_heading(), *_weeks(shown, weeks)]))


def _heading() -> Content:
    return Content("".join(each.center(_CELL) for each in weekdays(short=True))).stylize(MUTED)


def _weeks(shown: Shown, most: int) -> list[Content]:
    weeks = shown.month.weeks
    at = next((n for n, week in enumerate(weeks) if shown.cursor in week), 0)
    first = max(0, min(at - most // 2, len(weeks) - most))
    return [
        Content("").join(_day(each, shown) for each in week) for week in weeks[first : first + most]
    ]


def _day(of: date, shown: Shown) -> Content:
    """Return a day in its cell: `[14]` under the cursor, `(14)` for today, a sign after it."""
    edges = "[]" if of == shown.cursor else "()" if of == shown.today else "  "
    text = f"{edges[0]}{of.day:2}{edges[1]}{_sign(of, shown.month)}"
    if of == shown.cursor:
        return Content.styled(text, "bold reverse")
    if of in shown.month.due:
        return Content.styled(text, "bold $warning")
    return Content.styled(text, "" if of.month == _middle(shown.month).month else MUTED)


def _sign(of: date, month: Month) -> str:
    entries = month.due.get(of, ())
    if any(each.urgency is Urgency.LATE for each in entries):
        return LATE
    return DUE if entries else " "


def _middle(month: Month) -> date:
    """Return a day that surely lies in the month itself."""
    return month.weeks[1][0]
