"""A text that somebody gave: pasted, or typed word by word."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.i18n import _
from safejournal.tui.explained import Explained
from safejournal.tui.fields.entry import Area
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.text import line


class Paste(ModalScreen[str | None]):
    """Asks for a text of several lines; dismisses with it, or with None for Esc."""

    SCOPED_CSS = False
    CSS = """
    Paste Area { margin: 1 1 0 1; border-left: outer $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f10,ctrl+s", "take", _("Go on"), _("Go on with what stands here."), first=True),
        key("escape", "dismiss(None)", _("Back"), _("Do nothing.")),
    ]

    def __init__(self, question: str, *, explained: str = "") -> None:
        super().__init__(classes="dialog")
        self._question, self._explained = question, explained

    def compose(self) -> ComposeResult:
        """Show the question, what it means, and room to type in."""
        with Vertical(classes="card low"):
            yield Static(line(self._question), classes="question")
            if self._explained:
                yield Explained(self._explained)
            yield Area("", "")
        yield KeyLine()

    def action_take(self) -> None:
        """Hand over what stands there."""
        self.dismiss(self.query_one(Area).text)
