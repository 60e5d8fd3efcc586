"""The words that a field knows, how they read, and which of them somebody means while typing."""

from __future__ import annotations

from dataclasses import field

from safejournal.domain.answers import NO, YES
from safejournal.domain.checks import COUNTRIES
from safejournal.domain.fold import letters
from safejournal.domain.forms import NONE_WORD, Ask, Field
from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.domain.values import dataclass
from safejournal.i18n import _
from safejournal.wording import words as wording
from safejournal.wording.guidance import state


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A word as the answer holds it, and as a person reads it."""

    word: str = field(repr=False)
    label: str = field(repr=False)

    def begins(self, folded: str) -> bool:
        """Tell whether the label, a word in it, or the word itself begins like this."""
        return f" {folded}" in f" {_plain(self.label)}" or _plain(self.word).startswith(folded)

    def reads(self, folded: str) -> bool:
        """Tell whether this is what was typed, whole."""
        return folded in (_plain(self.label), _plain(self.word))


def vocabulary(of: Field, tags: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    """Return the words that this field takes, in the order in which they are offered."""
    if of.ask is Ask.TAGS:
        return tuple(Choice(word=tag, label=tag) for tag in tags)
    if of.ask is Ask.YES_NO:
        found = [(YES, _("yes")), (NO, _("no"))]
    elif of.words is not None:
        found = wording.choices(of.words)
    else:
        found = _countries()
    if of.plan and of.ask in (Ask.CHOICES, Ask.COUNTRIES) and NONE_WORD not in dict(found):
        found = [*found, (NONE_WORD, _("none: asked, and there is none"))]
    return tuple(Choice(word=word, label=label) for word, label in found)


def _countries() -> list[tuple[str, str]]:
    """Return every country by its name, where the guidance knows one, with its two letters."""
    named = ((code, state(code)) for code in COUNTRIES)
    found = [(code, code if name == code else f"{name} ({code})") for code, name in named]
    return sorted(found, key=lambda pair: (pair[0] == pair[1], letters(pair[1])))


def meant(choices: tuple[Choice, ...], typed: str) -> list[Choice]:
    """Return the choices that begin like what was typed, on whichever layout; all for nothing.

    Those whose first word does come before those in which a later one does.
    """
    wanted = [folded for text in _as_typed(typed) if (folded := _plain(text))]
    if not wanted:
        return [] if typed.strip() else list(choices)
    found = [each for each in choices if any(each.begins(folded) for folded in wanted)]
    return sorted(found, key=lambda each: not _plain(each.label).startswith(tuple(wanted)))


def named(choices: tuple[Choice, ...], typed: str) -> Choice | None:
    """Return the choice that is called exactly this, or None."""
    folded = _plain(typed)
    return next((each for each in choices if folded and each.reads(folded)), None)


def labelled(choices: tuple[Choice, ...], word: str) -> Choice | None:
    """Return the choice whose word stands in an answer, or None."""
    wanted = word.strip().lower().replace(" ", "_")
    return next((each for each in choices if each.word.lower() == wanted), None)


def _plain(text: str) -> str:
    """Return the words of a text without case, marks and signs, one space apart."""
    return " ".join(letters(text).split())


def _as_typed(text: str) -> tuple[str, ...]:
    return (text, latin_keys(text), cyrillic_keys(text))
