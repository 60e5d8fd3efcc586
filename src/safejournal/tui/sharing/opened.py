"""A file that somebody sent, looked at: instructions first, nothing kept, nothing imported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import journal, receiving
from safejournal.services.opening import Vault
from safejournal.services.receiving import Agreed, Came, Excerpt, Opened
from safejournal.tui.file_picker import FileNamed
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.rows import Choice
from safejournal.tui.sharing import foreign
from safejournal.tui.sharing.taking import read_foreign
from safejournal.tui.sharing.together import Part, Together
from safejournal.tui.text import line, name, prose
from safejournal.tui.working import Report
from safejournal.wording.bundles import titled
from safejournal.wording.received import receipt_known

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


async def open_file(shell: JournalApp, vault: Vault) -> None:
    """Ask for a file, and show what is in it. Nothing of it is kept."""
    path = await shell.push_screen_wait(FileNamed(_("Which file did they send you?")))
    if path is None:
        return

    def does(agreed: Agreed, words: str, report: Report) -> Opened:
        return receiving.open_with_vault(vault, path, agreed=agreed, passphrase=words, watch=report)

    opened = await read_foreign(shell, path, _("Reading the file"), does)
    if opened is not None:
        shell.push_screen(OpenedScreen(vault, path, opened))


async def take_in(shell: JournalApp, vault: Vault, path: Path | None = None) -> None:
    """Take a file into the inbox (asked for, if none is named), and open what came."""
    if path is None:
        path = await shell.push_screen_wait(FileNamed(_("Which file shall be taken in?")))
    if path is None:
        return
    source = path

    def does(agreed: Agreed, words: str, report: Report) -> Came:
        return receiving.receive(vault, source, agreed=agreed, passphrase=words, watch=report)

    came = await read_foreign(shell, source, _("Taking it in, apart from your own records"), does)
    if came is None:
        return
    if came.bundle is None:
        said = _receipt(vault, came)
        shell.say(f"{said} {receipt_known()}" if came.known else said)
        return
    from safejournal.tui.sharing.bundle import BundleScreen

    shell.push_screen(BundleScreen(vault, came.bundle))


def _receipt(vault: Vault, came: Came) -> str:
    who = contact_name(vault, came.contact) or _("somebody unknown")
    if came.acknowledged is not None and came.acknowledged.accepted:
        return _("A receipt: {name} has looked at what you sent.").format(name=who)
    return _("A receipt: what you sent to {name} arrived.").format(name=who)


def contact_name(vault: Vault, contact: str | None) -> str | None:
    """Return what a contact is called; None for nobody known, or removed since."""
    if contact is None:
        return None
    found = journal.show_all(vault, [contact]).get(contact)
    return name(found) if found is not None else None


class OpenedScreen(Article):
    """What is in the file. Closing it leaves nothing behind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("r", "receive", _("Receive"), _("Take it into the inbox, apart from your records.")),
    ]

    def __init__(self, vault: Vault, path: Path, opened: Opened) -> None:
        super().__init__(vault, _("Only looked at: nothing is kept"))
        self._path, self._opened = path, opened

    def told(self) -> Visual:
        """Return the instructions, under what is known of the sender."""
        return Together(
            _heading(self.vault, self._opened),
            Block(Content("")),
            Block(prose(self._opened.instructions)),
        )

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the records in it."""
        for each in self._opened.excerpts:
            yield Choice(Block(line(titled(each))), each)

    def follow(self, way: object) -> None:
        """Show a record."""
        if isinstance(way, Excerpt):
            self.app.push_screen(_OpenedRecord(self.vault, self._opened, way))

    @work
    async def action_receive(self) -> None:
        """Take it in."""
        shell = self.shell
        try:
            await take_in(shell, self.vault, self._path)
        except SafeJournalError as error:
            shell.say_error(error)


class _OpenedRecord(Article):
    """One record of it."""

    def __init__(self, vault: Vault, opened: Opened, excerpt: Excerpt) -> None:
        super().__init__(vault, _("Only looked at: nothing is kept"))
        self._opened, self._excerpt = opened, excerpt

    def told(self) -> Visual:
        """Return it, under what is known of the sender."""
        return Together(
            _heading(self.vault, self._opened),
            Block(Content("")),
            foreign.record(self._excerpt, self._opened.sender),
        )


def _heading(vault: Vault, opened: Opened) -> Part:
    """Return what is known of the sender."""
    contact = contact_name(vault, opened.contact)
    return foreign.heading(opened.manifest, opened.sender, contact, opened.marks)
