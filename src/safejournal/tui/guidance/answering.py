"""One open question of an assessment, answered where it stands, in the field of the trip's form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.assessment import Question
from safejournal.i18n import _, language
from safejournal.services.assessing import question
from safejournal.services.opening import Vault
from safejournal.services.trips import Asked, present_answer
from safejournal.tui.asking import Asking, known
from safejournal.tui.fields.choices import labelled
from safejournal.tui.fields.completing import Completing
from safejournal.tui.fields.word import Word
from safejournal.tui.guidance.assessed import matters_for
from safejournal.tui.guidance.desk import Desk
from safejournal.tui.keys import key
from safejournal.tui.sheet import Sheet

_AROUND = 12
"""Lines of the screen that are not the list of words."""


class Done(Widget, can_focus=True):
    """The line below the field: Enter on it takes the answer."""

    DEFAULT_CSS = """
    Done {
        height: 1;
        padding: 0 2;
        color: $text-muted;
        &:focus { color: $text; text-style: bold reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "screen.take", show=False)]

    def render(self) -> Content:
        """Return the line."""
        return Content(_("Take this answer"))


class AnswerScreen(Asking[str | None], inherit_bindings=False):
    """Asks one question; dismisses with the answer, or with None where it stays open."""

    SCOPED_CSS = False
    CSS = """
    AnswerScreen {
        .question { text-style: bold; padding: 1 2 0 2; }
        .about { color: $text-muted; padding: 0 2 1 2; }
        Sheet { height: auto; max-height: 1fr; }
        &.-low .question { padding: 0 1; }
        &.-low .about { display: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        key("f10,ctrl+s", "take", _("Take"), _("Take this answer, and look anew."), first=True),
        key("escape", "leave", _("Back"), _("Leave it open: not said.")),
    ]

    def __init__(self, vault: Vault, desk: Desk, asked: Question, field: Asked) -> None:
        super().__init__(vault, _("Question"))
        self._desk, self._asked, self._field = desk, asked, field
        self._path = field.field.path
        self._present = present_answer(desk.scratch.answers, asked.path)
        within = field.path.removesuffix(self._path).rstrip(".")
        answers = {self._path: self._present} if self._present else {}
        self.sheet = Sheet((field.field,), answers, known(vault), self.check, within=within)

    def body(self) -> Iterable[Widget]:
        """Yield the question, what hangs on it, and the field."""
        yield Static(Content(question(self._asked.path, language())), classes="question")
        yield Static(Content(matters_for(self._asked)), classes="about")
        yield self.sheet
        yield Done()

    def on_mount(self) -> None:
        """Open the list of words at once: whoever is asked here sees what may be answered."""
        super().on_mount()
        control = self.sheet.control(self._path)
        if isinstance(control, Completing):
            control.list.styles.max_height = max(control.OFFERED, self.app.size.height - _AROUND)
            control.open("")

    def check(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is wrong with the answer."""
        return self._desk.check(self._asked.path, self._field, answers)

    @property
    def answer(self) -> str:
        """What stands in the field."""
        return self.sheet.answers().get(self._path, "")

    def keep_draft(self) -> None:
        """Keep what stands in the field: the app is about to leave."""
        if self.answer != self._present:
            self._desk.answer(self._asked.path, self.answer)
            self._desk.scratch.write()

    @on(Sheet.Changed)
    def _word_taken(self, event: Sheet.Changed) -> None:
        """Be done as soon as the one word that is asked for has been taken."""
        event.stop()
        control = self.sheet.control(self._path)
        if not isinstance(control, Word) or control.is_open or not control.entry.has_focus:
            return
        if labelled(control.choices, control.answer()):
            self.action_take()

    def action_take(self) -> None:
        """Leave the field, so that it takes what is marked in it, and then be done."""
        self.set_focus(None)
        self.sheet.control(self._path).call_later(self.call_later, self._be_done)

    def _be_done(self) -> None:
        if self.sheet.look_through():
            self.dismiss(self.answer)

    def action_leave(self) -> None:
        """Leave the question open."""
        self.dismiss(None)
