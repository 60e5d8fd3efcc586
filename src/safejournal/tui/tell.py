"""Something to read before one goes on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.i18n import _
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.reading import Reading
from safejournal.tui.text import line, prose


class Tell(ModalScreen[None]):
    """Shows a text; Enter and Esc close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,enter", "dismiss(None)", _("Back"), _("Close this.")),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(classes="dialog")
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Show the text."""
        with Reading(classes="card low"):
            yield Static(line(self._title), classes="question")
            yield Static(prose(self._text), classes="explained")
        yield KeyLine()
