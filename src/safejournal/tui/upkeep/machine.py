"""What this machine keeps of the program, and what it does not protect."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from safejournal.i18n import _
from safejournal.services.doctor import examine
from safejournal.services.opening import Vault
from safejournal.tui.page import Page
from safejournal.tui.reading import Reading
from safejournal.tui.text import prose
from safejournal.wording.doctor import WIDTH, findings

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


MARGIN = 6
"""Cells beside the text: what stands around it, and the bar."""


class MachineScreen(Page[None]):
    """A page of findings: what needs care is marked, and how it is mended stands below it."""

    SCOPED_CSS = False
    CSS = "MachineScreen Reading { height: 1fr; padding: 1 2 0 2; }"

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("This machine"))

    def body(self) -> Iterable[Widget]:
        """Yield the page."""
        with Reading():
            yield Static(id="findings")

    async def on_mount(self) -> None:
        """Look, while the screen stands already."""
        self.query_one(Reading).focus()
        found = await asyncio.to_thread(examine, self.vault.place, self.vault)
        width = min(WIDTH, self.size.width - MARGIN)
        self.query_one("#findings", Static).update(prose("\n".join(findings(found, width))))


async def show_machine(app: JournalApp) -> None:
    """Open the page."""
    app.push_screen(MachineScreen(app.vault))
