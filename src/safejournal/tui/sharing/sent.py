"""What was given away: to whom, when, and whether it arrived. Nothing of what was in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from textual import on
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import journal, sharing
from safejournal.services.opening import Vault
from safejournal.services.sharing import Purpose, Sent
from safejournal.tui import acts
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Rows
from safejournal.tui.text import line, name
from safejournal.wording.rows import key_mark
from safejournal.wording.sent import came_back, reader_line, record_line, sent_row


class SentScreen(Page[None]):
    """Every bundle that was written, the latest first."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Sent"))

    def body(self) -> Iterable[Widget]:
        """Yield the list, or that it is empty."""
        nothing = _("Nothing was given to anybody yet.")
        begin = _("Give chosen things to somebody; seen first.")
        said = Content(f"{nothing}\n\nF4 {_('Send')}: {begin}")
        yield Static(said, id="empty", classes="explained")
        yield Rows[object]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read again what was sent."""
        try:
            found = sharing.sent(self.vault)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        rows = self.query_one(Rows)
        at = rows.highlighted
        rows.show([sent_choice(each, self.vault) for each in found])
        if at is not None and at < rows.option_count:
            rows.highlighted = at
        self.set_class(not found, "-empty")

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.query_one(Rows).chosen
        if isinstance(chosen, Sent):
            self.app.push_screen(SentBundle(self.vault, chosen))


class SentBundle(Article):
    """One of them: who has it since when, and of which records how much."""

    def __init__(self, vault: Vault, sent: Sent) -> None:
        super().__init__(vault, _("Sent"))
        self._sent = sent

    def told(self) -> Visual:
        """Return who has it."""
        names, here = names_of(self.vault, self._sent), self.vault.clock()
        told = [line(sent_row(self._sent, here)).stylize("bold"), Content("")]
        told += [line(reader_line(each, names, here)) for each in self._sent.readers]
        return Content("\n").join(told)

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the records that something left of."""
        names = names_of(self.vault, self._sent)
        for each in self._sent.records:
            said = line(record_line(self._sent, each.record, names))
            yield Choice(Block(said), cast(object, each.record))

    def follow(self, way: object) -> None:
        """Open the record."""
        acts.open_record(self.shell, str(way))


def names_of(vault: Vault, *sent: Sent) -> dict[str, str]:
    """Return what the contacts and records of bundles are called, by their ids."""
    return {
        each: name(record) + key_mark(record, vault)
        for each, record in journal.show_all(vault, list(_ids(sent))).items()
    }


def _ids(sent: Iterable[Sent]) -> Iterator[str]:
    for each in sent:
        yield from (reader.contact for reader in each.readers if reader.contact)
        yield from (record.record for record in each.records)


def sent_choice(sent: Sent, vault: Vault, *, reader: str | None = None) -> Choice[object]:
    """Return a bundle as a row: what it is, and who has it; or what came back from one contact."""
    here = vault.clock()
    if reader is None:
        names = names_of(vault, sent)
        below = " · ".join(
            reader_line(each, names, here, purpose=sent.purpose) for each in sent.readers
        )
    else:
        answers = sent.purpose != Purpose.RECEIPT  # nobody acknowledges a receipt
        own = [each for each in sent.readers if each.contact == reader and answers]
        below = " · ".join(came_back(each, here) for each in own)
    return Choice(Block(line(sent_row(sent, here)), below=line(below).plain), sent)
