"""Screens that hold a sheet, and what they do when a field asks for more than typing.

A form and one item in it work alike: a field may ask for a record, for an item, or for an item to
go. The form holds what stands in an open item at every moment, and so does its draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from safejournal.domain.answers import items_text
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui import text
from safejournal.tui.choose import sure
from safejournal.tui.fields import Items, Known, Linked
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.picker import RecordPicker
from safejournal.tui.sheet import Check, Sheet

T = TypeVar("T")


class Asking(Page[T]):
    """Answers what the fields of its sheet ask, out of the vault, since widgets hold none."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    sheet: Sheet
    _hidden = True

    def check(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is wrong with these answers, by path."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Give the first field the focus."""
        self.sheet.begin()

    def on_key(self, event: events.Key) -> None:
        """Keep letters in the form: on a box or a list they would be keys of the whole app."""
        if event.is_printable and event.key != "space":
            event.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show what is hidden only where something is."""
        if action == "unmask":
            return self.sheet.hides
        return super().check_action(action, parameters)

    def action_unmask(self) -> None:
        """Show what is hidden, or hide it again."""
        self._hidden = not self._hidden
        self.sheet.mask(self._hidden)

    @on(Linked.Asked)
    @work
    async def _choose_record(self, event: Linked.Asked) -> None:
        wanted = event.linked.field.kind
        chosen = await self.app.push_screen_wait(RecordPicker(self.vault, wanted))
        if chosen is not None:
            event.linked.put(chosen.id)

    @on(Items.Asked)
    def _fill_in_item(self, event: Items.Asked) -> None:
        check = partial(self._check_item, event.items.field.path)
        self.app.push_screen(ItemScreen(self.vault, event.items, event.index, check))

    def _check_item(self, path: str, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is wrong with one item of the list at this path, by path within the item."""
        found = self.check({path: items_text([answers])})
        return {where.removeprefix(f"{path}[0]").lstrip("."): why for where, why in found.items()}

    @on(Items.Doomed)
    @work
    async def _remove_item(self, event: Items.Doomed) -> None:
        question = sure(_("Remove this entry?"), _("Remove it"), _("Keep it"))
        yes: bool | None = await self.app.push_screen_wait(question)
        if yes:
            event.items.remove_item(event.index)


class ItemScreen(Asking[None], inherit_bindings=False):
    """One item of a list: a person involved, a channel, a leg, a check-in. Always kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        key("escape,f10,ctrl+s", "close", _("Back"), _("Back to the form, which keeps it.")),
        key("ctrl+r", "unmask", _("Show hidden"), _("Show what is hidden here, or hide it.")),
        key("ctrl+d", "remove", _("Remove"), _("Remove this entry. It asks first."), first=True),
    ]

    def __init__(self, vault: Vault, items: Items, index: int, check: Check) -> None:
        place = f"{index + 1}" if index < len(items.items) else _("new")
        super().__init__(vault, f"{items.label}: {place}")
        self._items, self._index = items, index
        self._check = check
        answers = items.items[index] if index < len(items.items) else {}
        self.sheet = Sheet(items.field.items, answers, items.known, check, within=items.path)

    def body(self) -> Iterable[Widget]:
        """Yield the sheet."""
        yield self.sheet

    def check(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is wrong with these answers, by path within the item."""
        return self._check(answers)

    def on_mount(self) -> None:
        """Let the form ask this screen for the item, as long as it is open."""
        super().on_mount()
        self._items.open(self._index, self.sheet.answers)

    @on(Sheet.Changed)
    def _typed(self, event: Sheet.Changed) -> None:
        event.stop()
        self._items.changed()

    def action_close(self) -> None:
        """Go back to the form, which keeps what stands here."""
        self._items.close()
        self.dismiss(None)

    @work
    async def action_remove(self) -> None:
        """Take this entry out of the list, after asking if something stands in it."""
        question = sure(_("Remove this entry?"), _("Remove it"), _("Keep it"))
        yes: bool | None = True
        if self.sheet.answers():
            yes = await self.app.push_screen_wait(question)
        if yes:
            self._items.remove_item(self._index)
            self.dismiss(None)


def known(vault: Vault) -> Known:
    """Return what the journal knows that helps to fill in a form."""
    names = cache(partial(_name_of, vault))
    tags = tuple(tag for tag, _count in journal.tags(vault))
    return Known(now=vault.clock, name_of=names, tags=tags)


def _name_of(vault: Vault, record_id: str) -> str:
    try:
        return text.name(journal.show(vault, record_id))
    except (SafeJournalError, ValueError):
        return _("a record that is not here")
