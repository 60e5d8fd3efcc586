"""The calendar: a month with marks where something is due, and what is due on the marked day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.timeline import Zoom, cell_of, last_day, moved
from safejournal.domain.versions import Record
from safejournal.i18n import _, later
from safejournal.services.calendar import Entry, Month, month
from safejournal.services.opening import Vault
from safejournal.tui import acts
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.pictures.month import FEW_WEEKS, Grid, Shown
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.tui.text import line
from safejournal.tui.today import HIGH
from safejournal.wording import times
from safejournal.wording.calendar import day_name, what, whose

SIGNS = later("* something is due; ! something is late; (14) is today")

_ALL_WEEKS = 6


class CalendarScreen(Page[None]):
    """A month, and the list of one day."""

    SCOPED_CSS = False
    CSS = """
    CalendarScreen {
        #month { height: 1; padding: 0 1; text-style: bold; }
        #panes { height: 1fr; layout: vertical; }
        Grid { width: 38; height: auto; padding: 0 1; }
        Grid:focus { background: $panel; }
        #signs { height: auto; padding: 0 1; color: $text-muted; width: 38; }
        #left { height: auto; width: 38; }
        #day { height: 1fr; }
        #name { height: auto; padding: 0 1; text-style: bold; }
        &.-low #signs, &.-low #month { display: none; }
    }
    CalendarScreen.-wide.-high {
        #panes { layout: horizontal; }
        #left { height: 1fr; }
        #day { border-left: solid $line; }
        #month { margin-top: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("d", "today", _("Today"), _("Go to today.")),
        key("f", "leap(1)", _("Next due"), _("The next day of this month with something due.")),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Calendar"))
        self._today = vault.clock().date()
        self._cursor = self._today
        self._month: Month | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the grid and the list beside it."""
        yield Static(id="month", markup=False)
        with Container(id="panes"):
            with Vertical(id="left"):
                yield Grid()
                yield Static(Content(_(SIGNS)), id="signs")
            with Vertical(id="day"):
                yield Static(id="name", markup=False)
                yield Rows[Entry]()

    def on_mount(self) -> None:
        """Show this month."""
        self.reload()
        self.query_one(Grid).focus()

    def on_resize(self, _event: events.Resize) -> None:
        """Show as many weeks as there is room for."""
        self._draw()

    def reload(self) -> None:
        """Read again what is due."""
        self._month = month(self.vault, self._cursor)
        self._draw()

    def _draw(self) -> None:
        if self._month is None:
            return
        weeks = _ALL_WEEKS if self.app.size.height >= HIGH else FEW_WEEKS
        shown = Shown(month=self._month, cursor=self._cursor, today=self._today)
        self.query_one(Grid).draw(shown, weeks=weeks)
        self.query_one("#month", Static).update(line(times.month(self._cursor)))
        entries, called = self._month.due.get(self._cursor, ()), day_name(self._cursor, self._today)
        if not entries:
            called = _("{day}: nothing is due.").format(day=called)
        self.query_one("#name", Static).update(line(called))
        listed = self.query_one(Rows)
        listed.show(list(self._options(entries)))
        listed.display = bool(entries)

    def _options(self, entries: tuple[Entry, ...]) -> Iterator[Option]:
        now = self.vault.clock()
        for entry, name in zip(entries, whose(self.vault, entries), strict=True):
            yield Choice(Row(line(name), below=line(what(entry, now))), entry)

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.query_one(Rows).chosen
        if chosen is None:
            return
        if isinstance(chosen.of, Record):
            acts.open_record(self.shell, chosen.of.id)
        else:
            acts.open_walk(self.shell, chosen.of)

    def _go(self, day: date) -> None:
        other = (day.year, day.month) != (self._cursor.year, self._cursor.month)
        self._cursor = day
        if other:
            self.reload()
        else:
            self._draw()

    def action_move(self, days: int) -> None:
        """Move the cursor by days."""
        self._go(self._cursor + timedelta(days=days))

    def action_turn(self, months: int) -> None:
        """Move to the same day of another month, or its last."""
        first = moved(cell_of(self._cursor, Zoom.MONTH), Zoom.MONTH, months)
        last = last_day(first, Zoom.MONTH)
        self._go(first.replace(day=min(self._cursor.day, last.day)))

    def action_today(self) -> None:
        """Move the cursor to today."""
        self._go(self._today)

    def action_leap(self, _step: int) -> None:
        """Move to the next day with something due among those that are shown."""
        due = self._month.due if self._month else {}
        ahead = [each for each in due if each > self._cursor]
        if ahead:
            self._go(min(ahead))

    def action_list(self) -> None:
        """Go to the list of the day."""
        self.query_one(Rows).focus()
