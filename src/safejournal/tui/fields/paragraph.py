"""Fields of several lines."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from safejournal.domain.forms import Field
from safejournal.tui.fields.control import Control, Known
from safejournal.tui.fields.entry import Area
from safejournal.wording import fields as wording


class Paragraph(Control):
    """A text of any length, wrapped softly. Tab moves on; Enter begins a line."""

    SCOPED_CSS = False
    DEFAULT_CSS = ".-low Area { min-height: 2; max-height: 4; }"

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self.area = Area(answer, wording.about(path))
        self._shown = self.area.text
        """What the widget makes of `given`: it knows only one sort of line end."""

    def compose(self) -> ComposeResult:
        """Draw the text."""
        yield self.area

    def answer(self) -> str:
        """Return the text; the one that was put in, as long as nothing was typed."""
        text = self.area.text
        return self.given if text == self._shown else text

    def put(self, answer: str) -> None:
        """Put a text into the field."""
        self.given = answer
        self.area.load_text(answer)
        self._shown = self.area.text

    @on(Area.Changed)
    def _typed(self, event: Area.Changed) -> None:
        event.stop()
        self.changed()
