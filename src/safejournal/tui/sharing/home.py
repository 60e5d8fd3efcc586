"""Where sharing begins: what came, what went out, one's own keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from safejournal.i18n import _, later
from safejournal.services.opening import Vault
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Row, Rows

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

NUMBER = 2
"""Cells of the column of numbers."""

Act = Callable[["JournalApp", Vault], None]


def _keys(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.identity import IdentityScreen

    shell.push_screen(IdentityScreen(vault))


def _give(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.giving import give

    shell.run_worker(give(shell, vault), exclusive=True, group="giving")


def _sent(shell: JournalApp, vault: Vault) -> None:
    from safejournal.tui.sharing.sent import SentScreen

    shell.push_screen(SentScreen(vault))


ACTS: tuple[tuple[str, str, Act], ...] = (
    (
        later("My keys"),
        later("Eight words to compare, and what others need to write to you."),
        _keys,
    ),
)


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
        rows.show(map(_row, range(1, len(ACTS) + 1)), keep=rows.chosen)

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.query_one(Rows).chosen
        if chosen is not None:
            self.action_act(chosen)

    def action_act(self, number: int) -> None:
        """Do what a line says."""
        ACTS[number - 1][2](self.shell, self.vault)


def _row(number: int) -> Choice[int]:
    name, about, _act = ACTS[number - 1]
    return Choice(
        Row(Content(_(name)), before=str(number), cells=NUMBER, below=Content(_(about))), number
    )
