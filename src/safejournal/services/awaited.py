"""Whom this journal waits for: what the cards of others promise, and which of them counts.

Only a card whose sender is shown to be a contact counts by itself; any other one counts once a
person has accepted it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime

from safejournal.domain.comparison import Mark
from safejournal.domain.records import Contact, Trip
from safejournal.domain.silence import (
    Card,
    Pile,
    Promise,
    Stage,
    Standing,
    has_words,
    piles,
    standings,
)
from safejournal.domain.times import parse_moment
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.errors import NotFound
from safejournal.exchange.guide_words import LANGUAGES, sentence
from safejournal.exchange.manifest import Purpose
from safejournal.services import inbox, journal
from safejournal.services.guides import channel
from safejournal.services.inbox import Bundle
from safejournal.services.opening import Vault
from safejournal.vault import inbox as received
from safejournal.vault import silence as kept
from safejournal.vault.connection import Connection
from safejournal.vault.silence import Walk

_WAITED_FOR = (Purpose.CARD, Purpose.EMERGENCY)
_ALARMING = {
    Mark.FORWARDED,
    Mark.KEY_CHANGED,
    Mark.OWN,
    Mark.SENDER_NOT_SHOWN,
    Mark.SENDER_UNKNOWN,
}
"""With these a card counts only once a person has accepted it."""


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
    alarmed: tuple[int, ...]
    """Those of them that asked for their steps at once under duress, and still do."""
    later_gone: int
    """The largest number that came from them, if that bundle was discarded since; else 0. Nobody
    can tell any more whether it was a newer card."""
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
    settled: datetime | None
    """When steps ended that settled what this card still asked for."""

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


def waiting(vault: Vault, contact: str | None = None) -> list[Waiting]:
    """Return whom this journal waits for (or one contact alone): what is late first.

    Also those of whom nothing is promised any more while steps are under way.
    """
    with vault.reading() as connection:
        numbers, largest = _looked_through(connection)
    # Of one that came twice, the first.
    bundles = {number: inbox.bundle(vault, number) for number in sorted(numbers)}
    cards = [card for each in bundles.values() if _counts(each) for card in _cards(each)]
    now = vault.clock()
    found = [_waiting(vault, pile, bundles, largest, now) for pile in piles(cards)]
    wanted = [each for each in found if contact is None or each.contact == contact]
    return sorted(wanted, key=lambda each: _order(each, now))


def undecided(vault: Vault, contact: str | None = None) -> list[Bundle]:
    """Return the cards by which nobody is waited for until a person accepts them, the latest first.

    Anybody could have made them, so they raise no alarm; but one of them may be from somebody in
    need, or from a contact whose key has changed, so they are never passed over in silence. Those
    that this vault made itself are not among them.
    """
    with vault.reading() as connection:
        numbers, _largest = _looked_through(connection)
    bundles = (inbox.bundle(vault, number) for number in sorted(numbers, reverse=True))
    return [
        each
        for each in bundles
        if not _counts(each)
        and Mark.OWN not in each.marks
        and (contact is None or each.contact == contact)
        and any(_cards(each))
    ]


def find(vault: Vault, person: str, trip: str) -> Waiting:
    """Return how it stands with one trip of one person. Raises NotFound."""
    for each in waiting(vault):
        if (each.person, each.trip) == (person, trip):
            return each
    raise NotFound("No card of this trip is here.")


def _looked_through(connection: Connection) -> tuple[list[int], dict[bytes | None, int]]:
    """Return which bundles may hold cards, and the largest number that is here of each sender.

    Nothing else of them is read: evidence may hold thousands of records. What a manifest says was
    checked when it came.
    """
    numbers: list[int] = []
    largest: dict[bytes | None, int] = {}
    for each in received.bundles(connection):
        told = json.loads(each.manifest)
        largest[each.recipient] = max(told["number"], largest.get(each.recipient, 0))
        if told["purpose"] in _WAITED_FOR:
            numbers.append(each.number)
    return numbers, largest


def _counts(bundle: Bundle) -> bool:
    """Tell whether somebody is waited for by this bundle."""
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


def _waiting(
    vault: Vault,
    pile: Pile,
    bundles: dict[int, Bundle],
    largest: dict[bytes | None, int],
    now: datetime,
) -> Waiting:
    newest = pile.newest
    card = bundles[newest.bundle]
    own = None if card.contact is None else journal.show_all(vault, [card.contact])
    contact = next((each.content for each in (own or {}).values()), None)
    known = contact if isinstance(contact, Contact) else Contact()
    every = [card, *(bundles[each.bundle] for each in pile.older)]
    with vault.reading() as connection:
        walk = kept.present(connection, newest.person, newest.trip)
        ended = kept.settled(connection, newest.person, newest.trip)
        seen = received.latest_number(connection, card.sender.both) if card.sender else 0
    here = largest[card.sender.recipient if card.sender else None]
    promises = [each for each in newest.promises if not _is_settled(each, newest, ended)]
    forced = [] if any(map(_is_forced, promises)) else list(_forced(pile.older, ended))
    return Waiting(
        person=newest.person,
        contact=card.contact,
        called=card.manifest.called,
        trip=newest.trip,
        card=card,
        older=tuple(each.number for each in pile.older),
        alarmed=tuple(dict.fromkeys(number for number, _promise in forced)),
        later_gone=0 if seen <= here else seen,
        standings=standings(
            [*promises, *(promise for _number, promise in forced)],
            now,
            parse_moment(card.manifest.made),
        ),
        whom=tuple(_people(every, never=False)),
        never=tuple(_people(every, never=True)),
        question=(known.challenge.question if known.challenge else "") or _question(every),
        answer=known.challenge.answer if known.challenge else "",
        asks_word=has_words(known.words),
        walk=walk,
        settled=ended[0] if ended and len(promises) < len(newest.promises) else None,
    )


_FORCED = tuple(sentence(each, "duress") for each in LANGUAGES)
"""How the steps begin that are asked for after the word for duress."""


def _is_forced(promise: Promise) -> bool:
    return promise.steps[:1] in [(each,) for each in _FORCED]


def _forced(
    cards: Sequence[Card], ended: tuple[datetime, int] | None
) -> Iterator[tuple[int, Promise]]:
    """Yield what was asked for under duress: a later card does not undo it, a person does.

    Whoever could force somebody to send one card, or holds their journal, can send the next one.
    """
    for card in cards:
        for each in card.promises:
            if _is_forced(each) and not _is_settled(each, card, ended):
                yield card.number, each


def _is_settled(promise: Promise, card: Card, ended: tuple[datetime, int] | None) -> bool:
    """Tell whether a person ended the steps for this promise, with this card before them."""
    return ended is not None and card.number <= ended[1] and promise.deadline <= ended[0]


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
