"""The acts of whoever travels: a check-in done, postponed or cancelled, and a new card of it.

Each act asks for the word agreed with the contact. Whichever of the two words it was, everything
here looks the same afterwards: the same records, the same file, the same note of what was sent.
Only what is sealed to the contact with whom that word was agreed tells the two apart: after the
word for duress it asks for the steps at once. So neither word is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from safejournal.domain.records import Appointment, Checkin, Contact, Trip
from safejournal.domain.silence import has_words
from safejournal.domain.times import parse_moment, write_moment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected, Refused
from safejournal.services import correspondents, forms, journal, promises, sharing, superseding
from safejournal.services.opening import Vault
from safejournal.services.superseding import Card, Letter, Missing, Post
from safejournal.services.trips import trip_of

__all__ = [
    "About",
    "Card",
    "Missing",
    "Post",
    "Reader",
    "Result",
    "about",
    "cancel",
    "done",
    "postpone",
    "read_moment",
    "trips_with_checkins",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A contact who holds, or should hold, a card of this check-in."""

    contact: str
    has_key: bool
    """Without a key there is no card for them: they are told in another way."""
    has_words: bool
    """Whether two words are agreed with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The check-in that an act is about: all that is overdue, or else the next one."""

    trip: Record
    due: tuple[str, ...]
    """Moments, the earliest first; those that lie behind are answered by one act."""
    ahead: tuple[str, ...]
    """Moments of the open check-ins that stay as they are."""
    readers: tuple[Reader, ...]

    @property
    def asks_word(self) -> bool:
        """Whether a word is agreed with anybody who gets a card."""
        return any(each.has_words and each.has_key for each in self.readers)

    @property
    def cards(self) -> int:
        """How many cards are written: one for each contact who has a key."""
        return sum(each.has_key for each in self.readers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of an act."""

    record: Record
    """The check-in that was written down, or the new version of the trip."""
    cards: tuple[Card, ...]
    missing: tuple[Missing, ...] = ()
    without_key: tuple[str, ...] = ()
    """Contacts who have no key: the card that they hold is old now, and nothing tells them."""


def trips_with_checkins(vault: Vault) -> list[Record]:
    """Return the trips of which a check-in is open, the one that is due first at the beginning."""
    found = []
    for each in journal.browse(vault, journal.Filter(kinds=(Kind.TRIP,)), limit=1_000_000):
        places = promises.open_places(vault, each)
        if places and isinstance(each.content, Trip):
            first = min(parse_moment(each.content.checkins[place].due) for place in places)
            found.append((first, each))
    return [each for _first, each in sorted(found, key=lambda pair: pair[0])]


def about(vault: Vault, trip_id: str) -> About:
    """Return what an act on a trip would be about.

    Raises NotFound; Refused for a record that is no trip, or where no check-in is open.
    """
    trip = journal.show(vault, trip_id)
    covered, ahead = _covered(vault, trip)
    return About(
        trip=trip,
        due=_moments(covered),
        ahead=_moments(ahead),
        readers=tuple(_reader(vault, each) for each in _contacts(vault, trip, covered)),
    )


def read_moment(vault: Vault, typed: str) -> str:
    """Return a moment as a person says it (`tomorrow 18:30`). Raises FormInvalid."""
    found = forms.read_answers(Kind.CHECKIN, {"due": typed.strip()}, vault.clock())
    if not isinstance(found, Checkin) or found.due is None:
        raise InputRejected("A check-in is postponed to a moment that is still ahead.")
    return found.due


def done(vault: Vault, trip_id: str, post: Post | None = None, word: str = "") -> Result:
    """Write down that the check-in was done now, and a new card for each of its contacts.

    `word` is what was typed as the agreed word; "" if none was. Raises as `about` does, Refused for
    a word that is agreed with none of them, ConfirmationNeeded and Refused where a card may not or
    cannot be written; then nothing was kept.
    """
    found, post = about(vault, trip_id), post or Post()
    letters = _letters(vault, found, post, word)
    now = write_moment(vault.clock())
    records = [
        journal.record(vault, Checkin(trip=trip_id, due=due, done_at=now)) for due in found.due
    ]
    return _posted(vault, records[-1], found, letters, post)


def postpone(
    vault: Vault, trip_id: str, until: str, post: Post | None = None, word: str = ""
) -> Result:
    """Move the check-in to another moment, in a new version of the trip. Raises as `done` does.

    InputRejected for what is no moment, or one that is not ahead.
    """
    found, post = about(vault, trip_id), post or Post()
    if _moment(until) <= vault.clock():
        raise InputRejected("A check-in is postponed to a moment that is still ahead.")
    letters = _letters(vault, found, post, word)
    content = trip_of(found.trip)
    covered = _covered(vault, found.trip)[0]
    moved = tuple(
        replace(each, due=until) if each in covered else each for each in content.checkins
    )
    record = journal.revise(
        vault, trip_id, replace(content, checkins=moved), base=found.trip.version
    )
    return _posted(vault, record, found, letters, post)


def cancel(
    vault: Vault,
    trip_id: str,
    post: Post | None = None,
    word: str = "",
    *,
    everything: bool = False,
) -> Result:
    """Take the check-in (or all that are open) out of the trip. Raises as `done` does."""
    found, post = about(vault, trip_id), post or Post()
    covered, ahead = _covered(vault, found.trip)
    gone = (*covered, *ahead) if everything else covered
    if everything:
        readers = tuple(_reader(vault, each) for each in _contacts(vault, found.trip, gone))
        found = replace(found, readers=readers)
    letters = _letters(vault, found, post, word)
    content = trip_of(found.trip)
    kept = tuple(each for each in content.checkins if each not in gone)
    record = journal.revise(
        vault, trip_id, replace(content, checkins=kept), base=found.trip.version
    )
    return _posted(vault, record, found, letters, post)


def _covered(vault: Vault, trip: Record) -> tuple[tuple[Appointment, ...], tuple[Appointment, ...]]:
    """Return the check-ins that an act is about, and those ahead that it leaves alone."""
    content = trip_of(trip)
    still_open = [content.checkins[place] for place in promises.open_places(vault, trip)]
    if not still_open:
        raise Refused("No check-in of this trip is open.")
    still_open.sort(key=lambda each: parse_moment(each.due))
    until = max(vault.clock(), parse_moment(still_open[0].due))
    covered = tuple(each for each in still_open if parse_moment(each.due) <= until)
    return covered, tuple(still_open[len(covered) :])


def _moments(found: Sequence[Appointment]) -> tuple[str, ...]:
    """Return when these are due, each moment once."""
    by_moment = {parse_moment(each.due): each.due for each in reversed(found)}
    return tuple(by_moment[moment] for moment in sorted(by_moment))


def _moment(text: str) -> datetime:
    try:
        return parse_moment(text)
    except ValueError as error:
        raise InputRejected(str(error)) from None


def _contacts(vault: Vault, trip: Record, covered: Sequence[Appointment]) -> list[str]:
    """Return the contacts of these check-ins; those meant for nobody are for all who have a card.

    Whoever was removed from the journal gets none.
    """
    wanted = [each.contact for each in covered if each.contact is not None]
    if any(each.contact is None for each in covered):
        wanted += [
            reader.contact
            for card in sharing.sent_with(vault, trip.id)
            for reader in card.readers
            if reader.contact is not None
        ]
    found = journal.show_all(vault, wanted)
    return [each for each, record in found.items() if isinstance(record.content, Contact)]


def _reader(vault: Vault, contact: str) -> Reader:
    content = journal.show(vault, contact).content
    return Reader(
        contact=contact,
        has_key=correspondents.key_of(vault, contact) is not None,
        has_words=isinstance(content, Contact) and has_words(content.words),
    )


def _letters(vault: Vault, found: About, post: Post, word: str) -> list[Letter]:
    with_key = [each.contact for each in found.readers if each.has_key]
    return superseding.prepare(vault, found.trip.id, found.due, with_key, post, word)


def _posted(
    vault: Vault, record: Record, found: About, letters: Sequence[Letter], post: Post
) -> Result:
    """Write the cards of an act that was kept."""
    cards, missing = superseding.write(vault, letters, post)
    without_key = tuple(each.contact for each in found.readers if not each.has_key)
    return Result(record=record, cards=cards, missing=missing, without_key=without_key)
