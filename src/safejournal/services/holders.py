"""Who has which card of one's own trips, since when, and whether it still says what holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from safejournal.domain.records import Checkin
from safejournal.domain.times import parse_moment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.services import checkins, journal, sharing
from safejournal.services.opening import Vault
from safejournal.services.sharing import Sent
from safejournal.services.trips import trip_of

_CARDS = ("card", "emergency")
"""Purposes of what promises check-ins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has which card of one of one's own trips."""

    trip: Record
    contact: str
    number: int | None
    """Of the last card that was written for them; None if there is none."""
    at: datetime | None
    arrived: datetime | None
    """When their receipt came."""
    current: bool
    """Whether it says what holds now: no check-in was done or changed since."""


def holders(vault: Vault) -> list[Holder]:
    """Return who holds, or should hold, a card of a trip with check-ins that are open."""
    found = []
    for trip in checkins.trips_with_checkins(vault):
        cards = [each for each in sharing.sent_with(vault, trip.id) if each.purpose in _CARDS]
        held = (reader.contact for card in cards for reader in card.readers)
        wanted = [*(each.contact for each in trip_of(trip).checkins), *held]
        known = journal.show_all(vault, [each for each in wanted if each is not None])
        found += [_holder(vault, trip, contact, cards) for contact in known]
    return found


def _holder(vault: Vault, trip: Record, contact: str, cards: Sequence[Sent]) -> Holder:
    theirs = (
        (card, reader) for card in cards for reader in card.readers if reader.contact == contact
    )
    card, reader = next(theirs, (None, None))
    if card is None or reader is None:
        return Holder(trip=trip, contact=contact, number=None, at=None, arrived=None, current=False)
    version = next(each.version for each in card.records if each.record == trip.id)
    return Holder(
        trip=trip,
        contact=contact,
        number=card.number,
        at=card.at,
        arrived=reader.arrived,
        current=version == trip.version and card.at >= _last_done(vault, trip.id),
    )


def _last_done(vault: Vault, trip: str) -> datetime:
    """Return when a check-in of a trip was last written down; the beginning of time if never."""
    written = [
        parse_moment(each.written_at)
        for each in journal.pointing_at(vault, trip)
        if isinstance(each.content, Checkin)
    ]
    return max(written, default=datetime.min.replace(tzinfo=UTC))
