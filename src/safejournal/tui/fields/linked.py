"""Fields that point to another record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from safejournal.domain.forms import Field
from safejournal.i18n import _
from safejournal.tui.fields.control import Control, Known


class Linked(Control, can_focus=True):
    """The name of the record that is pointed to. Enter asks for one, Del takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "ask", show=False),
        Binding("delete,backspace", "clear", show=False),
    ]

    @dataclass
    class Asked(Message):
        """A person wants to choose a record for this field."""

        linked: Linked

        @property
        def control(self) -> Linked:
            """Return the field, for `on`."""
            return self.linked

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self._answer = answer

    def render(self) -> Content:
        """Draw the name, or how to choose one."""
        if self._answer:
            return Content(self.known.name_of(self._answer))
        return Content.styled(_("nothing chosen; Enter chooses"), "$text-muted")

    def answer(self) -> str:
        """Return the id of the record, or nothing."""
        return self._answer

    def put(self, answer: str) -> None:
        """Point to another record, or to none."""
        self._answer = answer
        self.refresh()
        self.changed()

    def remark(self) -> str:
        """Say how a link is taken away again, while it is the person's turn."""
        if self.has_focus and self._answer:
            return _("Enter chooses another one, Del takes it away.")
        return ""

    def action_ask(self) -> None:
        """Ask for a record."""
        self.post_message(self.Asked(self))

    def action_clear(self) -> None:
        """Point to nothing."""
        if self._answer:
            self.put("")

    def on_click(self) -> None:
        """Ask by the mouse too."""
        self.action_ask()
