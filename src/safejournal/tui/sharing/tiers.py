"""How much: the three tiers, each with what it may hold."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget

from safejournal.i18n import _
from safejournal.services.opening import Vault
from safejournal.services.sharing import Tier
from safejournal.tui.guidance.block import Block
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Rows
from safejournal.wording.sharing import tier, tier_about

NUMBER = 2
"""Cells of the column of numbers."""


class TiersScreen(Page["Tier | None"]):
    """Dismisses with the tier that was chosen."""

    def __init__(self, vault: Vault, before: Tier) -> None:
        super().__init__(vault, _("Send › How much?"))
        self._before = before

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Rows[Tier]()

    def on_mount(self) -> None:
        """Show it, with the mark on what was chosen before."""
        rows = self.query_one(Rows)
        rows.show([_row(each) for each in Tier], keep=self._before)
        rows.focus()

    @on(Rows.OptionSelected)
    def _chosen(self) -> None:
        self.dismiss(self.query_one(Rows).chosen)


def _row(of: Tier) -> Choice[Tier]:
    name = Content.styled(tier(of), "bold")
    return Choice(Block(name, before=str(of.value), cells=NUMBER, below=tier_about(of)), of)
