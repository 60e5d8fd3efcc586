"""To whom: contacts with their keys, a bare recipient, or whoever is told six words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.alphabet import alphabetical
from safejournal.domain.records import Contact
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import correspondents, identity, journal
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.choose import sure
from safejournal.tui.page import Page
from safejournal.tui.sharing.marking import Headed, Markable, Marking
from safejournal.tui.text import line, name
from safejournal.wording.correspondents import key_state

MOST = 500
"""Contacts that are listed, as in the place of contacts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who will read it."""

    contacts: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    by_words: bool = False
    """Whether it opens with six words, told by voice, and with no key."""


class Nobody(Enum):
    """Who is no contact."""

    BARE = "bare"
    """Somebody of whom only an age recipient is known."""
    WORDS = "words"
    """Whoever is told six words."""


Reader = str | Nobody
"""A contact's id, an age recipient, or somebody who has to be asked about first."""


class ReadersScreen(Page[Readers | None]):
    """A list to mark in; dismisses with who was marked."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, vault: Vault, before: Readers) -> None:
        super().__init__(vault, _("Send › To whom?"))
        self._before = before
        self._contacts: dict[str, Record] = {}
        self._typed: list[str] = list(before.recipients)

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Static(Content(_("Space marks who shall read it; Enter goes on.")), classes="note")
        yield Marking[Reader]()

    @property
    def marking(self) -> Marking[Reader]:
        """The list."""
        return self.query_one(Marking)

    def on_mount(self) -> None:
        """Show who there is, with the marks of before."""
        self.marking.marked = [*self._before.contacts, *self._before.recipients]
        if self._before.by_words:
            self.marking.marked = [Nobody.WORDS]
        self.reload()
        self.marking.focus()

    def reload(self) -> None:
        """Read again who there is."""
        try:
            wanted = journal.Filter(kinds=(Kind.CONTACT,))
            found = journal.browse(self.vault, wanted, limit=MOST)
            lines = list(self._lines(found))
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self._contacts = {record.id: record for record in found}
        self.marking.list_lines(lines, apart=True)

    def _lines(self, found: list[Record]) -> Iterator[Markable[Reader] | Headed]:
        keys = {record.id: correspondents.key_of(self.vault, record.id) for record in found}
        by_name = sorted(found, key=lambda each: alphabetical(name(each)))
        by_name.sort(key=lambda each: keys[each.id] is None)
        for each in by_name:
            yield Markable(each.id, line(name(each)), below=line(key_state(keys[each.id])).plain)
        yield Headed(_("No contact"))
        for typed in self._typed:
            yield Markable(typed, line(typed), below=_("nobody knows whose key this is"))
        yield Markable(Nobody.BARE, Content(_("another key")), below=_("an age recipient: age1…"))
        yield Markable(
            Nobody.WORDS,
            Content(_("six words, told by voice")),
            below=_("the last resort, for who can have no key; the sender is not shown"),
        )

    @on(Marking.Marked)
    def _marked(self, event: Marking.Marked) -> None:
        if event.on and isinstance(event.thing, (str, Nobody)):
            self._look_at(event.thing)

    @work
    async def _look_at(self, reader: Reader) -> None:
        """Take a mark off again that cannot stand; ask about one that needs it."""
        if reader is Nobody.BARE:
            self.marking.set_mark(reader, on=False)
            await self._ask_recipient()
        elif reader is Nobody.WORDS:
            for other in [each for each in self.marking.marked if each is not reader]:
                self.marking.set_mark(other, on=False)
        elif isinstance(reader, str):
            self.marking.set_mark(Nobody.WORDS, on=False)
            if reader in self._contacts and not await self._may_have(self._contacts[reader]):
                self.marking.set_mark(reader, on=False)

    async def _ask_recipient(self) -> None:
        explained = _("Of an unknown person. Nothing that was meant for a contact goes to them.")
        typed = await self.app.push_screen_wait(Ask(_("Their key"), explained=explained))
        if not typed:
            return
        try:
            recipient = identity.read_key(typed).age_recipient
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        if recipient not in self._typed:
            self._typed.append(recipient)
        self.reload()
        self.marking.set_mark(recipient, on=True)

    async def _may_have(self, contact: Record) -> bool:
        """Tell whether a contact can read anything, and shall."""
        key = correspondents.key_of(self.vault, contact.id)
        if key is None or key.disagrees:
            self.shell.say(f"{name(contact)}: {key_state(key)}", serious=True)
            return False
        content = contact.content
        if isinstance(content, Contact) and content.never_contact:
            question = sure(
                _("This contact is marked as never to be contacted."),
                _("Send to them all the same"),
                _("Do not send to them"),
            )
            agreed = await self.app.push_screen_wait(question)
            return bool(agreed)
        return True

    @on(Marking.GoOn)
    def _go_on(self) -> None:
        marked = self.marking.marked
        readers = Readers(
            contacts=tuple(e for e in marked if isinstance(e, str) and e in self._contacts),
            recipients=tuple(e for e in marked if isinstance(e, str) and e in self._typed),
            by_words=Nobody.WORDS in marked,
        )
        if readers != Readers():
            self.dismiss(readers)
