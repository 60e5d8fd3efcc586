"""The check-ins that were promised for a trip: which of them are done, and which are open."""

from __future__ import annotations

from datetime import datetime

from safejournal.domain.records import Checkin, Trip
from safejournal.domain.times import parse_moment
from safejournal.domain.versions import Record
from safejournal.services import journal
from safejournal.services.opening import Vault


def done_moments(vault: Vault, trip: str) -> frozenset[datetime]:
    """Return the moments at which check-ins of a trip were due that are recorded as done."""
    return frozenset(
        parse_moment(each.content.due)
        for each in journal.pointing_at(vault, trip)
        if isinstance(each.content, Checkin)
        and each.content.trip == trip
        and each.content.done_at is not None
        and each.content.due is not None
    )


def open_places(vault: Vault, trip: Record) -> tuple[int, ...]:
    """Return the places, in the trip's own list, of the check-ins that nobody has done yet."""
    if not isinstance(trip.content, Trip) or not trip.content.checkins:
        return ()
    done = done_moments(vault, trip.id)
    return tuple(
        place
        for place, each in enumerate(trip.content.checkins)
        if parse_moment(each.due) not in done
    )


def done_paths(vault: Vault, trip: Record) -> frozenset[tuple[str, str]]:
    """Return what of a trip is to stand in no card any more, as the disclosure names it.

    Without its time, the rest of a check-in stays too. Whoever got a card that still asked for what
    is done would take the person to be silent.
    """
    if not isinstance(trip.content, Trip):
        return frozenset()
    still_open = set(open_places(vault, trip))
    places = range(len(trip.content.checkins))
    return frozenset(
        (trip.id, f"checkins[{each}].due") for each in places if each not in still_open
    )
