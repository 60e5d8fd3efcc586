"""Fields that are ticked or not."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from safejournal.domain.answers import NO, YES
from safejournal.domain.forms import Field
from safejournal.i18n import _
from safejournal.tui.fields.control import Control, Known
from safejournal.wording import fields as wording


class Mark(Control, can_focus=True):
    """Yes or no, told by a letter in brackets and a word, never by colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", show=False)]

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self._answer = answer

    def render(self) -> Content:
        """Draw the box and the word."""
        return Content(f"[x] {_('yes')}" if self._ticked else f"[ ] {_('no')}")

    @property
    def _ticked(self) -> bool:
        return self._answer.strip().lower() not in ("", NO)

    def answer(self) -> str:
        """Return `yes`, or nothing for no."""
        return self._answer

    def put(self, answer: str) -> None:
        """Tick it or not."""
        self._answer = answer
        self.refresh()
        self.changed()

    def remark(self) -> str:
        """Say what a yes would do, while the person is asked."""
        return wording.about(self.path) if self.has_focus else ""

    def action_turn(self) -> None:
        """Turn yes into no and back."""
        self.put("" if self._ticked else YES)

    def on_click(self) -> None:
        """Turn it by the mouse too."""
        self.action_turn()
