"""Waiting for somebody: what their cards promise, what is late by them, and the steps one by one.

Only a card whose sender is shown to be a contact counts by itself; any other one counts once a
person has accepted it. What is done at which time is noted, and waits for whoever goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from safejournal.domain.comparison import Mark
from safejournal.domain.records import Contact, Trip
from safejournal.domain.silence import (
    DOCUMENTED_IN,
    DOCUMENTED_STEPS,
    NEVER_DO,
    Card,
    Clocks,
    Pile,
    Promise,
    Stage,
    Standing,
    clocks,
    has_words,
    piles,
    standings,
    steps_now,
    word_said,
)
from safejournal.domain.times import parse_moment
from safejournal.domain.words import CheckinWord, Kind
from safejournal.errors import NotFound
from safejournal.exchange.manifest import Purpose
from safejournal.services import inbox, journal
from safejournal.services.guides import channel
from safejournal.services.inbox import Bundle
from safejournal.services.opening import Vault
from safejournal.vault import silence as kept
from safejournal.vault.silence import Noted, Walk

__all__ = [
    "CheckinWord",
    "Clocks",
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
    "log",
    "never_do",
    "note",
    "steps",
    "waiting",
]

NEWER_CARD = "newer-card"
"""The step before all others: it harms nobody, and a later card may end the alarm."""

HEARD = "heard"
"""By which it is noted that word came from them."""

_DOCUMENTED = "guidance:"

_WAITED_FOR = (Purpose.CARD, Purpose.EMERGENCY)
_ALARMING = {
    Mark.FORWARDED,
    Mark.KEY_CHANGED,
    Mark.OWN,
    Mark.SENDER_NOT_SHOWN,
    Mark.SENDER_UNKNOWN,
}
"""With these a card counts only once a person has accepted it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to call, or never to call."""

    called: str = field(repr=False)
    channels: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One trip of somebody whose check-ins are waited for here."""

    person: str
    """Whose cards they are: their X25519 key in hexadecimal."""
    contact: str | None
    called: str = field(repr=False)
    """What the sender calls themselves."""
    trip: str
    card: Bundle
    """The one that counts."""
    older: tuple[int, ...]
    """Numbers of the cards that it took the place of."""
    standings: tuple[Standing, ...]
    whom: tuple[Person, ...] = field(repr=False)
    never: tuple[Person, ...] = field(repr=False)
    question: str = field(repr=False)
    """What only the two of them can answer; "" if none is agreed."""
    answer: str = field(repr=False)
    """From this vault alone; no bundle carries it."""
    asks_word: bool
    """Whether this vault knows the two words agreed with them."""
    walk: Walk | None
    """Steps that are under way."""

    @property
    def number(self) -> int:
        """The number of the card that counts."""
        return self.card.manifest.number

    @property
    def accepted(self) -> bool:
        """Whether a person has accepted the card."""
        return any(each.accepted for each in self.card.entries)

    @property
    def stage(self) -> Stage | None:
        """How it stands at worst; None if nothing is promised any more."""
        found = {each.stage for each in self.standings}
        return next((s for s in (Stage.LATE, Stage.GRACE, Stage.AHEAD) if s in found), None)

    @property
    def pressing(self) -> Standing | None:
        """The promise that counts now: what was missed first, or what comes next."""
        return next((each for each in self.standings if each.stage is self.stage), None)


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


def waiting(vault: Vault, contact: str | None = None) -> list[Waiting]:
    """Return whom this journal waits for (or one contact alone): what is late first.

    Also those of whom nothing is promised any more while steps are under way.
    """
    received = reversed(inbox.bundles(vault))  # of one that came twice, the first
    bundles = {each.number: each for each in received if _counts(each)}
    cards = [card for each in bundles.values() for card in _cards(each)]
    now = vault.clock()
    found = [_waiting(vault, pile, bundles, now) for pile in piles(cards)]
    wanted = [each for each in found if contact is None or each.contact == contact]
    return sorted(wanted, key=lambda each: _order(each, now))


