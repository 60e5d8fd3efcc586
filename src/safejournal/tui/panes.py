"""A place with two panes: what there is of one kind, and what is said of the marked one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui import acts
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.rows import Choice, Row, Rows

MOST = 500
"""Records that stand in the list. Nobody keeps more threats, contacts or papers than that in sight;
the journal's search finds the rest."""

LABELS = 19
"""Cells of the labels beside the list: the pane is narrower than a page."""


class Panes(Page[None]):
    """List and detail, beside each other where there is room, else one above the other."""

    KIND: ClassVar[Kind]
    EMPTY: ClassVar[str]
    """What stands there while there is nothing of this kind."""

    SCOPED_CSS = False
    CSS = """
    Panes {
        #panes { height: 1fr; layout: vertical; }
        #list { height: auto; max-height: 50%; }
        #side { height: 1fr; padding: 0 1; border-top: solid $line; }
        &.-empty #panes { display: none; }
    }
    Panes.-wide {
        #panes { layout: horizontal; }
        #list { width: 2fr; height: 1fr; max-height: 100%; }
        #side { width: 3fr; border-top: none; border-left: solid $line; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", _("Open"), _("Open the marked record.")),
        key("e", "edit", _("Change"), _("Change the marked record.")),
        key("a,insert", "add", _("Add"), _("Write down a new one.")),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault)
        self._records: dict[str, Record] = {}

    def body(self) -> Iterable[Widget]:
        """Yield the list and what stands beside it."""
        yield Static(Content(_(self.EMPTY)), id="empty", classes="explained")
        with Container(id="panes"):
            yield Rows[str](id="list")
            with VerticalScroll(id="side"):
                yield from self.side()

    def side(self) -> Iterable[Widget]:
        """Yield what stands beside the list."""
        yield Static(id="head")
        yield Static(id="said")

    def on_mount(self) -> None:
        """Show what there is."""
        self.reload()

    @property
    def rows(self) -> Rows[str]:
        """The list, whose rows stand for the ids of records."""
        return self.query_one("#list", Rows)

    @property
    def chosen(self) -> Record | None:
        """The marked record, as it was when the list was read."""
        return self._records.get(self.rows.chosen or "")

    def reload(self) -> None:
        """Read again what there is."""
        wanted = journal.Filter(kinds=(self.KIND,))
        try:
            found = self.in_order(journal.browse(self.vault, wanted, limit=MOST))
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self._records = {record.id: record for record in found}
        self.rows.show([Choice(self.row(r), r.id) for r in found], keep=self.rows.chosen)
        self.set_class(not found, "-empty")
        if found and self.focused is None:
            self.rows.focus()
        self._show_beside()

    def in_order(self, records: list[Record]) -> list[Record]:
        """Return the records in the order of the list."""
        return records

    def row(self, record: Record) -> Row:
        """Return the line of the list for a record."""
        raise NotImplementedError

    def show(self, record: Record) -> None:
        """Show beside the list what is said of a record."""
        raise NotImplementedError

    def tell(self, head: Iterable[Content], told: Iterable[Said]) -> None:
        """Let these lines stand beside the list, over these fields."""
        self.query_one("#head", Static).update(Content("\n").join(head))
        self.query_one("#said", Static).update(Portrait(list(told), labels=LABELS))

    @on(Rows.OptionHighlighted, "#list")
    def _moved(self) -> None:
        self._show_beside()

    def _show_beside(self) -> None:
        try:
            if self.chosen is not None:
                self.show(self.chosen)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that needs a marked record while there is none."""
        if action in ("open", "edit") and self.is_mounted:
            return self.chosen is not None
        return super().check_action(action, parameters)

    @on(Rows.OptionSelected, "#list")
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the marked record."""
        if self.rows.chosen is not None:
            acts.open_record(self.shell, self.rows.chosen)

    def action_edit(self) -> None:
        """Change the marked record."""
        if self.chosen is not None:
            acts.open_form(self.shell, self.KIND, record=journal.show(self.vault, self.chosen.id))

    def action_add(self) -> None:
        """Write down a new one."""
        acts.open_form(self.shell, self.KIND)
