"""Somebody is silent: the steps one by one, and what was done at which time.

What is noted waits in the vault for whoever goes on, and is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from safejournal.domain.records import Contact, Link, Note
from safejournal.domain.silence import (
    DOCUMENTED_IN,
    DOCUMENTED_STEPS,
    NEVER_DO,
    Clocks,
    Stage,
    Standing,
    clocks,
    steps_now,
    word_said,
)
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import CheckinWord
from safejournal.services import journal
from safejournal.services.awaited import Person, Waiting, find, undecided, waiting
from safejournal.services.holders import Holder, holders
from safejournal.services.inbox import Bundle
from safejournal.services.opening import Vault
from safejournal.vault import silence as kept
from safejournal.vault.silence import Noted, Walk

__all__ = [
    "Bundle",
    "CheckinWord",
    "Clocks",
    "Ending",
    "Holder",
    "Note",
    "Noted",
    "Origin",
    "Outcome",
    "Person",
    "Stage",
    "Standing",
    "Step",
    "Waiting",
    "Walk",
    "begin",
    "clocks",
    "end",
    "find",
    "hear",
    "holders",
    "log",
    "never_do",
    "note",
    "steps",
    "undecided",
    "waiting",
]

NEWER_CARD = "newer-card"
"""The step before all others: it harms nobody, and a later card may end the alarm."""

HEARD = "heard"
"""By which it is noted that word came from them."""

ENDED = "ended"
"""By which it is noted that the steps are over."""

_DOCUMENTED = "guidance:"


class Origin(StrEnum):
    """Whose words a step is in."""

    PROGRAM = "program"
    CARD = "card"
    """Those of whoever is silent, for this contact."""
    GUIDANCE = "guidance"
    """Documented, for want of agreed ones."""


class Outcome(StrEnum):
    """What came of a step."""

    DONE = "done"
    NOT_REACHED = "not_reached"
    LEFT_OUT = "left_out"


class Ending(StrEnum):
    """Why steps are over."""

    HEARD = "heard"
    """They were heard from, and it was them."""
    HANDED_OVER = "handed_over"
    """Others go on: a lawyer, the family, an organisation."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a walk-through."""

    key: str = field(repr=False)
    """By which it is noted; the same as long as its words are the same."""
    origin: Origin
    text: str = field(repr=False)
    """"" for the program's own, which `wording` says."""
    why: str = field(default="", repr=False)
    sources: tuple[str, ...] = ()
    noted: Noted | None = None
    """What was noted last."""


def steps(vault: Vault, of: Waiting, language: str) -> list[Step]:
    """Return the steps to take, in the order of the harm done if the silence is a mistake.

    First a look for a newer card; then what the person asked of this contact, or, where they asked
    nothing, what the guidance documents.
    """
    noted = {each.step: each for each in log(vault, of)}
    own = steps_now(of.standings) or _promised(of)
    told = [Step(key=NEWER_CARD, origin=Origin.PROGRAM, text="")]
    told += [Step(key=each, origin=Origin.CARD, text=each) for each in own]
    if of.standings and not own:
        told += _documented(DOCUMENTED_STEPS, language, vault.clock())
    told += _of_older_cards(noted, {each.key for each in told})
    return [replace(each, noted=noted.get(each.key)) for each in told]


def never_do(vault: Vault, language: str) -> list[Step]:
    """Return what not to do, whatever the steps are: from the guidance, with its sources."""
    return _documented(NEVER_DO, language, vault.clock())


def begin(vault: Vault, of: Waiting) -> Walk:
    """Begin the steps, or go on with those that are under way."""
    with vault.writing() as connection:
        return kept.begin(connection, of.person, of.trip, vault.clock())


def note(
    vault: Vault, of: Waiting, step: Step, outcome: Outcome = Outcome.DONE, remark: str = ""
) -> Walk:
    """Note what came of a step, at the present moment. Begins the steps if they were not.

    Notes are added and never changed: what was noted last counts, and the others stay.
    """
    return _note(vault, of, step.key, outcome.value, remark)


def hear(vault: Vault, of: Waiting, word: str, *, answered: bool | None) -> CheckinWord | None:
    """Note that word came from them, and return which of the two agreed words it was.

    `word` is what was heard ("" for none); it is compared with the words in this vault and not
    kept. `answered` says whether the question was answered rightly; None if it was not asked.
    """
    contact = None if of.contact is None else journal.show(vault, of.contact).content
    said = word_said(contact.words, word) if isinstance(contact, Contact) else None
    outcome = {None: "not_asked", True: "right", False: "wrong"}[answered]
    _note(vault, of, HEARD, outcome, "" if said is None else said.value)
    return said


def end(vault: Vault, of: Waiting, why: Ending, told: Note | None = None) -> Record | None:
    """Note that the steps are over, and seal what was done as a record of one's own.

    Only a person says so: no card ends them by itself. What was late by the cards that were here
    is late no more; a newer card counts again. `told` is the log as a person reads it: the
    record's times are proven like those of any other.
    """
    walk = _note(vault, of, ENDED, why.value, "")  # by which card, is known later too
    with vault.writing() as connection:
        kept.end(connection, walk.number, why.value, vault.clock())
    if told is None:
        return None
    links = (Link(to=of.contact),) if of.contact is not None else ()
    return journal.record(vault, replace(told, links=links))


def log(vault: Vault, of: Waiting) -> list[Noted]:
    """Return what was noted of the steps that are under way, in its order."""
    with vault.reading() as connection:
        walk = kept.present(connection, of.person, of.trip)
        return [] if walk is None else kept.log(connection, walk.number)


def _note(vault: Vault, of: Waiting, key: str, outcome: str, remark: str) -> Walk:
    walk = begin(vault, of)
    with vault.writing() as connection:
        kept.note(
            connection,
            walk.number,
            Noted(step=key, at=vault.clock(), outcome=outcome, remark=remark, card=of.number),
        )
    return walk


def _promised(of: Waiting) -> tuple[str, ...]:
    """Return the steps of the promise that comes next, for somebody who reads them beforehand."""
    return of.pressing.promise.steps if of.pressing is not None else ()


def _documented(ids: Sequence[str], language: str, now: datetime) -> list[Step]:
    from safejournal.services.checklists import checklist  # loads the guidance

    found = {each.id: each for each in checklist(DOCUMENTED_IN, language, now.date()).steps}
    return [
        Step(
            key=f"{_DOCUMENTED}{each}",
            origin=Origin.GUIDANCE,
            text=found[each].do,
            why=found[each].why,
            sources=tuple(f"{s.publisher}: {s.title} ({s.date})" for s in found[each].sources),
        )
        for each in ids
        if each in found
    ]


def _of_older_cards(noted: Mapping[str, Noted], told: set[str]) -> list[Step]:
    """Return what was done by a card that does not count any more: it stays, with its time."""
    return [
        Step(key=key, origin=Origin.CARD, text=key)
        for key in noted
        if key not in told and key != HEARD and not key.startswith(_DOCUMENTED)
    ]
