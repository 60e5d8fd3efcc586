"""What a question means, above its answers: it gives way to them, and scrolls where it must."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from safejournal.tui.reading import Reading
from safejournal.tui.text import prose

ANSWERS = 2
"""Lines that the answers keep, however much there is to explain."""

LEAST = 2
"""Lines that an explanation keeps, however small the window is."""

_AROUND = 3
"""Lines of a dialog's frame and of the last line of the screen."""


class Explained(Reading):
    """A text that never takes the room of what it explains. Tab goes to it where it is cut."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Explained { height: auto; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(Static(prose(text), classes="explained"))
        self.can_focus = False

    def on_mount(self) -> None:
        """Take the room that there is."""
        self.call_after_refresh(self._fit)

    def on_resize(self, _event: events.Resize) -> None:
        """Take the room that there is now."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        above = sum(each.outer_size.height for each in self.screen.query(".question"))
        room = self.screen.size.height - above - ANSWERS - _AROUND
        self.styles.max_height = max(LEAST, room)
        self.can_focus = self.max_scroll_y > 0
