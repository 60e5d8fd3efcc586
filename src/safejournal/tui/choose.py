"""A question with a few answers: one is chosen with the arrows and Enter, or by its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.domain.values import dataclass
from safejournal.i18n import _
from safejournal.tui.explained import Explained
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.tui.text import MUTED, line

T = TypeVar("T")

_NUMBERED = 9
"""Answers that a digit picks."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """One answer: what it means to the program, what it is called, and a few words about it."""

    value: T
    name: str
    about: str = ""


class _Answers(Rows[int]):
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "select", _("Choose"), _("Take the marked answer."))
    ]


class Choose(ModalScreen[T | None]):
    """Asks; dismisses with the value of the answer, or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss(None)", _("Back"), _("Choose nothing.")),
        *(key(str(n), f"pick({n})", "", show=False) for n in range(1, _NUMBERED + 1)),
    ]

    def __init__(
        self,
        question: str,
        answers: Sequence[Answer[T]],
        *,
        explained: str = "",
        at: int = 0,
        numbered: bool = True,
    ) -> None:
        super().__init__(classes="dialog")
        self._question, self._explained, self._at = question, explained, at
        self._answers, self._numbered = answers, numbered

    def compose(self) -> ComposeResult:
        """Show the question, what it means, and the answers."""
        with Vertical(classes="card low"):
            yield Static(line(self._question), classes="question")
            if self._explained:
                yield Explained(self._explained)
            yield _Answers()
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the highlight on the first answer, or where the asker wants it."""
        self.query_one(Rows).show(list(self._rows()), keep=self._at)

    def _rows(self) -> Iterable[Choice[int]]:
        widest = max((line(answer.name).cell_length for answer in self._answers), default=0)
        for at, answer in enumerate(self._answers):
            number = f"{at + 1} " if self._numbered and at < _NUMBERED else ""
            name = Content.assemble(
                (number, MUTED), line(answer.name).pad_right(widest - line(answer.name).cell_length)
            )
            about = Content.assemble("  ", (line(answer.about).plain, MUTED))
            yield Choice(Row(name + about if answer.about else name), at)

    @on(Rows.OptionSelected)
    def _selected(self) -> None:
        at = self.query_one(Rows).chosen
        if at is not None:
            self.dismiss(self._answers[at].value)

    def action_pick(self, number: int) -> None:
        """Take the answer with this number."""
        if self._numbered and number <= len(self._answers):
            self.dismiss(self._answers[number - 1].value)


def sure(question: str, yes: str, no: str, explained: str = "") -> Choose[bool]:
    """Return a question whose first answer, marked already, changes nothing."""
    answers = (Answer(False, no), Answer(True, yes))
    return Choose(question, answers, explained=explained, numbered=False)
