"""The timeline: what happened when, closer or further, and what lies under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.timeline import (
    KINDS,
    Event,
    Sieve,
    Zoom,
    cell_of,
    cells_between,
    fitting,
    moved,
    next_with,
    undated,
    within,
)
from safejournal.domain.versions import Record
from safejournal.domain.words import Category, Kind
from safejournal.i18n import _, later
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.services.timeline import Laid, laid_out, named_by
from safejournal.tui import acts
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.pictures.lanes import Lanes, View, cells_in
from safejournal.tui.rows import Choice, Heading, Row, Rows
from safejournal.tui.text import MUTED, line, name
from safejournal.wording.amounts import records
from safejournal.wording.kinds import kind, kinds
from safejournal.wording.rows import time_of
from safejournal.wording.timeline import cell, in_cell, shown, without_time
from safejournal.wording.words import word

SIGNS = later("1 to 9: how many began there; + more; ─ lasts; ~ perhaps there")
"""What the signs mean; said where there is room, and to whoever asks for help."""


class TimelineScreen(Page[None]):
    """Lanes over time, and the records in the cell under the cursor."""

    SCOPED_CSS = False
    CSS = """
    TimelineScreen {
        #lanes { height: auto; padding: 0 1; }
        #cell { height: 1; padding: 0 1; text-style: bold; }
        #signs { height: auto; padding: 0 1; color: $text-muted; }
        &.-low #shown, &.-low #signs { display: none; }
        &.-high #lanes { padding: 1 1 0 1; }
        #shown { margin-bottom: 0; padding: 0 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("right,l", "move(1)", _("Later"), _("One cell later."), show=False),
        key("left,h", "move(-1)", _("Earlier"), _("One cell earlier."), display="← →"),
        key("f", "leap(1)", _("Next"), _("The next cell in which something lies."), show=False),
        key(
            "b", "leap(-1)", _("Before"), _("The cell before in which something lies."), show=False
        ),
        key("shift+right,L", "pan(1)", _("A page later"), _("A whole picture later."), show=False),
        key("shift+left,H", "pan(-1)", _("A page back"), _("A whole picture back."), show=False),
        key("d", "today", _("Today"), _("Go to today’s cell."), show=False),
        key(
            "plus,i",
            "zoom(-1)",
            _("Closer"),
            _("Smaller cells: year, month, week, day."),
            display="+",
        ),
        key(
            "minus,o",
            "zoom(1)",
            _("Wider"),
            _("Larger cells: day, week, month, year."),
            display="-",
        ),
        key("p", "patterns", _("Patterns"), _("Weekdays, hours, sorts, more or fewer of late.")),
        key("t", "tag", _("Tag"), _("Show only records with a tag.")),
        key("w", "who", _("Who"), _("Show only what names a contact.")),
        key("s", "sort", _("Sort"), _("Show only incidents of one sort.")),
        key("0", "only(0)", _("Kind"), _("Show every kind of record again."), display="0-4"),
        *(
            key(str(n), f"only({n})", kinds(of), _("Show only this kind."), show=False)
            for n, of in enumerate(KINDS, start=1)
        ),
    ]

    def __init__(self, vault: Vault, sieve: Sieve | None = None) -> None:
        super().__init__(vault, _("Timeline"))
        self._sieve = sieve or Sieve()
        self._laid = Laid(events=(), records={})
        today = vault.clock().date()
        self._view = View(zoom=Zoom.MONTH, cursor=today, first=today, today=today)
        self._begun = False
        self._written: tuple[object, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Yield the picture and the list below it."""
        yield Static(id="shown", classes="status", markup=False)
        yield Static(id="lanes")
        yield Static(Content(_(SIGNS)), id="signs")
        yield Static(id="cell", markup=False)
        yield Rows[str]()

    def on_mount(self) -> None:
        """Show everything, at the zoom at which it fits."""
        self.reload()
        self.query_one(Rows).focus()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in the picture."""
        self._draw()

    def reload(self) -> None:
        """Read again what happened, if anything was written meanwhile: all of it may be much."""
        last = journal.last_written(self.vault, 1)
        written = (journal.count(self.vault), *(each.version for each in last))
        if written != self._written:
            self._laid, self._written = laid_out(self.vault), written
        if not self._begun:
            self._view, self._begun = self._begin(), True
        self._draw()

    @property
    def _events(self) -> tuple[Event, ...]:
        return self._laid.through(self._sieve)

    @property
    def _cells(self) -> int:
        return cells_in(self.query_one("#lanes").content_size.width or self.size.width - 2)

    def _begin(self) -> View:
        today = self.vault.clock().date()
        zoom = fitting(self._events, today, self._cells)
        begun = [each.first for each in self._events if each.first and each.first <= today]
        cursor = cell_of(max(begun, default=today), zoom)
        return View(zoom=zoom, cursor=cursor, first=cursor, today=today)

    def _draw(self) -> None:
        if not self._begun:
            return
        given = self._events
        there = tuple(
            kind for kind in self._sieve.kinds if any(e.kind is kind and e.first for e in given)
        )
        view = _in_sight(replace(self._view, kinds=there or self._sieve.kinds), self._cells)
        self._view = view
        self.query_one("#lanes", Static).update(Lanes(given, view))
        said = f"{cell(view.cursor, view.zoom)}: {in_cell(given, view.cursor, view.zoom)}"
        self.query_one("#cell", Static).update(line(said))
        names = {one: name(record) for one, record in self._named().items()}
        told = line(shown(self._sieve, view.zoom, names)).stylize(MUTED)
        self.query_one("#shown", Static).update(told)
        listed = self.query_one(Rows)
        listed.show(self._options(view), keep=listed.chosen)
        self.refresh_bindings()

    def _named(self) -> dict[str, Record]:
        one = self._sieve.record
        return journal.show_all(self.vault, [one]) if one else {}

    def _options(self, view: View) -> Iterator[Option]:
        given = self._events
        yield from map(self._choice, within(given, view.cursor, view.zoom))
        if said := without_time(given):
            yield Heading(said, apart=False)
            yield from map(self._choice, undated(given))

    def _choice(self, event: Event) -> Choice[str]:
        record = self._laid.records[event.record]
        row = Row(line(name(record)), before=time_of(record), after=kind(record.kind))
        return Choice(row, record.id)

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        if (record := self.query_one(Rows).chosen) is not None:
            acts.open_record(self.shell, record)

    def _go(self, **where: object) -> None:
        self._view = replace(self._view, **where)  # type: ignore[arg-type]
        self._draw()

    def action_move(self, cells: int) -> None:
        """Move the cursor by cells."""
        self._go(cursor=moved(self._view.cursor, self._view.zoom, cells))

    def action_pan(self, pages: int) -> None:
        """Move the cursor by whole pictures."""
        self.action_move(pages * self._cells)

    def action_leap(self, step: int) -> None:
        """Move the cursor to where something lies."""
        found = next_with(self._events, self._view.cursor, self._view.zoom, step)
        if found is not None:
            self._go(cursor=found)

    def action_today(self) -> None:
        """Move the cursor to today."""
        self._go(cursor=cell_of(self._view.today, self._view.zoom))

    def action_zoom(self, step: int) -> None:
        """Look closer (-1) or from further away (1); the cursor stays in the same time."""
        zoom = self._view.zoom.wider() if step > 0 else self._view.zoom.closer()
        self._go(zoom=zoom, cursor=cell_of(self._view.cursor, zoom), first=self._view.cursor)

    def action_patterns(self) -> None:
        """Count what repeats in what is shown."""
        from safejournal.tui.pictures.patterns import PatternsScreen

        self.app.push_screen(PatternsScreen(self.vault, self._sieve))

    def _narrow(self, **how: object) -> None:
        self._sieve = replace(self._sieve, **how)  # type: ignore[arg-type]
        self._draw()

    def action_only(self, number: int) -> None:
        """Show one kind, or all for 0."""
        self._narrow(kinds=KINDS if number == 0 else (KINDS[number - 1],))

    def action_tag(self) -> None:
        """Ask for a tag."""
        tags = journal.tags(self.vault)
        answers = [Answer(tag, tag, records(count)) for tag, count in tags]
        self._ask(_("Which tag?"), [Answer("", _("Any tag")), *answers], "tag")

    def action_who(self) -> None:
        """Ask for a contact."""
        answers = [Answer(each.id, name(each)) for each in named_by(self.vault, self._laid)]
        self._ask(_("What names whom?"), [Answer("", _("Anybody or nobody")), *answers], "record")

    def action_sort(self) -> None:
        """Ask for a sort of incident."""
        answers = [Answer(each.value, word(each)) for each in Category]
        answers.insert(0, Answer("", _("Any sort")))

        def chosen(value: str | None) -> None:
            if value is not None:
                of = Category(value) if value else None
                only = (Kind.INCIDENT,) if of else self._sieve.kinds
                self._narrow(category=of, kinds=only)

        self.app.push_screen(Choose(_("Incidents of which sort?"), answers), chosen)

    def _ask(self, question: str, answers: list[Answer[str]], field: str) -> None:
        def chosen(value: str | None) -> None:
            if value is not None:
                self._narrow(**{field: value or None})

        self.app.push_screen(Choose(question, answers), chosen)


def _in_sight(view: View, cells: int) -> View:
    """Return the view moved so far that the cursor stands in it; today stays in it if it can."""
    at = cells_between(view.first, view.cursor, view.zoom)
    if view.first == cell_of(view.first, view.zoom) and 0 < at < cells:
        return view
    to_today = cells_between(view.cursor, view.today, view.zoom)
    behind = cells - 1 - to_today if 0 <= to_today < cells else cells // 2
    return replace(view, first=moved(view.cursor, view.zoom, -behind))
