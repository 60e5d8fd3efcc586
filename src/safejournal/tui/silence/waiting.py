"""Whom this journal waits for, and who has which card of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import journal, silence
from safejournal.services.opening import Vault
from safejournal.services.silence import Bundle, Holder, Waiting
from safejournal.tui import acts
from safejournal.tui.guidance.block import Block
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Rows
from safejournal.tui.silence.walk import STYLES, WalkScreen
from safejournal.tui.text import line, name
from safejournal.tui.today import HIGH
from safejournal.wording.rows import key_mark
from safejournal.wording.silence import (
    holder_line,
    marked_waiting,
    names_waited,
    nothing_open,
    standing_line,
    undecided_line,
)

Thing = Waiting | Holder | Bundle


class WaitingScreen(Page[None]):
    """People who promised check-ins by a card; what is late first."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Waiting for others"))

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        nothing = _("No card of anybody is here, so nobody is waited for.")
        begin = _("What others sent, held against what is here.")
        yield Static(
            f"{nothing}\n\nF4 {_('Inbox')}: {begin}",
            id="empty",
            classes="explained",
            markup=False,
        )
        yield Rows[Thing]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Look again at who is late."""
        rows = self.query_one(Rows)
        try:
            options = list(self._options())
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.set_class(not options, "-empty")
        at = rows.highlighted
        rows.show(options)
        if at is not None and at < len(options) and not options[at].disabled:
            rows.highlighted = at

    def _options(self) -> Iterator[Option]:
        found, holders = silence.waiting(self.vault), silence.holders(self.vault)
        known = names_waited(self.vault, found)
        records = journal.show_all(self.vault, [each.contact for each in holders])
        theirs = {
            one: name(record) + key_mark(record, self.vault) for one, record in records.items()
        }
        apart, here = self.app.size.height >= HIGH, self.vault.clock()
        for each in silence.undecided(self.vault):
            yield Choice(Block(Content.styled(undecided_line(each), "$warning")), each)
        yield from (_waiting_row(each, known, here) for each in found)
        if holders:
            yield Heading(_("Who has which card of yours"), apart=apart)
        yield from (_holder_row(each, theirs, here) for each in holders)

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen: Thing | None = self.query_one(Rows).chosen
        if isinstance(chosen, Bundle):
            acts.open_inbox(self.shell)
        elif isinstance(chosen, Holder):
            acts.open_record(self.shell, chosen.trip.id)
        elif chosen is not None:
            self.app.push_screen(WalkScreen(self.vault, chosen))


def _waiting_row(of: Waiting, known: dict[str, str], here: datetime) -> Choice[Thing]:
    called = line(marked_waiting(of, known))
    if of.pressing is None:
        return Choice(Block(called, below=nothing_open(of, here)), of)
    said = Content.styled(standing_line(of.pressing, here), STYLES[of.pressing.stage])
    under = "" if of.walk is None else _("steps are under way")
    return Choice(Block(Content.assemble(called, ": ", said), below=under), of)


def _holder_row(of: Holder, known: dict[str, str], here: datetime) -> Choice[Thing]:
    return Choice(Block(line(holder_line(of, known, here)), below=name(of.trip)), of)
