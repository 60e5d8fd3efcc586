"""A contact's keys: how far they may be believed, and what this contact was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.domain.versions import Record
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import correspondents, identity, sharing
from safejournal.services.correspondents import Key
from safejournal.services.opening import Vault
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.rows import Choice
from safejournal.tui.sharing import adding, key_card
from safejournal.tui.sharing.sent import sent_choice
from safejournal.tui.sharing.state import state
from safejournal.tui.sharing.together import Part, Together
from safejournal.tui.sharing.words import Large
from safejournal.tui.text import line, name
from safejournal.wording.correspondents import how_to_compare

LABELS = 18


class KeysScreen(Article):
    """The words of a contact's keys, and below what they were given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "add", _("Add key"), _("Take in the key that this contact gave you.")),
        key("h", "trust", _("Compare"), _("Compare the words, and note how that was done.")),
        key("d", "give", _("Send"), _("Give this contact something, sealed.")),
        key("p", "card", _("Key card"), _("Make a key for a contact who has none.")),
        key("l", "language", _("Language"), _("Show the words in English, or in Russian.")),
    ]

    def __init__(self, vault: Vault, contact: Record) -> None:
        super().__init__(vault, _("Keys: {name}").format(name=name(contact)))
        self._contact = contact
        self._language = language()
        self._key: Key | None = None

    def reload(self) -> None:
        """Read the keys again."""
        try:
            self._key = correspondents.key_of(self.vault, self._contact.id)
        except SafeJournalError as error:
            self.shell.say_error(error)
        super().reload()
        self.refresh_bindings()

    def told(self) -> Visual:
        """Return the state, the words, and the keys themselves."""
        return Together(*self._parts())

    def _parts(self) -> Iterator[Part]:
        found = self._key
        yield Block(state(found))
        if found is None:
            yield Block(Content(""))
            yield Block(Content(_nothing()))
            return
        yield Large(identity.compared_words(found.public, self._language))
        yield Block(Content(how_to_compare()))
        yield Block(Content(""))
        said = [Said(_("Their key"), line(found.public.contact_string))]
        if found.changed:
            changed = _("Other keys counted before.")
            said.append(Said(_("Changed"), Content.styled(changed, "bold $warning")))
        yield Portrait(said, labels=LABELS)

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the bundles that they were given."""
        given = sharing.sent_to(self.vault, self._contact.id)
        return [sent_choice(each, self.vault, reader=self._contact.id) for each in given]

    def follow(self, way: object) -> None:
        """Open one of them."""
        from safejournal.tui.sharing.sent import SentBundle

        if isinstance(way, sharing.Sent):
            self.app.push_screen(SentBundle(self.vault, way))

    @work
    async def action_add(self) -> None:
        """Ask for a key."""
        try:
            await adding.add_key(self.shell, self.vault, self._contact)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()

    @work
    async def action_trust(self) -> None:
        """Ask whether the words are the same."""
        await adding.trust(self.shell, self.vault, self._contact, self._language)
        self.reload()

    @work
    async def action_card(self) -> None:
        """Make a key for them."""
        await key_card.make_key_card(self.shell, self.vault, self._contact)
        self.reload()

    @work
    async def action_give(self) -> None:
        """Begin to give them something."""
        from safejournal.tui.sharing.giving import give

        await give(self.shell, self.vault, contacts=(self._contact.id,))

    def action_language(self) -> None:
        """Show the words in the other language."""
        self._language = "en" if self._language == "ru" else "ru"
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with this key."""
        found = self._key
        if action == "trust":
            return found is not None and not found.disagrees and not found.made_here
        if action in ("give", "language"):
            return found is not None
        return super().check_action(action, parameters)


def _nothing() -> str:
    return _(
        "Nothing can be sealed to them yet.\n\na takes in the key that they gave you. p makes one "
        "for a contact who has none."
    )
