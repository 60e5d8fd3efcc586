"""Fields of one line: words, numbers, and times as a person says them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from safejournal.domain import phrases
from safejournal.domain.forms import Ask, Field
from safejournal.i18n import _
from safejournal.tui.fields.control import Control, Known
from safejournal.tui.fields.entry import Entry, one_line
from safejournal.wording import fields as wording
from safejournal.wording import times


class Line(Control):
    """One line of text, hidden behind dots when the field is masked."""

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self.entry = Entry(answer, self.example(), password=field.masked)

    def compose(self) -> ComposeResult:
        """Draw the line."""
        yield self.entry

    def example(self) -> str:
        """Return what stands in the empty line: how it may be filled in."""
        return wording.how(self.field) if self.field.ask is Ask.NUMBER else ""

    def answer(self) -> str:
        """Return the text; the one that was put in, as long as the line shows it."""
        value = self.entry.value
        return self.given if value == one_line(self.given) else value

    def put(self, answer: str) -> None:
        """Put a text into the line."""
        self.given = answer
        self.entry.value = one_line(answer)

    def remark(self) -> str:
        """Say how hidden text is made to be seen, while it is typed."""
        if self.field.masked and self.entry.has_focus and self.entry.password:
            return _("Hidden; Ctrl+R shows it.")
        return super().remark()

    def mask(self, hidden: bool) -> None:
        """Show dots instead of the text, or the text."""
        self.entry.password = hidden and self.field.masked
        self.refresh()

    @on(Entry.Changed)
    def _typed(self, event: Entry.Changed) -> None:
        event.stop()
        self.changed()

    @on(Entry.Submitted)
    def _go_on(self, event: Entry.Submitted) -> None:
        event.stop()
        self.screen.focus_next()


class Time(Line):
    """A time, typed as it is said; what was understood stands below while it is typed."""

    def example(self) -> str:
        """Return examples of how a time may be said."""
        return wording.how(self.field)

    def remark(self) -> str:
        """Return how the phrase is understood, or examples while it is not."""
        typed = self.answer().strip()
        if not typed:
            return ""
        try:
            understood = phrases.understand(typed, now=self.known.now())
        except ValueError:
            return self.example() if self.entry.has_focus else ""
        return _("= {time}").format(time=times.when(understood))
