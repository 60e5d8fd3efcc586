"""Accepted records of others: apart from one's own for good, and by whom they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import inbox
from safejournal.services.inbox import Bundle, Entry
from safejournal.services.opening import Vault
from safejournal.tui.guidance.block import Block
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Rows
from safejournal.tui.sharing.entry import EntryScreen
from safejournal.tui.sharing.opened import contact_name
from safejournal.tui.text import line
from safejournal.tui.today import HIGH
from safejournal.wording.bundles import sender_line, titled
from safejournal.wording.received import marks_short, proof


class ReceivedScreen(Page[None]):
    """Journals of others, one after the other; each line says out of which bundle it is."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Received: records of others"))

    def body(self) -> Iterable[Widget]:
        """Yield the list, or that it is empty."""
        empty = _("Nothing of others was accepted yet. What came waits in the inbox.")
        yield Static(Content(empty), id="empty", classes="explained")
        yield Rows[tuple[int, int]]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read again what was accepted."""
        rows = self.query_one(Rows)
        try:
            options = list(self._options(inbox.accepted(self.vault)))
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        rows.show(options, keep=rows.chosen)
        self.set_class(not options, "-empty")

    def _options(self, found: list[tuple[Bundle, Entry]]) -> Iterator[Option]:
        by_sender: dict[str, list[tuple[Bundle, Entry]]] = {}
        for came, entry in found:
            contact = contact_name(self.vault, came.contact)
            who = sender_line(came.manifest, came.sender, contact)
            by_sender.setdefault(who, []).append((came, entry))
        for at, (who, theirs) in enumerate(by_sender.items()):
            yield Heading(line(who).plain, apart=at > 0 and self.app.size.height >= HIGH)
            for came, entry in theirs:
                yield Choice(_row(came, entry), (came.number, entry.number))

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.query_one(Rows).chosen
        if chosen is None:
            return
        try:
            came = inbox.bundle(self.vault, chosen[0])
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        entry = next((each for each in came.entries if each.number == chosen[1]), None)
        if entry is not None:
            self.app.push_screen(EntryScreen(self.vault, came, entry))


def _row(came: Bundle, entry: Entry) -> Block:
    beware = marks_short(came.marks, practice=came.manifest.practice)
    where = _("out of bundle {n}").format(n=came.number)
    told = [where, proof(came.manifest.proof), *([beware] if beware else [])]
    return Block(line(titled(entry.excerpt)), below=line(" · ".join(told)).plain)