def find(vault: Vault, person: str, trip: str) -> Waiting:
    """Return how it stands with one trip of one person. Raises NotFound."""
    for each in waiting(vault):
        if (each.person, each.trip) == (person, trip):
            return each
    raise NotFound("No card of this trip is here.")


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


def end(vault: Vault, of: Waiting, outcome: str) -> None:
    """Note that the steps are over. Only a person says so: no card ends them by itself."""
    walk = begin(vault, of)
    with vault.writing() as connection:
        kept.end(connection, walk.number, outcome, vault.clock())


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


def _counts(bundle: Bundle) -> bool:
    """Tell whether somebody is waited for by this bundle."""
    if bundle.manifest.purpose not in _WAITED_FOR:
        return False
    return not bundle.marks & _ALARMING or any(each.accepted for each in bundle.entries)


def _cards(bundle: Bundle) -> Iterator[Card]:
    """Yield what a bundle promises, trip by trip."""
    person = bundle.sender.recipient.hex() if bundle.sender else ""
    for entry in bundle.entries:
        content = entry.excerpt.content() if entry.excerpt.kind is Kind.TRIP else None
        if isinstance(content, Trip) and "checkins" in entry.excerpt.fields:
            yield Card(
                person=person,
                trip=entry.excerpt.record,
                number=bundle.manifest.number,
                bundle=bundle.number,
                promises=tuple(
                    Promise(due=each.due, grace_minutes=each.grace_minutes, steps=each.steps)
                    for each in content.checkins
                ),
            )


def _waiting(vault: Vault, pile: Pile, bundles: dict[int, Bundle], now: datetime) -> Waiting:
    newest = pile.newest
    card = bundles[newest.bundle]
    own = None if card.contact is None else journal.show_all(vault, [card.contact])
    contact = next((each.content for each in (own or {}).values()), None)
    known = contact if isinstance(contact, Contact) else Contact()
    every = [card, *(bundles[each.bundle] for each in pile.older)]
    with vault.reading() as connection:
        walk = kept.present(connection, newest.person, newest.trip)
    return Waiting(
        person=newest.person,
        contact=card.contact,
        called=card.manifest.called,
        trip=newest.trip,
        card=card,
        older=tuple(each.number for each in pile.older),
        standings=standings(newest.promises, now),
        whom=tuple(_people(every, never=False)),
        never=tuple(_people(every, never=True)),
        question=(known.challenge.question if known.challenge else "") or _question(every),
        answer=known.challenge.answer if known.challenge else "",
        asks_word=has_words(known.words),
        walk=walk,
    )


def _contacts(bundles: Sequence[Bundle]) -> Iterator[Contact]:
    """Yield the people of whom the newest emergency bundle tells, but for who reads it."""
    for bundle in bundles:
        if bundle.manifest.purpose is Purpose.EMERGENCY:
            told = [(each.excerpt.record, each.excerpt.content()) for each in bundle.entries]
            trips = [content for _record, content in told if isinstance(content, Trip)]
            reader = {each.contact for trip in trips for each in trip.checkins}
            for record, content in told:
                if isinstance(content, Contact) and record not in reader:
                    yield content
            return


def _people(bundles: Sequence[Bundle], *, never: bool) -> Iterator[Person]:
    for each in _contacts(bundles):
        called = each.name or each.pseudonym
        channels = tuple(
            channel({"kind": way.kind, "value": way.value}) for way in each.channels if way.value
        )
        if called and each.never_contact is never and (never or channels):
            yield Person(called=called, channels=channels)


def _question(bundles: Sequence[Bundle]) -> str:
    """Return the question that the sender agreed with this reader: it leaves for nobody else."""
    contents = (each.excerpt.content() for bundle in bundles for each in bundle.entries)
    asked = (each.challenge for each in contents if isinstance(each, Contact))
    return next((each.question for each in asked if each and each.question), "")


def _order(of: Waiting, now: datetime) -> tuple[int, datetime]:
    stages = (Stage.LATE, Stage.GRACE, Stage.AHEAD, None)
    pressing = of.pressing
    return stages.index(of.stage), parse_moment(pressing.promise.due) if pressing else now


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
