"""A field of a form with its label, and below it what is wrong or how it was understood."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from safejournal.tui import text
from safejournal.tui.fields.control import Control


class Question(Widget):
    """Label and field, beside each other where there is room, one above the other where not."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Question {
        layout: vertical;
        height: auto;
        .label { color: $text-muted; }
        &:focus-within .label { color: $text; text-style: bold; }
        .field { height: auto; }
        .remark { display: none; padding-left: 1; color: $text-muted; }
        &.-noted .remark { display: block; }
        &.-wrong .remark { color: $text-error; text-style: bold; }
    }
    .-wide Question {
        layout: horizontal;
        .label { width: 25; padding-right: 1; text-align: right; }
        .field { width: 1fr; }
    }
    """

    def __init__(self, control: Control) -> None:
        super().__init__()
        self.control = control
        self.problem = ""
        self._note = Static(classes="remark", markup=False)

    def compose(self) -> ComposeResult:
        """Draw the label, the field and the note."""
        yield Static(self.control.label, classes="label", markup=False)
        with Vertical(classes="field"):
            yield self.control
            yield self._note

    def on_mount(self) -> None:
        """Tell how what stands there already is understood."""
        self.draw_note()

    def complain(self, problem: str) -> None:
        """Show what is wrong with the answer; nothing is, when it is empty."""
        self.problem = problem
        self.set_class(bool(problem), "-wrong")
        self.draw_note()

    def draw_note(self) -> None:
        """Show what is wrong, or what the field says of itself."""
        note = f"! {self.problem}" if self.problem else self.control.remark()
        self._note.update(text.line(note))
        self.set_class(bool(note), "-noted")
