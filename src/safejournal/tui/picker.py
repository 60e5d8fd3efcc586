"""Choosing another record: by what it is called, or by what is remembered of it."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import journal, search
from safejournal.services.opening import Vault
from safejournal.tui import text
from safejournal.tui.fields.entry import Query
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.wording.errors import explain
from safejournal.wording.kinds import kind as kind_name
from safejournal.wording.times import when_short

SHOWN = 50
"""Records offered at a time. Whoever does not see the right one types a letter more."""


class RecordPicker(ModalScreen[Record | None]):
    """Asks for a record; dismisses with it, or with None for Esc."""

    SCOPED_CSS = False
    CSS = """
    RecordPicker {
        Rows { height: 1fr; border: none; padding: 0; }
        .nothing { display: none; color: $text-muted; }
        .nothing.-told { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss(None)", _("Back"), _("Choose nothing.")),
        key("enter", "choose", _("Choose"), _("Take the marked record.")),
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    def __init__(self, vault: Vault, kind: Kind | None) -> None:
        super().__init__(classes="dialog")
        self.vault, self.kind = vault, kind
        self.rows = Rows[Record]()
        self.rows.can_focus = False

    def compose(self) -> ComposeResult:
        """Show the line for searching, and what was found."""
        with Vertical(classes="card tall"):
            yield Query(placeholder=self._asked())
            yield self.rows
            yield Static(classes="nothing")
        yield KeyLine()

    def _asked(self) -> str:
        if self.kind is None:
            return _("Which record? Type a word of it.")
        return _("Which one? ({kind}) Type a word of it.").format(kind=kind_name(self.kind))

    def on_mount(self) -> None:
        """Show what there is before anything is typed."""
        self._find("")

    @on(Query.Changed)
    def _typed(self, event: Query.Changed) -> None:
        self._find(event.value)

    @work(exclusive=True)
    async def _find(self, query: str) -> None:
        """Search in a thread; a newer query takes the place of an older one."""
        try:
            found = await asyncio.to_thread(self.found, query)
        except SafeJournalError as error:
            self.app.notify(explain(error)[0], severity="warning", markup=False)
            return
        self.rows.show([Choice(self._row(record), record) for record in found])
        nothing = self.query_one(".nothing", Static)
        nothing.update(Content(_("Nothing found.") if query.strip() else _("There is none yet.")))
        nothing.set_class(not found, "-told")

    def found(self, query: str) -> list[Record]:
        """Return the records that fit, the likeliest first; the latest ones for no query."""
        kinds = () if self.kind is None else (self.kind,)
        if query.strip():
            return [hit.record for hit in search.find(self.vault, query, kinds=kinds, limit=SHOWN)]
        return journal.browse(self.vault, journal.Filter(kinds=kinds), limit=SHOWN)

    def _row(self, record: Record) -> Row:
        happened = record.content.when if record.content else None
        after = kind_name(record.kind) if self.kind is None else when_short(happened)
        return Row(Content(text.name(record)), after=after)

    def action_move(self, how: str) -> None:
        """Move the highlight while the line keeps the focus."""
        getattr(self.rows, f"action_{how}")()

    @on(Rows.OptionSelected)
    def _taken(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Take the highlighted record."""
        if self.rows.chosen is not None:
            self.dismiss(self.rows.chosen)
