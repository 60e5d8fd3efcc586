"""Answers in a few words: for the list of items in a form, and for what others have written."""

from __future__ import annotations

from safejournal.domain.answers import items_in
from safejournal.domain.forms import Ask, Field
from safejournal.i18n import ngettext
from safejournal.tui.fields.choices import labelled, vocabulary
from safejournal.tui.fields.control import Known
from safejournal.wording.portrait import MASK

BETWEEN = " · "
_LISTS = (Ask.CHOICES, Ask.COUNTRIES)
_WORDS = (Ask.CHOICE, Ask.YES_NO, *_LISTS)


def said(of: Field, answer: str, known: Known, *, unmask: bool = False) -> str:
    """Return an answer as a person reads it, on one line. Not yet made visible."""
    if of.ask is Ask.ITEMS:
        return said_items(answer)
    if of.masked and not unmask:
        return MASK
    if of.ask is Ask.RECORD:
        return known.name_of(answer.strip())
    if of.ask in _WORDS:
        return ", ".join(_label(of, part) for part in _parts(of, answer))
    return " ".join(answer.split())


def said_items(answer: str) -> str:
    """Return how many items there are."""
    try:
        count = len(items_in(answer))
    except ValueError:
        return "?"
    return ngettext("{n} entry", "{n} entries", count).format(n=count)


def summary(fields: tuple[Field, ...], answers: dict[str, str], known: Known) -> str:
    """Return an item in a few words: what stands in its fields, hidden ones masked."""
    told = [said(f, answers[f.path], known) for f in fields if answers.get(f.path, "").strip()]
    return BETWEEN.join(told)


def _parts(of: Field, answer: str) -> list[str]:
    return [p for p in answer.split(",") if p.strip()] if of.ask in _LISTS else [answer]


def _label(of: Field, word: str) -> str:
    choice = labelled(vocabulary(of), word)
    return choice.label if choice else word.strip()
