"""A question whose answer leaves no trace on the screen, not even its length."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from safejournal.i18n import _
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.text import MUTED, line

LONGEST = 200
"""Characters: no agreed word is longer."""


class Blind(Widget, can_focus=True):
    """Takes what is typed or pasted, and looks the same whatever that is."""

    DEFAULT_CSS = "Blind { height: 1; margin: 1 0 0 0; padding: 0 1; background: $panel; }"

    class Typed(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "go_on", _("Go on"), _("Go on with what was typed.")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""

    def action_go_on(self) -> None:
        """Hand over what was typed."""
        self.post_message(self.Typed(self._typed))

    def render(self) -> Content:
        """Return the same line always."""
        return Content.styled(_("(nothing is shown while you type)"), MUTED)

    def on_key(self, event: events.Key) -> None:
        """Take a character, or take one back."""
        if event.key == "backspace":
            event.stop()
            self._typed = self._typed[:-1]
        elif event.is_printable and event.character:
            event.stop()
            self._typed = (self._typed + event.character)[:LONGEST]

    def on_paste(self, event: events.Paste) -> None:
        """Take what was pasted."""
        event.stop()
        self._typed = (self._typed + " ".join(event.text.split()))[:LONGEST]


class Unseen(ModalScreen[str | None]):
    """Asks; dismisses with what was typed (perhaps nothing), or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss(None)", _("Back"), _("Do nothing.")),
    ]

    def __init__(self, question: str) -> None:
        super().__init__(classes="dialog")
        self._question = question

    def compose(self) -> ComposeResult:
        """Show the question and one line that shows nothing."""
        with Vertical(classes="card low"):
            yield Static(line(self._question), classes="question")
            yield Blind()
        yield KeyLine()

    def on_mount(self) -> None:
        """Let it be typed at once."""
        self.query_one(Blind).focus()

    def on_blind_typed(self, event: Blind.Typed) -> None:
        """Hand over what was typed."""
        event.stop()
        self.dismiss(event.text)
