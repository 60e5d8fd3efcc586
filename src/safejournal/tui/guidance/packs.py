"""The packs that the guidance is made of: whose they are, one taken into use, one taken out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget

from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import installing, packs
from safejournal.services.installing import Offered
from safejournal.services.opening import Vault
from safejournal.services.packs import Installed
from safejournal.tui.choose import sure
from safejournal.tui.file_picker import FileNamed
from safejournal.tui.guidance.article import Article
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.tui.text import line, prose
from safejournal.wording.packs import (
    offer_lines,
    offer_question,
    pack_lines,
    pack_row,
    removal_question,
    standing_line,
)


class PacksScreen(Page[None]):
    """All packs in use, the built-in one first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a,insert", "install", _("Install"), _("Take a pack of somebody into use.")),
        key("delete", "take_out", _("Take out"), _("Take a pack out of use. It asks first.")),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Guidance packs"))

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Rows[Installed]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.rows.focus()

    @property
    def rows(self) -> Rows[Installed]:
        """The list."""
        return self.query_one(Rows)

    def reload(self) -> None:
        """Look again at what is in use."""
        self.rows.show([_row(each) for each in packs.installed(language())])
        self.refresh_bindings()

    @on(Rows.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.rows.chosen
        if chosen is not None:
            self.app.push_screen(PackScreen(self.vault, chosen))

    @work
    async def action_install(self) -> None:
        """Ask for the file, look at it, and show whose it is."""
        path = await self.app.push_screen_wait(FileNamed(_("Which file holds the pack?")))
        if path is None:
            return
        try:
            file = await asyncio.to_thread(installing.read_file, path)
            offered = await asyncio.to_thread(installing.examine, self.vault, file, language())
        except SafeJournalError as error:
            self.shell.say_error(error)
        else:
            self.app.push_screen(OfferScreen(self.vault, offered))

    @work
    async def action_take_out(self) -> None:
        """Ask, and take the marked pack out."""
        chosen = self.rows.chosen
        if chosen is None or chosen.maker is None:
            return
        question = sure(removal_question(chosen), _("Take it out"), _("Keep it"))
        if await self.app.push_screen_wait(question):
            try:
                installing.remove(self.vault, chosen.id)
            except SafeJournalError as error:
                self.shell.say_error(error)
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take out only what did not come with the program."""
        if action == "take_out":
            chosen = self.rows.chosen if self.is_mounted else None
            return chosen is not None and chosen.maker is not None
        return super().check_action(action, parameters)


class PackScreen(Article):
    """One pack: whose it is, and how much it holds."""

    def __init__(self, vault: Vault, pack: Installed) -> None:
        super().__init__(vault, pack.id)
        self._pack = pack

    def told(self) -> Visual:
        """Return its lines."""
        return prose("\n".join(pack_lines(self._pack)))


class OfferScreen(Article):
    """A pack before it is taken into use: the eight words, what it holds, and the question."""

    def __init__(self, vault: Vault, offered: Offered) -> None:
        super().__init__(vault, _("Take this pack into use?"))
        self._offered = offered

    def told(self) -> Visual:
        """Return what is to be read first."""
        return prose("\n".join([*offer_lines(self._offered), "", offer_question(self._offered)]))

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the two answers; the one that changes nothing first."""
        yield Choice(Row(Content(_("Leave it"))), False)
        yield Choice(Row(Content(_("Take it into use"))), True)

    def follow(self, way: object) -> None:
        """Do what was chosen, and go back to the list."""
        if way:
            try:
                installing.install(self.vault, self._offered, confirmed=True)
                self.shell.say(_("In use now; everything from it is marked."))
            except SafeJournalError as error:
                self.shell.say_error(error)
        self.dismiss(None)


def _row(of: Installed) -> Choice[Installed]:
    below = Content("") if of.maker is None else line(standing_line(of.maker))
    return Choice(Row(line(pack_row(of)), below=below), of)
