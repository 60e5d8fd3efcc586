"""What all fields of a form have in common: an answer that is a text, as `domain.forms` says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from textual.message import Message
from textual.widget import Widget

from safejournal.domain.forms import Field
from safejournal.wording import fields as wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the journal knows that helps to fill in a form. Widgets hold no vault."""

    now: Callable[[], datetime]
    """The clock: the present moment with the local offset."""
    name_of: Callable[[str], str]
    """The one-line name of the record with this id, as it may be shown."""
    tags: tuple[str, ...] = field(default=(), repr=False)
    """Tags in use, the commonest first."""


class Control(Widget):
    """Where a person answers one field. What was put in comes out as it was, until changed."""

    DEFAULT_CSS = """
    Control {
        height: auto;
        width: 1fr;
        border-left: solid $border-blurred;
        &:focus, &:focus-within {
            border-left: thick $border;
        }
    }
    """

    @dataclass
    class Changed(Message):
        """Something in the field has been changed."""

        changed: Control

        @property
        def control(self) -> Control:
            """Return the field, for `on`."""
            return self.changed

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__()
        self.field = field
        self.path = path
        """The path with those of the lists that it stands in, by which wording names it."""
        self.known = known
        self.given = answer
        """The answer that was put in."""

    @property
    def label(self) -> str:
        """What the field is called."""
        return wording.label(self.path)

    def answer(self) -> str:
        """Return what stands in the field."""
        raise NotImplementedError

    def put(self, answer: str) -> None:
        """Put an answer into the field, as a person would, and tell that it has changed."""
        raise NotImplementedError

    def remark(self) -> str:
        """Return what may stand under the field while nothing is wrong with it, or ""."""
        return wording.about(self.path) if self.has_pseudo_class("focus-within") else ""

    def mask(self, hidden: bool) -> None:
        """Hide what stands in it, or show it. Only masked fields have something to hide."""

    def changed(self) -> None:
        """Tell the form that something was changed."""
        self.post_message(self.Changed(self))
