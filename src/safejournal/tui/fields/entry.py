"""One line to type on, in the compact look of our forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widgets import Input, TextArea

_BREAK = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""What ends a line. A record that came as JSON may hold it where a form has one line."""


_JOINERS = ("\u200c", "\u200d")
"""Signs that Persian, Kurdish and Indic spelling cannot do without. They have a key of their own on
those keyboards, but count as not printable, so that Textual would drop them."""


def one_line(text: str) -> str:
    """Return a text as one line can show it."""
    return _BREAK.sub(" ", text)


def without(key: str, bindings: Iterable[BindingType]) -> list[BindingType]:
    """Return bindings in which this key is free for the screen."""
    made = list(Binding.make_bindings(bindings))
    return [binding for binding in made if binding.key != key]


class Entry(Input, inherit_bindings=False):
    """An input without a frame; its field draws the edge."""

    BINDINGS: ClassVar[list[BindingType]] = without("ctrl+d", Input.BINDINGS)

    DEFAULT_CSS = """
    Entry {
        background: transparent;
        &:focus { background-tint: transparent; }
    }
    """

    cursor_blink = False
    """A cursor that stands still is easier on eyes, on slow lines and on screen readers."""

    def __init__(self, text: str = "", placeholder: str = "", *, password: bool = False) -> None:
        super().__init__("", placeholder, password=password, compact=True)
        with self.prevent(Input.Changed):
            self.value = one_line(text)

    async def _on_key(self, event: events.Key) -> None:
        if event.character in _JOINERS:
            event.prevent_default().stop()
            self.replace(event.character, *self.selection)

    def on_resize(self) -> None:
        """Scroll to the cursor: on a busy machine letters come before the line has any room."""
        if self.has_focus:
            cells = self.cursor_screen_offset.x - self.content_region.x + self.scroll_offset.x
            self.scroll_to_region(Region(cells, 0, 1, 1), force=True, animate=False)


class Query(Entry, inherit_bindings=False):
    """An entry whose Enter belongs to the screen that it stands on."""

    BINDINGS: ClassVar[list[BindingType]] = without("enter", Entry.BINDINGS)


class Area(TextArea, inherit_bindings=False):
    """Several lines to type on, in the same look."""

    BINDINGS: ClassVar[list[BindingType]] = without("ctrl+d", TextArea.BINDINGS)

    DEFAULT_CSS = """
    Area {
        height: auto;
        min-height: 3;
        max-height: 10;
        background: transparent;
        padding: 0;
    }
    """

    def __init__(self, text: str, placeholder: str) -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False, placeholder=placeholder)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.character in _JOINERS:
            event.prevent_default().stop()
            self.replace(event.character, *self.selection, maintain_selection_offset=False)
