"""Fields that hold a list of small forms: people, channels, legs, papers, check-ins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from safejournal.domain.answers import items_in, items_text
from safejournal.domain.forms import NONE_WORD, Field
from safejournal.i18n import _
from safejournal.tui.fields.control import Control, Known
from safejournal.tui.fields.said import summary
from safejournal.tui.fields.short_list import ShortList, row
from safejournal.tui.rows import Choice


class Items(Control):
    """One line an item, and one to add another. Enter opens an item, Del removes it."""

    SEEN = 6
    """Lines of the list: with its label it fits into the smallest window."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("delete", "remove", show=False)]

    @dataclass
    class Asked(Message):
        """A person wants to fill in an item; the one after the last is a new one."""

        items: Items
        index: int

        @property
        def control(self) -> Items:
            """Return the field, for `on`."""
            return self.items

    @dataclass
    class Doomed(Message):
        """A person wants an item to go."""

        items: Items
        index: int

        @property
        def control(self) -> Items:
            """Return the field, for `on`."""
            return self.items

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self._answer = answer
        self._open: tuple[int, Callable[[], dict[str, str]]] | None = None
        """The item that is being filled in on a screen of its own, and what stands there now."""
        self.list = ShortList(self.SEEN)

    def compose(self) -> ComposeResult:
        """Draw the list."""
        yield self.list

    def on_mount(self) -> None:
        """Fill the list."""
        self._draw(None)

    def _draw(self, at: int | None) -> None:
        self.list.show(self._options())
        self.list.highlighted = None if at is None else min(at, self.list.option_count - 1)

    def _options(self) -> list[Choice[str]]:
        lines = [summary(self.field.items, item, self.known) or "…" for item in self.items]
        if self.none_said:
            lines = [_("none: asked, and there is none")]
        lines.append(_("+ add"))
        if self.field.plan and not self.items and not self.none_said:
            lines.append(_("none: asked, and there is none"))
        return [row(line) for line in lines]

    def on_descendant_focus(self) -> None:
        """Mark the first line: only where the focus is, a line is marked."""
        if self.list.highlighted is None:
            self.list.highlighted = 0

    def on_descendant_blur(self) -> None:
        """Mark no line."""
        self.list.highlighted = None

    @property
    def items(self) -> list[dict[str, str]]:
        """Return the answers of each item; none while the list cannot be read."""
        try:
            return items_in(self._answer)
        except ValueError:
            return []

    @property
    def none_said(self) -> bool:
        """Tell whether the person has said that there is none."""
        return self.field.plan and self._answer.strip().lower() == NONE_WORD

    def answer(self) -> str:
        """Return the list as the answer holds it, with what stands in the item being filled in."""
        if self._open is None:
            return self._answer
        items, (index, answers) = self.items, self._open
        item = answers()
        if items[index : index + 1] == [item]:
            return self._answer
        items[index : index + 1] = [item] if item else []
        return items_text(items)

    def open(self, index: int, answers: Callable[[], dict[str, str]]) -> None:
        """Let the item at this place, perhaps a new one, be what `answers` returns until closed."""
        self._open = index, answers

    def close(self) -> None:
        """Keep what was filled in. An item in which nothing stands is dropped."""
        answer, self._open = self.answer(), None
        self.put(answer)

    def put(self, answer: str) -> None:
        """Put a whole list into the field."""
        self._answer = answer
        self._draw(self.list.highlighted)
        self.changed()

    def remove_item(self, index: int) -> None:
        """Take an item out of the list."""
        items = self.items
        del items[index : index + 1]
        self._open = None
        self.put(items_text(items))

    @on(ShortList.OptionSelected)
    def _chosen(self, event: ShortList.OptionSelected) -> None:
        event.stop()
        index, count = event.option_index, len(self.items)
        if self.none_said and index == 0:
            self.put("")
        elif self.field.plan and not self.none_said and index == count + 1:
            self.put(NONE_WORD)
        else:
            self.post_message(self.Asked(self, min(index, count)))

    @on(ShortList.OptionHighlighted)
    def _highlighted(self, event: ShortList.OptionHighlighted) -> None:
        event.stop()

    def action_remove(self) -> None:
        """Ask for the highlighted item to go."""
        if self.none_said:
            self.put("")
        elif self.list.highlighted is not None and self.list.highlighted < len(self.items):
            self.post_message(self.Doomed(self, self.list.highlighted))

    def remark(self) -> str:
        """Say how the list is used, while it is the person's turn."""
        if self.list.has_focus and (self.items or self.none_said):
            return _("Enter opens an entry, Del removes it.")
        if self.field.plan and not self._answer:
            return _("not said")
        return super().remark()
