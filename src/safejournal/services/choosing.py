"""Which records a person chose for whom, brought into the form that the disclosure decides on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from safejournal import codec
from safejournal.domain.disclosure import Given, Named, Wish
from safejournal.domain.pseudonyms import Names, Person
from safejournal.domain.records import Contact, Content, Trip
from safejournal.domain.tiers import Tier
from safejournal.domain.times import parse_moment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.services import journal, promises
from safejournal.services.opening import Vault

MOST_RECORDS = 5_000
"""Records of one bundle: far below the members that an archive may have."""

UNKNOWN = ""
"""Stands among the readers for somebody who is no contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person wants to give to whom."""

    contacts: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    """Bare age recipients, of people who are no contacts."""
    tier: Tier = Tier.CARD
    records: tuple[str, ...] = ()
    """Ids of records, named one by one."""
    everything: bool = False
    """All that the tier allows, but for what is confidential and not named."""
    named: frozenset[Named] = frozenset()
    kept_back: frozenset[Named] = frozenset()
    only: frozenset[Named] = frozenset()
    """Of the records named here these fields alone."""
    as_written: frozenset[Named] = frozenset()
    people: frozenset[str] = frozenset()
    originals: frozenset[str] = frozenset()
    """Attachments to leave in their original form, with all the metadata that they hold."""
    language: str = "en"
    """Of the pages: `en` or `ru`."""

    @property
    def reader(self) -> str | None:
        """The one contact that it is for; None if it is for several, or for nobody known."""
        return self.contacts[0] if len(self.contacts) == 1 and not self.recipients else None

    @property
    def settled(self) -> Choice:
        """The same; a card where no record was chosen, since then only card data may leave."""
        if self.records or self.everything:
            return self
        return replace(self, tier=Tier.CARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The records of a choice, and what the disclosure needs besides."""

    given: tuple[Given, ...]
    wish: Wish
    names: Names


def chosen(vault: Vault, choice: Choice) -> Chosen:
    """Return what was chosen. Without records, the card data of the one trip that lies ahead.

    Raises Refused where that is not one trip, or where there is too much; NotFound for an id.
    """
    choice = choice.settled
    contacts = list(_all_of(vault, Kind.CONTACT))
    known = frozenset(record.id for record in contacts)
    records = {record.id: record for record in _records(vault, choice)}
    readers = (*choice.contacts, *(UNKNOWN for _ in choice.recipients))
    return Chosen(
        given=tuple(_given(record, known) for record in records.values()),
        wish=Wish(
            tier=choice.tier,
            reader=readers,
            named=choice.named,
            kept_back=choice.kept_back,
            over=_done(vault, choice.tier, records.values()),
            only=choice.only,
            as_written=choice.as_written,
            people=choice.people,
            confidential=frozenset(choice.records),
            originals=choice.originals,
        ),
        names=Names(_person(record) for record in contacts),
    )


def meant(vault: Vault, choice: Choice, text: str) -> list[Record]:
    """Return the contacts of whom a text tells, and whom its reader will not see by this choice."""
    contacts = {record.id: record for record in _all_of(vault, Kind.CONTACT)}
    names = Names(map(_person, contacts.values()))
    hidden = names.without((*choice.people, *choice.contacts))
    return [contacts[each] for each in hidden.meant(text)]


def _done(vault: Vault, tier: Tier, records: Iterable[Record]) -> frozenset[Named]:
    """Return the check-ins that are done: a card that asked for them would raise an alarm."""
    if tier is Tier.EVIDENCE:
        return frozenset()
    return frozenset(path for each in records for path in promises.done_paths(vault, each))


def _records(vault: Vault, choice: Choice) -> list[Record]:
    found = [journal.show(vault, each) for each in choice.records]
    if choice.everything:
        found += list(_all_of(vault, None))
    if not choice.records and not choice.everything:
        found.append(trip_ahead(vault))
    if choice.tier is not Tier.EVIDENCE:  # the reader's own channel, question and instructions
        found += [journal.show(vault, each) for each in choice.contacts]
    if len(found) > MOST_RECORDS:
        raise Refused(f"A bundle holds at most {MOST_RECORDS} records.")
    return found


def trip_ahead(vault: Vault) -> Record:
    """Return the one trip of which a check-in lies ahead. Raises Refused if it is not one."""
    found = trips_ahead(vault)
    if len(found) != 1:
        raise Refused(
            "There is not exactly one trip with check-ins ahead.", hint="Name the trip with its id."
        )
    return found[0]


def trips_ahead(vault: Vault) -> list[Record]:
    """Return every trip of which a check-in lies ahead, the one written first in front."""
    return [record for record in _all_of(vault, Kind.TRIP) if _is_ahead(vault, record)]


def _is_ahead(vault: Vault, record: Record) -> bool:
    return isinstance(record.content, Trip) and any(
        parse_moment(each.due) + timedelta(minutes=each.grace_minutes) >= vault.clock()
        for place in promises.open_places(vault, record)
        for each in (record.content.checkins[place],)
    )


def _all_of(vault: Vault, kind: Kind | None) -> Iterator[Record]:
    wanted = journal.Filter(kinds=() if kind is None else (kind,))
    offset = 0
    while page := journal.browse(vault, wanted, offset=offset, oldest_first=True):
        yield from page
        offset += len(page)


def _given(record: Record, contacts: frozenset[str]) -> Given:
    if record.content is None:
        raise Refused("A record that was chosen has been removed.")
    return Given(
        id=record.id,
        kind=record.kind,
        values=codec.content_to_builtins(record.content),
        links_to_people=_links_to(record.content, contacts),
    )


def _links_to(content: Content, contacts: frozenset[str]) -> bool:
    return any(link.to in contacts for link in content.links)


def _person(record: Record) -> Person:
    content = record.content if isinstance(record.content, Contact) else Contact()
    return Person(
        id=record.id,
        name=content.name,
        pseudonym=content.pseudonym,
        channels=tuple(channel.value for channel in content.channels if channel.value),
    )
