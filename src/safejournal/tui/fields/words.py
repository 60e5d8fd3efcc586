"""Fields that hold several words: choices, countries, tags."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from safejournal.domain.forms import NONE_WORD, Ask, Field
from safejournal.i18n import _
from safejournal.tui.fields.choices import Choice, labelled, named
from safejournal.tui.fields.completing import Completing, _Typed
from safejournal.tui.fields.control import Known
from safejournal.tui.fields.entry import one_line

BETWEEN = " · "


class Words(Completing):
    """The words chosen so far stand above the line in which the next one is typed."""

    DEFAULT_CSS = """
    Words .chosen { display: none; text-style: bold; }
    Words.-some .chosen { display: block; }
    """

    chosen: tuple[str, ...] = ()

    def __init__(self, field: Field, path: str, known: Known, answer: str) -> None:
        super().__init__(field, path, known, answer)
        self._free = field.ask is Ask.TAGS
        self._label = Static(classes="chosen", markup=False)
        self._fill(answer)

    def compose(self) -> ComposeResult:
        """Draw what is chosen, the line and the list."""
        yield self._label
        yield from super().compose()

    def invitation(self) -> str:
        """Return how the empty line is used."""
        if self.field.plan and not self.chosen:
            return _("not said; type, or ↓ for the list")
        return _("type, or ↓ for the list; Enter adds")

    def unmatched(self) -> str:
        """Return what is said of words that are not known: a tag may be new."""
        return _("A new tag; Enter adds it.") if self._free else super().unmatched()

    def shown(self) -> str:
        """Return what stands in the line while nobody is typing: nothing."""
        return ""

    def answer(self) -> str:
        """Return the words, separated by commas, with what is being typed at the end."""
        typed = self.entry.value
        if (self.chosen, typed) == self._as_given:
            return self.given
        return ", ".join([*self.chosen, *([typed.strip()] if typed.strip() else [])])

    def put(self, answer: str) -> None:
        """Put these words into the field."""
        self.given = answer
        self._fill(answer)
        self.changed()

    def _fill(self, answer: str) -> None:
        parts = [part.strip() for part in answer.split(",") if part.strip()]
        words = [self._word(part) for part in parts]
        self.chosen = tuple(dict.fromkeys(word for word in words if word is not None))
        rest = [part for part, word in zip(parts, words, strict=True) if word is None]
        self.write(one_line(", ".join(rest)))
        self._as_given = (self.chosen, self.entry.value)
        self._draw()

    def _word(self, part: str) -> str | None:
        if self._free:
            return part
        choice = labelled(self.choices, part) or named(self.choices, part)
        return choice.word if choice else None

    def _draw(self) -> None:
        labels = [self._said(word) for word in self.chosen]
        self._label.update(Content(BETWEEN.join(labels)))
        self.entry.placeholder = self.invitation()
        self.set_class(bool(labels), "-some")

    def _said(self, word: str) -> str:
        choice = labelled(self.choices, word)
        return choice.label if choice and not self._free else one_line(word)

    def offered(self, typed: str) -> list[Choice]:
        """Return the words that are not chosen yet."""
        return [each for each in super().offered(typed) if each.word not in self.chosen]

    def likeliest(self, offered: list[Choice], typed: str) -> int | None:
        """Return which of the words to highlight. A tag may be a new one: none, until asked."""
        return None if self._free and typed else super().likeliest(offered, typed)

    def take(self, choice: Choice) -> None:
        """Add a word, and offer the next ones."""
        at = self.list.highlighted or 0
        self.write("")
        self.add(choice.word)
        self.open("")
        self.list.highlighted = min(at, len(self._offered) - 1) if self._offered else None
        self._wanted = False

    def add(self, word: str) -> None:
        """Add a word to those chosen. "None" stands alone."""
        kept = tuple(each for each in self.chosen if each not in (word, NONE_WORD))
        self.chosen = (word,) if word == NONE_WORD and not self._free else (*kept, word)
        self._draw()
        self.changed()

    def take_meant(self) -> bool:
        """Take what is highlighted, or the tag that was typed."""
        typed = self.entry.value.strip()
        if super().take_meant():
            return True
        if self._free and typed:
            self.write("")
            self.close()
            self.add(typed)
        return self._free and bool(typed)

    def typed(self, value: str) -> None:
        """Take the words that stand before a comma; offer words for the rest."""
        *whole, last = value.split(",")
        words = [self._word(part.strip()) for part in whole if part.strip()]
        if whole and None not in words:
            self.write(last.lstrip())
            for word in words:
                self.add(word or "")
        super().typed(self.entry.value)

    @on(_Typed.Emptied)
    def _take_back(self, event: _Typed.Emptied) -> None:
        event.stop()
        if self.chosen:
            self.chosen = self.chosen[:-1]
            self._draw()
            self.changed()
            self.close()
