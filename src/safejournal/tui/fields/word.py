"""Fields that hold one word of a closed list: a choice, yes or no, a country."""

from __future__ import annotations

from safejournal.domain.forms import Field
from safejournal.tui.fields.choices import Choice, labelled, named
from safejournal.tui.fields.completing import Completing
from safejournal.tui.fields.control import Known
from safejournal.tui.fields.entry import one_line


class Word(Completing):
    """One word, or "not said" when the line is empty."""

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self.write(self.shown())

    def shown(self) -> str:
        """Return the label of the word, or the answer itself when it is none of the list."""
        choice = labelled(self.choices, self.given)
        return choice.label if choice else one_line(self.given)

    def answer(self) -> str:
        """Return the word; what was typed, as long as that is none."""
        value = self.entry.value
        if value == self.shown():
            return self.given
        choice = named(self.choices, value)
        return choice.word if choice else value

    def put(self, answer: str) -> None:
        """Put a word into the line."""
        self.given = answer
        self.write(self.shown())
        self.changed()

    def take(self, choice: Choice) -> None:
        """Take the word, and be done; what is typed next takes its place."""
        self.close()
        self.put(choice.word)
        if self.entry.has_focus:
            self.entry.action_select_all()

    def likeliest(self, offered: list[Choice], typed: str) -> int | None:
        """Return which of the words to highlight: while nothing is typed, what is chosen."""
        chosen = labelled(self.choices, self.given)
        if not typed and chosen in offered:
            return offered.index(chosen)
        return super().likeliest(offered, typed)
