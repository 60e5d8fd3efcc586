"""A list in which several lines are marked: Space marks, Enter goes on with what is marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from safejournal.domain.values import dataclass
from safejournal.i18n import _
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.rows import Choice, Heading, Rows

T = TypeVar("T")

MARK = 4
"""Cells of `[x] `."""


@dataclass(frozen=True, slots=True)
class Markable(Generic[T]):
    """A line: what it stands for, what it is called, and what is said below it."""

    thing: T
    name: Content
    below: str = ""


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading between the lines."""

    text: str


class Marking(Rows[T]):
    """Keeps which things are marked. With nothing marked, Enter takes the line that it is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "mark", _("Mark"), _("Mark this line, or take the mark off.")),
        key("enter", "select", _("Go on"), _("Go on with what is marked.")),
    ]

    class Marked(Message):
        """A mark was set or taken off."""

        def __init__(self, thing: object, *, on: bool) -> None:
            super().__init__()
            self.thing, self.on = thing, on

    class GoOn(Message):
        """The person goes on with what is marked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (as widgets call it)
        super().__init__(id=id)
        self.marked: list[T] = []
        self._listed: Sequence[Markable[T] | Headed] = ()
        self._apart = False

    def list_lines(self, lines: Iterable[Markable[T] | Headed], *, apart: bool = False) -> None:
        """Show these lines; marks of what is not among them stay."""
        self._listed, self._apart = tuple(lines), apart
        self._draw()

    def _draw(self) -> None:
        at = self.highlighted
        self.show(list(self._choices()))
        if at is not None and at < self.option_count and not self.options[at].disabled:
            self.highlighted = at

    def _choices(self) -> Iterable[Option]:
        for at, each in enumerate(self._listed):
            if isinstance(each, Headed):
                yield Heading(each.text, apart=self._apart and at > 0)
            else:
                mark = "[x]" if each.thing in self.marked else "[ ]"
                yield Choice(
                    Block(each.name, before=mark, cells=MARK, below=each.below), each.thing
                )

    def action_mark(self) -> None:
        """Mark the line, or take the mark off."""
        if self.chosen is not None:
            self.set_mark(self.chosen, on=self.chosen not in self.marked)

    def set_mark(self, thing: T, *, on: bool) -> None:
        """Set or take off a mark, and tell."""
        if on is (thing in self.marked):
            return
        if on:
            self.marked.append(thing)
        else:
            self.marked.remove(thing)
        self._draw()
        self.post_message(self.Marked(thing, on=on))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not self.marked and self.chosen is not None:
            self.set_mark(self.chosen, on=True)
        self.post_message(self.GoOn())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer marks only where there is something."""
        if action == "mark":
            return self.chosen is not None
        return super().check_action(action, parameters)
