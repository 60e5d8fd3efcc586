"""A line with the words that may stand in it below, for as long as somebody is choosing."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from safejournal.domain.forms import Field
from safejournal.i18n import _
from safejournal.tui.fields.choices import Choice, meant, named, vocabulary
from safejournal.tui.fields.control import Control, Known
from safejournal.tui.fields.entry import Entry
from safejournal.tui.fields.short_list import ShortList, row


class _Typed(Entry):
    """A line that tells when there is nothing left to delete."""

    class Emptied(Message):
        """Backspace was pressed in an empty line."""

    def action_delete_left(self) -> None:
        """Delete a character; tell when there is none."""
        if not self.value:
            self.post_message(self.Emptied())
        super().action_delete_left()


class Completing(Control):
    """Typing or an arrow opens the list, Enter or Tab takes what is highlighted, Esc closes it."""

    OFFERED = 6
    """Lines of the list: with label and line it just fits into the smallest window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(5)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self.choices = vocabulary(field, known.tags)
        self.entry = _Typed(placeholder=self.invitation())
        self.list = ShortList(self.OFFERED)
        self.list.can_focus = False
        self.list.display = False
        self._offered: list[Choice] = []
        self._wanted = False
        """Whether leaving the field takes what is highlighted: somebody typed, or moved there."""

    def compose(self) -> ComposeResult:
        """Draw the line and, below it, the list."""
        yield self.entry
        yield self.list

    def invitation(self) -> str:
        """Return what stands in the line while nothing is said."""
        return _("not said")

    @property
    def is_open(self) -> bool:
        """Tell whether the list is to be seen."""
        return bool(self.list.display)

    def offered(self, typed: str) -> list[Choice]:
        """Return the words to choose from after this much was typed."""
        return meant(self.choices, typed)

    def take(self, choice: Choice) -> None:
        """Take a word into the answer."""
        raise NotImplementedError

    def shown(self) -> str:
        """Return what stands in the line while nobody is typing."""
        raise NotImplementedError

    def remark(self) -> str:
        """Say that nothing reads like what is being typed."""
        typed = self.entry.value
        if self.entry.has_focus and typed != self.shown() and not self.offered(typed):
            return self.unmatched()
        return super().remark()

    def unmatched(self) -> str:
        """Return what is said when no word begins like what was typed."""
        return _("Nothing in the list begins like this.")

    def open(self, typed: str) -> None:
        """Show the list of words that begin like this, the likeliest highlighted."""
        self._offered = self.offered(typed)
        self.list.show(row(each.label) for each in self._offered)
        self.list.highlighted = self.likeliest(self._offered, typed) if self._offered else None
        self.list.display = bool(self._offered)
        self.refresh_bindings()
        self.call_after_refresh(self.scroll_visible, animate=False)

    def likeliest(self, offered: list[Choice], typed: str) -> int | None:
        """Return which of the words to highlight: the one that was typed whole, or the first."""
        choice = named(tuple(offered), typed)
        return offered.index(choice) if choice else 0

    def close(self) -> None:
        """Put the list away."""
        self.list.display = False
        self._wanted = False
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take Esc only while the list is open."""
        return action != "close" or self.is_open

    def action_move(self, steps: int) -> None:
        """Open the list, or move in it; an arrow up in a closed one goes on."""
        if self.is_open:
            at, last = self.list.highlighted, len(self._offered) - 1
            self.list.highlighted = 0 if at is None else max(0, min(last, at + steps))
            self._wanted = True
        elif steps == 1:
            self.open("")
        else:
            raise SkipAction

    def action_close(self) -> None:
        """Close the list and put back what stood there."""
        self.close()
        self.write(self.shown())
        self.changed()

    def write(self, text: str) -> None:
        """Put a text into the line as the program, not the person, does."""
        with self.entry.prevent(Entry.Changed):
            self.entry.value = text
        self.entry.cursor_position = len(text)

    @on(Entry.Changed)
    def _typed(self, event: Entry.Changed) -> None:
        event.stop()
        self.typed(event.value)

    def typed(self, value: str) -> None:
        """React to what the person typed into the line."""
        self.close()
        if value.strip():
            self.open(value)
            self._wanted = True
        self.changed()

    @on(Entry.Submitted)
    def _enter(self, event: Entry.Submitted) -> None:
        event.stop()
        if not self.take_meant() and self.entry.has_focus:
            self.open("")

    def take_meant(self) -> bool:
        """Take what is highlighted; tell whether there was anything to take."""
        if not self.is_open or self.list.highlighted is None:
            return False
        self.take(self._offered[self.list.highlighted])
        return True

    @on(ShortList.OptionSelected)
    def _clicked(self, event: ShortList.OptionSelected) -> None:
        event.stop()
        self.take(self._offered[event.option_index])

    @on(ShortList.OptionHighlighted)
    def _highlighted(self, event: ShortList.OptionHighlighted) -> None:
        event.stop()

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Take what somebody typed or moved to, before the form looks at the answer."""
        if self._wanted:
            self.take_meant()
        self.close()
