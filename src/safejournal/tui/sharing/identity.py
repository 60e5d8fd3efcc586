"""Who this journal is to others: eight words to compare, and the keys to hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import identity
from safejournal.services.identity import Shown
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.sharing.qr import QrCode
from safejournal.tui.sharing.together import Together
from safejournal.tui.sharing.words import Large
from safejournal.tui.sharing.written import put, write_file
from safejournal.tui.tell import Tell
from safejournal.tui.text import line
from safejournal.wording.correspondents import how_to_compare, numbered

FILE = "key"
"""A name that tells nothing; the person may type another one."""

LABELS = 18
"""Cells of the column of labels."""

_WIDE = 60
"""Cells in which three numbered words stand beside each other."""

_FILES: dict[str, Callable[[Shown], bytes]] = {
    "txt": lambda shown: f"{shown.contact_string}\n".encode(),
    "png": lambda shown: identity.qr_png(shown.contact_string),
    "svg": lambda shown: identity.qr_svg(shown.contact_string),
    "pub": lambda shown: f"{shown.ssh_key}\n".encode(),
}


class IdentityScreen(Article):
    """The words on top, since they are what people come for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("v", "code", _("QR code"), _("Show your keys as a code, for another device's camera.")),
        key("s", "save", _("Save"), _("Write your keys into a file for somebody else.")),
        key("l", "language", _("Language"), _("Show the words in English, or in Russian.")),
        key("t", "typed", _("To type"), _("Show the keys as words, for who can only type them.")),
        key("e", "called", _("Name"), _("Set what you are called in what you send.")),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("My keys"))
        self._language = language()

    def told(self) -> Visual:
        """Return the words, and what to do with them."""
        shown = identity.show(self.vault, self._language)
        return Together(
            Large(shown.words),
            Block(Content(how_to_compare())),
            Block(Content("")),
            Portrait(list(_said(shown)), labels=LABELS),
        )

    def action_language(self) -> None:
        """Show the words in the other language."""
        self._language = "en" if self._language == "ru" else "ru"
        self.reload()

    def action_code(self) -> None:
        """Show the code."""
        self.app.push_screen(QrCode(identity.show(self.vault).contact_string))

    def action_typed(self) -> None:
        """Show the long form in words."""
        typed = identity.show(self.vault, self._language).typed
        columns = 3 if self.app.size.width >= _WIDE else 2
        self.app.push_screen(Tell(_("The keys as words"), "\n".join(numbered(typed, columns))))

    @work
    async def action_save(self) -> None:
        """Ask what, ask where, and write."""
        how = await self.app.push_screen_wait(Choose(_("What shall be saved?"), _ways()))
        if how is None:
            return
        content = _FILES[how](identity.show(self.vault))
        explained = _("Nothing in it is secret, but it shows that you have such keys.")
        done = await write_file(self.shell, f"{FILE}.{how}", put(content), explained=explained)
        if done is not None:
            self.shell.say(_("Written: {place}").format(place=done[0]))

    @work
    async def action_called(self) -> None:
        """Ask for a name."""
        question = Ask(
            _("What are you called in what you send?"),
            explained=_("A pseudonym that your contacts know. It stands in every bundle."),
            typed=identity.called(self.vault),
        )
        name = await self.app.push_screen_wait(question)
        if name is None:
            return
        try:
            identity.set_called(self.vault, name)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()


def _said(shown: Shown) -> Iterator[Said]:
    yield Said(_("You are called"), line(shown.called or _("nothing yet: e sets a name")))
    if shown.practice:
        yield Said(_("Practice"), Content(_("These keys are good for practice journals alone.")))
    yield Said(_("Contact string"), line(shown.contact_string))
    yield Said(_("For age alone"), line(shown.recipient))
    yield Said(_("For ssh-keygen"), line(shown.ssh_key))


def _ways() -> Sequence[Answer[str]]:
    return [
        Answer("txt", _("Contact string"), _("a line of text")),
        Answer("png", _("QR code"), _("a picture (PNG)")),
        Answer("svg", _("QR code"), _("a picture for a page (SVG)")),
        Answer("pub", _("Signing key"), _("for ssh-keygen")),
    ]
