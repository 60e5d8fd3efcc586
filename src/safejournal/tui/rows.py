"""Lists: one or two lines for each thing, adapted to the width, quick with hundreds of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from safejournal.i18n import _
from safejournal.tui.keys import key
from safejournal.tui.lines import Lines
from safejournal.tui.text import MUTED

T = TypeVar("T")

_ROW, _CHOSEN = "option-list--option", "option-list--option-highlighted"

BEFORE = 15
"""Cells of the column on the left: the longest short date in brackets, and what parts it off."""

AFTER = 12
"""Cells of the column on the right, which narrow windows leave out."""

WIDE = 56
"""Cells from which on the column on the right is shown."""

POINTER = "▌"
"""Stands before the chosen row, so that it is known without colour. In every console's font."""

_MARGIN = 20
"""Rows before the end at which more are asked for."""


class Row(Lines):
    """A name between a column on the left and one on the right, and perhaps a line below."""

    def __init__(
        self,
        name: Content,
        *,
        before: Content | str = "",
        cells: int = BEFORE,
        after: str = "",
        below: Content | None = None,
    ) -> None:
        self._name, self._below = name, below
        self._before = _column(before, cells)
        self._after = _column(after, AFTER)

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand in a width."""
        before, after = self._before, Content("")
        if self._after and width >= WIDE:
            after = Content("  ") + self._after
        room = max(1, width - before.cell_length - after.cell_length)
        first = before + self._name.truncate(room, ellipsis=True, pad=True) + after
        if self._below is None:
            return [first]
        room = max(1, width - before.cell_length)
        below = self._below.truncate(room, ellipsis=True).stylize_before(MUTED)
        return [first, below.pad_left(before.cell_length)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that shows all of it."""
        return self._before.cell_length + self._name.cell_length + self._after.cell_length

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines."""
        return 1 if self._below is None else 2


def _column(text: Content | str, width: int) -> Content:
    """Return text in a column; nothing takes no room."""
    said = Content.styled(text, MUTED) if isinstance(text, str) else text
    return said.truncate(width, ellipsis=True, pad=True) if said else said


class Choice(Option, Generic[T]):
    """A row that stands for something."""

    def __init__(self, prompt: Visual, thing: T) -> None:
        super().__init__(prompt)
        self.thing = thing


class Heading(Option):
    """A line between rows that cannot be chosen; where there is room, with an empty one before."""

    def __init__(self, text: str, *, apart: bool = True) -> None:
        super().__init__(Content(f"\n{text}" if apart else text), disabled=True)


class Rows(OptionList, Generic[T]):
    """A list of choices. Asks for more before its end is reached."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "select", _("Open"), _("Open the marked line.")),
        key("j", "cursor_down", "Down", show=False),
        key("k", "cursor_up", "Up", show=False),
        key("home", "first", "First", show=False),
        key("end", "last", "Last", show=False),
    ]

    class NearEnd(Message):
        """The last rows come into sight."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (as widgets call it)
        super().__init__(id=id, markup=False)

    @property
    def chosen(self) -> T | None:
        """What the highlighted row stands for."""
        option = self.highlighted_option
        return option.thing if isinstance(option, Choice) else None

    def show(self, options: Iterable[Option], *, keep: T | None = None) -> None:
        """Show these rows, with the highlight on `keep` if it is still among them."""
        self.set_options(options)
        self.highlighted = self._index_of(keep) if self.options else None
        self.refresh_bindings()

    def show_from_above(self) -> None:
        """Scroll back as far as the marked row stays in sight, so that its heading is seen too."""
        lines: Sequence[tuple[int, int]] = self._lines
        last = max((y for y, (at, _line) in enumerate(lines) if at == self.highlighted), default=0)
        self.scroll_to(y=max(0, last + 1 - self.size.height), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open only what is there."""
        return action != "select" or self.highlighted is not None

    def _index_of(self, thing: T | None) -> int:
        things = [option.thing if isinstance(option, Choice) else None for option in self.options]
        if thing is not None and thing in things:
            return things.index(thing)
        return next((at for at, each in enumerate(self.options) if not each.disabled), 0)

    def watch_show_vertical_scrollbar(self) -> None:
        """Wrap anew: with or without a scrollbar there is another width."""
        self._clear_caches()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Ask for more rows in time."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and highlighted >= self.option_count - _MARGIN:
            self.post_message(self.NearEnd())

    def _get_left_gutter_width(self) -> int:
        return len(POINTER) + 1

    def render_line(self, y: int) -> Strip:
        """Paint a line, the chosen row with its pointer and in one colour."""
        strip = super().render_line(y)
        lines: Sequence[tuple[int, int]] = self._lines
        at = self.scroll_offset.y + y
        if at >= len(lines) or lines[at][0] != self.highlighted:
            return Strip([Segment("  ", self.get_visual_style(_ROW).rich_style), *strip])
        # Textual leaves out of a visual style that letters are reversed.
        style = self.get_visual_style(_ROW, _CHOSEN).rich_style
        style += self.get_component_styles(_CHOSEN).text_style
        painted = (Segment(s.text, (s.style or style) + style) for s in strip)
        return Strip([Segment(f"{POINTER} ", style), *painted])
