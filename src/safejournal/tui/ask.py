"""A question that is answered with one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from safejournal.i18n import _
from safejournal.tui.explained import Explained
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.text import line


class _Line(Input):
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "submit", _("Go on"), _("Go on with what was typed.")),
    ]


class Ask(ModalScreen[str | None]):
    """Asks; dismisses with what was typed (perhaps nothing), or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss(None)", _("Back"), _("Do nothing.")),
        key("ctrl+r", "unmask", _("Show hidden"), _("Show what is hidden here, or hide it.")),
    ]

    def __init__(
        self, question: str, *, explained: str = "", typed: str = "", hidden: bool = False
    ) -> None:
        super().__init__(classes="dialog")
        self._question, self._explained = question, explained
        self._typed, self._hidden = typed, hidden

    def compose(self) -> ComposeResult:
        """Show the question, what it means, and one line to type in."""
        with Vertical(classes="card low"):
            yield Static(line(self._question), classes="question")
            if self._explained:
                yield Explained(self._explained)
            yield _Line(value=self._typed, password=self._hidden, select_on_focus=False)
        yield KeyLine()

    def action_unmask(self) -> None:
        """Show what is hidden, or hide it."""
        typed = self.query_one(_Line)
        typed.password = not typed.password

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show only what is hidden."""
        return super().check_action(action, parameters) if action != "unmask" else self._hidden

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
