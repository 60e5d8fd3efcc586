"""A fact's answer: yes, no or not said, and the answers of the plan that led there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from safejournal.domain.states import Ground


class Evidence(NamedTuple):
    """One answer in the plan: where it stands, and the word that stands there."""

    path: str
    """As the plan file has it: `legal[0].kind`, `person.roles`, `legs[1].to.country`."""
    word: str = ""
    """The word of a closed list or a country; empty where the answer is a kind of absence."""


class Answer(NamedTuple):
    """Yes, no or not said (None). Silence is never read as no."""

    value: bool | None
    evidence: tuple[Evidence, ...] = ()
    """For yes: every answer that supports it, so that without these it is no longer yes.
    For not said: what would have to be answered."""
    grounds: tuple[Ground, ...] = ()
    """The dated properties of states that were used."""


NO = Answer(False)


def yes(*evidence: Evidence, grounds: tuple[Ground, ...] = ()) -> Answer:
    """Return yes, because of these answers and these properties of states."""
    return Answer(True, evidence, grounds)


def not_said(*paths: str) -> Answer:
    """Return "not said": these would have to be answered."""
    return Answer(None, tuple(Evidence(path) for path in paths))


def any_of(answers: Iterable[Answer]) -> Answer:
    """Return yes when one is yes, with all that support it; no only when all are no."""
    return _joined(tuple(answers), True)


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return yes when all are yes; no when one is no; else not said, naming what is missing."""
    return _joined(tuple(answers), False)


def _joined(answers: tuple[Answer, ...], deciding: bool) -> Answer:
    values = [each.value for each in answers]
    if deciding in values:
        value: bool | None = deciding
    else:
        value = None if None in values else not deciding
    used = [each for each in answers if each.value is value]
    return Answer(
        value,
        tuple(dict.fromkeys(e for each in used for e in each.evidence)),
        tuple(dict.fromkeys(g for each in used for g in each.grounds)),
    )


def among(path: str, said: tuple[str, ...] | None, words: frozenset[str]) -> Answer:
    """Answer whether a list of closed words holds one of these."""
    if said is None:
        return not_said(path)
    found = [Evidence(path, str(word)) for word in said if word in words]
    return yes(*found) if found else NO


def is_one(path: str, said: str | None, words: frozenset[str]) -> Answer:
    """Answer whether a single closed word is one of these."""
    if said is None:
        return not_said(path)
    return yes(Evidence(path, str(said))) if said in words else NO
