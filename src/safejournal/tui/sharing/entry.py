"""One foreign record: held against what is here, then accepted or discarded. Never editable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import inbox
from safejournal.services.inbox import Bundle, Entry, Standing
from safejournal.services.opening import Vault
from safejournal.tui.choose import sure
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.sharing import foreign
from safejournal.tui.sharing.beside import beside
from safejournal.tui.sharing.opened import contact_name
from safejournal.tui.sharing.together import Part, Together
from safejournal.wording.received import standing, standing_about

_CONFLICTING = frozenset({Standing.CONFLICTING})


class EntryScreen(Article):
    """The record, whose it is, how it stands, and what is here of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "accept", _("Accept"), _("Accept this record, as theirs and not your own.")),
        key("delete", "discard", _("Discard"), _("Delete this record for good; asks first.")),
    ]

    def __init__(self, vault: Vault, bundle: Bundle, entry: Entry) -> None:
        super().__init__(vault, _("From others: not yours to change"))
        self._bundle, self._entry = bundle, entry

    def reload(self) -> None:
        """Read it again."""
        try:
            self._bundle = inbox.bundle(self.vault, self._bundle.number)
        except SafeJournalError:  # the bundle was discarded
            self.dismiss(None)
            return
        found = [each for each in self._bundle.entries if each.number == self._entry.number]
        if not found:
            self.dismiss(None)
            return
        self._entry = found[0]
        super().reload()
        self.refresh_bindings()

    def told(self) -> Visual:
        """Return it."""
        return Together(*self._parts())

    def _parts(self) -> Iterator[Part]:
        came, entry = self._bundle, self._entry
        contact = contact_name(self.vault, came.contact)
        yield foreign.heading(came.manifest, came.sender, contact, came.marks)
        yield Block(_standing(entry))
        yield Block(Content(""))
        yield foreign.record(entry.excerpt, came.sender)
        yield from beside(self.vault, came, entry)

    def action_accept(self) -> None:
        """Accept it."""
        try:
            inbox.accept(self.vault, self._bundle.number, [self._entry.number])
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.shell.say(_("Accepted, as theirs."))
        self.reload()

    @work
    async def action_discard(self) -> None:
        """Ask, and delete."""
        question = sure(_("Discard this record?"), _("Delete it for good"), _("Keep it"))
        if not await self.app.push_screen_wait(question):
            return
        try:
            inbox.discard(self.vault, self._bundle.number, [self._entry.number])
        except SafeJournalError as error:
            self.shell.say_error(error)
        else:
            self.shell.say(_("Discarded."))
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept only what is not accepted yet."""
        if action == "accept":
            return self._entry.accepted is None
        return super().check_action(action, parameters)


def _standing(entry: Entry) -> Content:
    told = f"{standing(entry.standing)}: {standing_about(entry.standing)}"
    taken = _("accepted") if entry.accepted else _("not decided")
    loud = "bold $warning" if entry.standing in _CONFLICTING else "bold"
    return Content.assemble((told[:1].upper() + told[1:], loud), f" ({taken})")
