"""Where sharing begins: what came, what went out, one's own keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from safejournal.errors import SafeJournalError
from safejournal.i18n import _, later
from safejournal.services import waiting
from safejournal.services.opening import Vault
from safejournal.tui import acts
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.tui.today import HIGH
from safejournal.wording.waiting import waiting_line

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

NUMBER = 2
"""Cells of the column of numbers."""

Act = Callable[["JournalApp", Vault], None]


def _inbox(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.inbox import InboxScreen

    shell.push_screen(InboxScreen(vault))


def _open(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.opened import open_file

    shell.run_worker(open_file(shell, vault), exclusive=True, group="sharing")


def _received(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.received import ReceivedScreen

    shell.push_screen(ReceivedScreen(vault))


def _give(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.giving import give

    shell.run_worker(give(shell, vault), exclusive=True, group="sharing")


def _sent(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.sent import SentScreen

    shell.push_screen(SentScreen(vault))


def _keys(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.identity import IdentityScreen

    shell.push_screen(IdentityScreen(vault))


def _paper(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.on_paper import put_on_paper

    shell.run_worker(put_on_paper(shell, vault), exclusive=True, group="sharing")


def _dossier(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.dossier import make_dossier

    shell.run_worker(make_dossier(shell, vault), exclusive=True, group="sharing")


def _waiting(shell: JournalApp, _vault: Vault) -> None:
    acts.open_waiting(shell)


ACTS: tuple[tuple[str, str, Act], ...] = (
    (later("Inbox"), later("What others sent; compared, then accepted or discarded."), _inbox),
    (later("Open a file"), later("Look at what somebody sent, and keep nothing of it."), _open),
    (later("Received"), later("Accepted records of others, apart from your own."), _received),
    (later("Send"), later("Give chosen things to somebody, sealed; seen first."), _give),
    (later("Sent"), later("Who was given what, since when, and what came back."), _sent),
    (later("My keys"), later("Eight words to compare, and keys to hand over."), _keys),
    (
        later("On paper"),
        later("One page for who has only a phone, or nothing; seen first."),
        _paper,
    ),
    (later("Dossier"), later("A chronology for a lawyer or an asylum interview."), _dossier),
    (later("Waiting"), later("Who is late, the steps to take, who has your cards."), _waiting),
)


WAYS: dict[str, Act] = {
    "inbox": _inbox,
    "open": _open,
    "received": _received,
    "send": _give,
    "sent": _sent,
    "keys": _keys,
}
"""What the palette calls them."""


class SharingScreen(Page[None]):
    """A short list: each line is one way in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            key(str(n), f"act({n})", _(name), _(about))
            for n, (name, about, _a) in enumerate(ACTS, 1)
        )
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Sharing"))

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Rows[int]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Look again at what waits."""
        rows = self.query_one(Rows)
        try:
            waits = waiting_line(waiting.undecided(self.vault))
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        high = self.app.size.height >= HIGH
        numbers = range(1, len(ACTS) + 1)
        rows.show([_row(n, waits, high=high) for n in numbers], keep=rows.chosen)

    @on(Rows.OptionSelected)
    def _chosen(self) -> None:
        chosen = self.query_one(Rows).chosen
        if chosen is not None:
            self.action_act(chosen)

    def action_act(self, number: int) -> None:
        """Do what a line says."""
        ACTS[number - 1][2](self.shell, self.vault)


def _row(number: int, waits: str, *, high: bool) -> Choice[int]:
    name, about, act = ACTS[number - 1]
    below = Content(_(about)) if high else None
    if act is _inbox and waits:
        below = Content.styled(waits, "bold $warning")
    return Choice(Row(Content(_(name)), before=str(number), cells=NUMBER, below=below), number)
