"""Contacts by the name they go by; what nobody else should see is hidden until asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, cast

from textual.binding import BindingType
from textual.content import Content

from safejournal.domain.alphabet import alphabetical
from safejournal.domain.records import Contact
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _, later
from safejournal.services.correspondents import key_of
from safejournal.tui import acts
from safejournal.tui.asking import known
from safejournal.tui.keys import key
from safejournal.tui.panes import Panes
from safejournal.tui.portrait import Said, said
from safejournal.tui.rows import Row
from safejournal.tui.sharing.state import state
from safejournal.tui.text import line, name
from safejournal.wording.correspondents import key_state_short
from safejournal.wording.portrait import portrait
from safejournal.wording.words import word

_ON_TOP = ("title", "pseudonym", "never_contact")
"""Said in the first lines already."""


class ContactsScreen(Panes):
    """People and offices. Channels and agreed words stay hidden until they are asked for."""

    KIND = Kind.CONTACT
    EMPTY = later(
        "No contact is written down yet.\n\nA contact is a person or an office that matters, and "
        "how to reach them. Press Ins to write one down."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        key("m,ctrl+r", "unmask", _("Show hidden"), _("Show what is hidden here, or hide it.")),
        key("y", "keys", _("Keys"), _("Show the marked contact's keys, and compare the words.")),
    ]

    _shown_of: str | None = None
    """The contact whose hidden details are to be seen. Going to another one hides them again."""

    def in_order(self, records: list[Record]) -> list[Record]:
        """Return them by name."""
        return sorted(records, key=lambda record: alphabetical(name(record)))

    def row(self, record: Record) -> Row:
        """Return the line of a contact: name, and what they are to the person."""
        contact = _contact(record)
        roles = ", ".join(word(role) for role in contact.roles)
        if contact.recipient:
            key = key_state_short(key_of(self.vault, record.id))
            roles = " · ".join(filter(None, (key, roles)))
        if contact.never_contact:
            roles = " · ".join(filter(None, (_("NEVER CONTACT"), roles)))
        return Row(line(name(record)), below=line(roles or "–"))

    def show(self, record: Record) -> None:
        """Show the details, hidden ones as dots unless asked for."""
        unmask = self._shown_of == record.id
        self.tell(self._head(record), _said(record, unmask, known(self.vault).name_of))

    def _head(self, record: Record) -> Iterator[Content]:
        yield line(name(record)).stylize("bold")
        if _contact(record).never_contact:
            warning = _("Never contact: it would put somebody in danger.")
            yield Content.styled(warning, "bold $error")
        if (found := key_of(self.vault, record.id)) is not None:
            yield state(found)

    def action_unmask(self) -> None:
        """Show what is hidden of the marked contact, or hide it again."""
        if self.chosen is not None:
            self._shown_of = None if self._shown_of == self.chosen.id else self.chosen.id
            self.show(self.chosen)

    def action_keys(self) -> None:
        """Open the keys of the marked contact."""
        if self.chosen is not None:
            acts.open_keys(self.shell, self.chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer keys only of somebody."""
        if action == "keys" and self.is_mounted:
            return self.chosen is not None
        return super().check_action(action, parameters)

    def _show_beside(self) -> None:
        if self.chosen is None or self.chosen.id != self._shown_of:
            self._shown_of = None
        super()._show_beside()

    def reload(self) -> None:
        """Read again what there is, with everything hidden."""
        self._shown_of = None
        super().reload()


def _contact(record: Record) -> Contact:
    return cast(Contact, record.content)


def _said(record: Record, unmask: bool, name_of: Callable[[str], str]) -> Iterator[Said]:
    found = portrait(_contact(record), unmask=unmask)
    lines = [told for told in found if told.path not in _ON_TOP and told.text != name(record)]
    yield from said(lines, {told.record: name_of(told.record) for told in lines if told.record})
