"""What falls due: for the today screen and the `due` command."""

from __future__ import annotations

from dataclasses import dataclass

from safejournal.domain.due import NOTICE, PAPER_NOTICE, Due, Urgency, urgency
from safejournal.domain.records import Checkin, Trip
from safejournal.domain.times import parse_moment
from safejournal.domain.versions import Record
from safejournal.vault import journal, listing
from safejournal.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing that is due, of which record, and how urgent it is now."""

    due: Due
    urgency: Urgency
    record: Record


def due_items(vault: Vault) -> list[DueItem]:
    """Return what is late, due today or soon, the earliest first. Done check-ins are left out."""
    now = vault.clock()
    horizon = now + max(NOTICE, PAPER_NOTICE)
    with vault.reading() as connection:
        found = listing.due_until(connection, horizon)
        numbers = list(dict.fromkeys(number for number, _ in found))
        records = dict(zip(numbers, journal.newest_by_numbers(connection, numbers), strict=True))
    items = []
    for number, due in found:
        how = urgency(due, now)
        if how is not None and not _is_done(vault, records[number], due):
            items.append(DueItem(due=due, urgency=how, record=records[number]))
    return items


def _is_done(vault: Vault, record: Record, due: Due) -> bool:
    """Tell whether a check-in of this trip, due at that moment, has been recorded as done."""
    if not isinstance(record.content, Trip):
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
