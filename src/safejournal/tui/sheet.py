"""The sheet of a form: its questions in order, the first ones open, the rest behind one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from safejournal.domain.forms import Ask, Field
from safejournal.i18n import _
from safejournal.tui.fields import Control, Known, Question, control_for
from safejournal.wording.problems import problem

Check = Callable[[Mapping[str, str]], dict[str, str]]
"""What is wrong with these answers, by path; nothing, if nothing is."""

_NEEDED = "this key is needed"
"""What the codec says of an answer that is still to come: not yet a mistake."""


class Sheet(VerticalScroll, can_focus=False):
    """The questions of a form or of one item in it. Tab, Enter and arrows go to the next one."""

    DEFAULT_CSS = """
    Sheet {
        height: 1fr;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        .more { height: auto; }
        .more.-closed { display: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    class Changed(Message):
        """An answer has been changed."""

    def __init__(
        self,
        fields: tuple[Field, ...],
        answers: Mapping[str, str],
        known: Known,
        check: Check,
        *,
        within: str = "",
        first: int | None = None,
    ) -> None:
        """`first` is how many questions stand before the line behind which the rest waits."""
        super().__init__()
        self._check = check
        self.questions = tuple(
            Question(control_for(field, known, answers.get(field.path, ""), within=within))
            for field in fields
        )
        self._first = len(fields) if first is None else first
        self._more = More(self.questions[self._first :])

    def compose(self) -> ComposeResult:
        """Draw the questions."""
        yield from self.questions[: self._first]
        if self._first < len(self.questions):
            yield self._more
            yield self._more.hidden

    def on_mount(self) -> None:
        """Open the rest when something stands there already."""
        if any(question.control.answer() for question in self.questions[self._first :]):
            self._more.turn(to_open=True)

    def answers(self) -> dict[str, str]:
        """Return every answer that is not empty."""
        found = {q.control.field.path: q.control.answer() for q in self.questions}
        return {path: answer for path, answer in found.items() if answer}

    def control(self, path: str) -> Control:
        """Return the field at this path of the form."""
        return next(q.control for q in self.questions if q.control.field.path == path)

    @property
    def hides(self) -> bool:
        """Tell whether there is a field that is hidden until asked for."""
        return any(question.control.field.masked for question in self.questions)

    def mask(self, hidden: bool) -> None:
        """Hide what is meant to be hidden, or show it."""
        for question in self.questions:
            question.control.mask(hidden)
            question.draw_note()

    def begin(self) -> None:
        """Give the first field the focus."""
        focused = next(_focusable(self.questions[0].control))
        focused.focus()

    @on(Control.Changed)
    def _changed(self, event: Control.Changed) -> None:
        event.stop()
        question = self._question_of(event.control)
        if question.problem:
            question.complain(self._problem_of(question))
        question.draw_note()
        self.post_message(self.Changed())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let the field say how it is filled in."""
        for question in _questions_around(event.widget):
            question.draw_note()
            self.call_after_refresh(self._bring_into_sight, question)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Look at the answer as soon as a person leaves it."""
        for question in _questions_around(event.widget):
            question.complain(self._problem_of(question))

    def _problem_of(self, question: Question) -> str:
        """Return what is wrong with this answer alone, or ""."""
        path, answer = question.control.field.path, question.control.answer()
        found = self._check({path: answer}) if answer.strip() else {}
        for where, why in found.items():
            if why != _NEEDED and (_within(where, path) or _within(path, where)):
                return _said(question.control.field, why)
        return ""

    def look_through(self) -> bool:
        """Show what is wrong beside each field and go to the first; tell whether all is well."""
        wrong = {q: why for q in self.questions if (why := self._problem_of(q))}
        if not wrong:
            for where, why in self._check(self.answers()).items():
                nearest = self._nearest(where)
                wrong[nearest] = _said(nearest.control.field, why)
        for question in self.questions:
            question.complain(wrong.get(question, ""))
        if wrong:
            self._go_to(next(iter(wrong)))
        return not wrong

    def _nearest(self, where: str) -> Question:
        """Return the question that a problem at this path is about, the first one if none fits."""
        for question in self.questions:
            path = question.control.field.path
            if _within(where, path) or (where and _within(path, where)):
                return question
        return self.questions[0]

    def _go_to(self, question: Question) -> None:
        if question in self._more.waiting:
            self._more.turn(to_open=True)
        next(_focusable(question.control)).focus()
        self.call_after_refresh(self._bring_into_sight, question)

    def _bring_into_sight(self, question: Question) -> None:
        """Scroll so that label, field and note are seen together; to the top for the first one."""
        if question is self.questions[0]:
            self.scroll_home(animate=False)
        else:
            question.scroll_visible(animate=False)

    def _question_of(self, control: Control) -> Question:
        return next(question for question in self.questions if question.control is control)


class More(Widget, can_focus=True):
    """The line behind which the less usual questions wait."""

    DEFAULT_CSS = """
    More {
        height: 1;
        margin-top: 1;
        color: $text-muted;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:focus { color: $text; text-style: bold reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "turn", show=False)]

    def __init__(self, waiting: tuple[Question, ...]) -> None:
        super().__init__()
        self.waiting = waiting
        self.hidden = Vertical(*waiting, classes="more -closed")

    def render(self) -> Content:
        """Draw an arrow and the names of what waits."""
        if not self.hidden.has_class("-closed"):
            return Content(_("▾ less"))
        names = ", ".join(question.control.label for question in self.waiting)
        return Content(_("▸ {count} more: {names}").format(count=len(self.waiting), names=names))

    def turn(self, *, to_open: bool) -> None:
        """Open it or close it."""
        self.hidden.set_class(not to_open, "-closed")
        self.refresh()

    def action_turn(self) -> None:
        """Open what is closed, close what is open."""
        self.turn(to_open=self.hidden.has_class("-closed"))

    def on_click(self) -> None:
        """Open it by the mouse too."""
        self.action_turn()


def _said(field: Field, why: str) -> str:
    """Return a reason in words. A closed list is pointed at: its words are not what is read."""
    if field.words is not None or field.ask is Ask.YES_NO:
        return _("This is not in the list; ↓ opens it.")
    return _("This is needed too.") if why == _NEEDED else problem(why)


def _within(inner: str, outer: str) -> bool:
    """Tell whether one path is another or stands below it; the empty path holds all."""
    return not outer or inner == outer or inner.startswith((f"{outer}.", f"{outer}["))


def _questions_around(widget: Widget) -> Iterator[Question]:
    return (node for node in widget.ancestors_with_self if isinstance(node, Question))


def _focusable(control: Control) -> Iterator[Widget]:
    return (node for node in control.walk_children(Widget, with_self=True) if node.can_focus)
