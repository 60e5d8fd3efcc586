"""What a question means, above its answers: it gives way to them, and scrolls where it must."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from safejournal.tui.reading import Reading
from safejournal.tui.text import prose


class Explained(Reading):
    """A text that never takes the room of what it explains. Tab goes to it where it is cut."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Explained { height: auto; max-height: 12; }
    .-low Explained { max-height: 3; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(Static(prose(text), classes="explained"))
        self.can_focus = False

    def on_resize(self, _event: events.Resize) -> None:
        """Take the focus only where there is something to scroll to."""
        self.can_focus = self.max_scroll_y > 0
