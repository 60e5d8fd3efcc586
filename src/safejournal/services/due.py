"""What falls due: for the today screen and the `due` command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from safejournal.domain.due import NOTICE, PAPER_NOTICE, Due, Urgency, What, urgency
from safejournal.domain.records import Checkin
from safejournal.domain.times import parse_moment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.vault import inbox, journal, listing
from safejournal.vault.listing import Filter
from safejournal.vault.vault import Vault

if TYPE_CHECKING:
    from datetime import datetime

    from safejournal.services.awaited import Waiting

_LOOKED_UP = (What.LEGAL_CHECK, What.LEGAL_STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing that is due, of which record, and how urgent it is now."""

    due: Due
    urgency: Urgency
    record: Record


def due_items(vault: Vault) -> list[DueItem]:
    """Return what is late, due today or soon, the earliest first.

    Done check-ins are left out, and legal checks that a later check of the same matter replaced.
    """
    now = vault.clock()
    items = [
        DueItem(due=due, urgency=how, record=record)
        for due, record in _told(vault, now + max(NOTICE, PAPER_NOTICE))
        if (how := urgency(due, now)) is not None and not _is_done(vault, record, due)
    ]
    return sorted(items, key=lambda each: each.due.moment())


def due_between(vault: Vault, first: datetime, last: datetime) -> list[tuple[Due, Record]]:
    """Return what is due from one moment to another, near or far, the earliest first.

    Left out is what `due_items` leaves out.
    """
    found = [
        (due, record)
        for due, record in _told(vault, last)
        if first <= due.moment() <= last and not _is_done(vault, record, due)
    ]
    return sorted(found, key=lambda each: each[0].moment())


def _told(vault: Vault, until: datetime) -> list[tuple[Due, Record]]:
    with vault.reading() as connection:
        found = listing.due_until(connection, until)
        numbers = list(dict.fromkeys(number for number, _ in found))
        records = dict(zip(numbers, journal.newest_by_numbers(connection, numbers), strict=True))
    told = [(due, records[number]) for number, due in found]
    return [*_without_replaced(vault, told), *_stays(vault)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A check-in that somebody else promised."""

    due: Due
    urgency: Urgency
    waiting: Waiting
    """Of whom, and by which card."""
    at_once: bool = False
    """Whether that card asks for its steps at once."""


def awaited(vault: Vault) -> list[Awaited]:
    """Return the check-ins of others that are late, due today or soon, the earliest first."""
    now = vault.clock()
    found = [
        Awaited(due=due, urgency=how, waiting=of, at_once=at_once)
        for due, of, at_once in _promised(vault)
        if (how := urgency(due, now)) is not None
    ]
    return sorted(found, key=lambda each: each.due.moment())


def awaited_between(vault: Vault, first: datetime, last: datetime) -> list[tuple[Due, Waiting]]:
    """Return the check-ins that others promised from one moment to another."""
    return [(due, of) for due, of, _now in _promised(vault) if first <= due.moment() <= last]


def _promised(vault: Vault) -> Iterator[tuple[Due, Waiting, bool]]:
    with vault.reading() as connection:
        if inbox.is_empty(connection):
            return
    from safejournal.services.awaited import waiting  # loads all of sharing

    for each in waiting(vault):
        for standing in each.standings:
            promise = standing.promise
            due = Due(what=What.AWAITED, at=promise.due, grace_minutes=promise.grace_minutes)
            yield due, each, standing.at_once


def _without_replaced(
    vault: Vault, found: list[tuple[Due, Record]]
) -> Iterator[tuple[Due, Record]]:
    latest: set[str] | None = None
    for due, record in found:
        if due.what in _LOOKED_UP:
            if latest is None:
                from safejournal.services.legal_log import legal_log

                latest = {each.record.id for each in legal_log(vault)}
            if record.id not in latest:
                continue
        yield due, record


def _stays(vault: Vault) -> Iterator[tuple[Due, Record]]:
    """Yield the stays that run out, each with the latest trip whose days it counts."""
    with vault.reading() as connection:
        if not listing.count(connection, Filter(kinds=(Kind.TRIP,))):
            return
    # Plans and the rules of states take longer to load than the rest of the first screen.
    from safejournal.services.stays import stay_counts

    today = vault.clock().date()
    for count in stay_counts(vault):
        day = count.last_day or (count.exceeded_on and count.exceeded_on - timedelta(days=1))
        # A stay that was too long and is over is past mending.
        if day is not None and (count.there or day >= today):
            due = Due(what=What.STAY_ENDS, at=day.isoformat(), country=count.country)
            yield due, count.trips[0]


def _is_done(vault: Vault, record: Record, due: Due) -> bool:
    """Tell whether a check-in of this trip, due at that moment, has been recorded as done."""
    if due.what is not What.CHECKIN:
        return False
    with vault.reading() as connection:
        numbers = listing.pointing_at(connection, bytes.fromhex(record.id))
        pointing = journal.newest_by_numbers(connection, numbers)
    return any(
        isinstance(other.content, Checkin)
        and other.content.done_at is not None
        and other.content.due is not None
        and parse_moment(other.content.due) == due.moment()
        for other in pointing
    )
