"""What others sent and nobody has thrown away: with marks, the latest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.times import write_moment
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import inbox
from safejournal.services.inbox import Bundle
from safejournal.services.opening import Vault
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Rows
from safejournal.tui.sharing.bundle import BundleScreen
from safejournal.tui.sharing.opened import contact_name, open_file, take_in
from safejournal.tui.text import MUTED, line
from safejournal.wording.received import LOUD, marks_short, purpose
from safejournal.wording.times import moment
from safejournal.wording.waiting import decided, waits


class InboxScreen(Page[None]):
    """A list; each line opens one bundle."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a,insert", "receive", _("Receive"), _("Take a file into the inbox.")),
        key("o", "look", _("Look at a file"), _("Look at a file, and keep nothing of it.")),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Inbox"))

    def body(self) -> Iterable[Widget]:
        """Yield the list, or what it is for."""
        yield Static(Content(_first_words()), id="empty", classes="explained")
        yield Rows[int]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read again what there is."""
        rows = self.query_one(Rows)
        try:
            found = inbox.bundles(self.vault)
            rows.show([self._row(each) for each in found], keep=rows.chosen)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.set_class(not found, "-empty")

    def _row(self, came: Bundle) -> Choice[int]:
        who = contact_name(self.vault, came.contact)
        if who is None:
            who = _("not shown") if came.sender is None else _("an unknown key")
        beware = marks_short(came.marks, practice=came.manifest.practice)
        loud = "bold $error" if came.marks & LOUD else "bold $warning"
        said = Content.assemble(
            (f"{purpose(came.manifest.purpose)} – ", "bold" if waits(came) else ""),
            line(who).stylize("bold" if waits(came) else ""),
            (f"  [{beware}]" if beware else "", loud),
            (f"  {decided(came)}", MUTED),
        )
        at = moment(write_moment(came.arrived), here=self.vault.clock())
        return Choice(Block(said, below=at), came.number)

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.query_one(Rows).chosen
        if chosen is None:
            return
        try:
            self.app.push_screen(BundleScreen(self.vault, inbox.bundle(self.vault, chosen)))
        except SafeJournalError as error:
            self.shell.say_error(error)

    @work
    async def action_receive(self) -> None:
        """Ask for a file, and take it in."""
        try:
            await take_in(self.shell, self.vault)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()

    @work
    async def action_look(self) -> None:
        """Ask for a file, and show what is in it."""
        await open_file(self.shell, self.vault)


def _first_words() -> str:
    return _(
        "Nothing has come.\n\na takes in a file that somebody sent you: a card, evidence, a "
        "receipt. o only looks at it."
    )
