"""A key made for a contact who has none: shown once, to be copied, and covered when one looks away.

Nothing of it is kept. Whoever made it could have read what it opens, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.domain.versions import Record
from safejournal.errors import ConfirmationNeeded, SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import correspondents, folio
from safejournal.services.correspondents import KeyCard
from safejournal.services.opening import Vault
from safejournal.services.paper import keycard_page
from safejournal.services.printing import form_of
from safejournal.tui.choose import sure
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.sharing.qr import QrCode
from safejournal.tui.sharing.together import Together
from safejournal.tui.sharing.words import Large
from safejournal.tui.sharing.written import in_the_clear, put, write_file
from safejournal.tui.text import line, name
from safejournal.tui.working import Report
from safejournal.wording.portrait import MASK

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

FILE = "card"
"""A name that tells nothing; the person may type another one."""

LABELS = 18


async def make_key_card(shell: JournalApp, vault: Vault, contact: Record) -> None:
    """Ask, make a key, and show it once."""
    question = sure(
        _("Make a key for this contact?"),
        _("Make it, and show it once"),
        _("Make none"),
        _(
            "For a contact who cannot make one. It goes to them on paper, never over a wire. You "
            "could read what it opens, and so could whoever sees the screen now."
        ),
    )
    if not await shell.push_screen_wait(question):
        return
    try:
        card = correspondents.make_key_card(vault, contact.id, language())
    except ConfirmationNeeded:
        another = sure(
            _("They have a key already."),
            _("A new one takes its place"),
            _("Keep it as it is"),
            _("What was sealed to the old key stays readable with it."),
        )
        if not await shell.push_screen_wait(another):
            return
        card = correspondents.make_key_card(vault, contact.id, language(), confirmed=True)
    except SafeJournalError as error:
        shell.say_error(error)
        return
    await shell.push_screen_wait(KeyCardScreen(vault, contact, card))


class KeyCardScreen(Article):
    """The card. Going elsewhere covers it; leaving it loses it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("v", "code", _("QR code"), _("Show the secret key as a code, for their camera.")),
        key("s", "save", _("Save"), _("Write the card into a file, in the clear.")),
        key("m", "unmask", _("Show hidden"), _("Show the secret key again, or cover it.")),
    ]

    def __init__(self, vault: Vault, contact: Record, card: KeyCard) -> None:
        super().__init__(vault, _("Key card: {name}").format(name=name(contact)))
        self._card, self._covered = card, False

    def told(self) -> Visual:
        """Return the card."""
        secret = MASK if self._covered else self._card.secret
        said = [
            Said(_("Their secret key"), line(secret).stylize("bold")),
            Said(_("Opens what is for"), line(self._card.recipient)),
        ]
        return Together(
            Block(Content("\n\n".join(_what_it_is()))),
            Block(Content("")),
            Portrait(said, labels=LABELS),
            Block(Content("")),
            Block(Content(_("Your eight words, for the same paper:"))),
            Large(self._card.sender_words),
        )

    def on_screen_suspend(self) -> None:
        """Cover the secret: something else is on the screen, and this may come back unasked."""
        self._turn(covered=True)

    def on_app_blur(self) -> None:
        """Cover it when another window is looked at."""
        self._turn(covered=True)

    def _turn(self, *, covered: bool) -> None:
        self._covered = covered
        self.reload()

    def action_unmask(self) -> None:
        """Show the secret, or cover it."""
        self._turn(covered=not self._covered)

    def action_code(self) -> None:
        """Show the secret as a code."""
        self.app.push_screen(QrCode(self._card.secret))

    @work
    async def action_save(self) -> None:
        """Ask where, and write."""
        explained = " ".join(
            [
                _("Whoever reads it opens what is sealed to them."),
                _(".html and .pdf are a page to be printed, .txt a file for age."),
                in_the_clear(),
            ]
        )
        done = await write_file(self.shell, f"{FILE}.html", self._put, explained=explained)
        if done is not None:
            self.shell.say(_("Written, in the clear: {place}").format(place=done[0]), serious=True)

    def _put(self, target: Path, report: Report) -> None:
        form = form_of(target.name)
        if form == "text":
            put("\n".join(_as_file(self._card)).encode())(target, report)
        else:
            page = keycard_page(self._card, language(), practice=self.vault.practice)
            put(folio.made(page, form))(target, report)

    def action_back(self) -> None:
        """Ask once more: it cannot be shown again."""
        self._leave()

    @work
    async def _leave(self) -> None:
        question = sure(
            _("Has the key been copied?"),
            _("Yes: close the card for good"),
            _("Not yet"),
            _("It is kept nowhere and cannot be shown again."),
        )
        if await self.app.push_screen_wait(question):
            self.dismiss(None)


def _what_it_is() -> tuple[str, ...]:
    return (
        _("Shown once, and kept nowhere. Copy it by hand or by camera, and give it on paper."),
        _("You made this key, so you could read what it opens. They can make their own later."),
    )


def _as_file(card: KeyCard) -> Iterator[str]:
    """Yield the lines of a file that age takes: the key, and remarks."""
    yield f"# {_('Made for you by somebody whose eight words are:')}"
    yield f"# {' '.join(card.sender_words)}"
    yield f"# {card.recipient}"
    yield card.secret
    yield ""
