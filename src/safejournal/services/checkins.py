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
from enum import StrEnum

from safejournal.domain.records import Appointment, Checkin, Contact, Trip
from safejournal.domain.silence import has_words
from safejournal.domain.times import parse_moment, write_moment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected, Refused
from safejournal.services import correspondents, forms, journal, promises, sharing, superseding
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Preview
from safejournal.services.superseding import Card, Missing, Post, write_again
from safejournal.services.trips import trip_of

__all__ = [
    "About",
    "Act",
    "Card",
    "Deed",
    "Missing",
    "Post",
    "Reader",
    "Result",
    "about",
    "choices",
    "do",
    "look",
    "read_moment",
    "trips_with_checkins",
    "write_again",
]


class Act(StrEnum):
    """What is done to a check-in."""

    DONE = "done"
    POSTPONE = "postpone"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act on the check-in of a trip that is next, or on all that are overdue."""

    act: Act
    trip: str
    until: str = ""
    """The moment that it is postponed to."""
    everything: bool = False
    """Whether all that are open are cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A contact who holds, or should hold, a card of this check-in."""

    contact: str
    has_key: bool
    """Without a key that counts there is no card for them: they are told in another way."""
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
    def with_key(self) -> tuple[str, ...]:
        """The contacts for whom a card is written."""
        return tuple(each.contact for each in self.readers if each.has_key)


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
        readers=_readers(vault, trip, covered),
    )


def read_moment(vault: Vault, typed: str) -> str:
    """Return a moment as a person says it (`tomorrow 18:30`). Raises FormInvalid."""
    found = forms.read_answers(Kind.CHECKIN, {"due": typed.strip()}, vault.clock())
    if not isinstance(found, Checkin) or found.due is None:
        raise InputRejected("A check-in is postponed to a moment that is still ahead.")
    return found.due


def choices(vault: Vault, deed: Deed, language: str, word: str = "") -> tuple[Choice, ...]:
    """Return what the new cards would hold, one for each contact who has a key.

    No less and no more than the cards before them, until a person says otherwise. Raises as
    `about` does; InputRejected for what is no moment ahead; Refused for a word that is agreed with
    nobody who gets a card.
    """
    found = _found(vault, deed)
    superseding.refuse_strange_word(vault, found.with_key, word)
    with vault.supposing():
        record = _act(vault, deed, found)
        trip = record if record.kind is Kind.TRIP else found.trip
        return tuple(superseding.choices(vault, trip, found.with_key, language))


def look(vault: Vault, deed: Deed, choice: Choice, before: Preview | None = None) -> Preview:
    """Return exactly what a new card would hold once this is done. Nothing is kept.

    It knows no word, so it shows the same after either. Raises as `choices` does.
    """
    found = _found(vault, deed)
    with vault.supposing():
        _act(vault, deed, found)
        return superseding.look(vault, choice, before)


def do(vault: Vault, deed: Deed, post: Post | None = None, word: str = "") -> Result:
    """Do it, and write a new card for each of its contacts.

    `word` is what was typed as the agreed word; "" if none was. Raises as `choices` does, and
    ConfirmationNeeded and Refused where a card may not or cannot be written; then nothing was kept.
    """
    found, post = _found(vault, deed), post or Post()
    wanted = post.choices or choices(vault, deed, post.language, word)
    letters = superseding.prepare(vault, found.trip, found.due, wanted, post, word)
    record, cards, missing = superseding.carry_out(
        vault, letters, post, lambda: _act(vault, deed, found)
    )
    without_key = tuple(each.contact for each in found.readers if not each.has_key)
    return Result(record=record, cards=cards, missing=missing, without_key=without_key)


def _found(vault: Vault, deed: Deed) -> About:
    """Return what it is about, and whose cards it makes old. Raises as `choices` does."""
    found = about(vault, deed.trip)
    if deed.act is Act.POSTPONE and _moment(deed.until) <= vault.clock():
        raise InputRejected("A check-in is postponed to a moment that is still ahead.")
    if deed.everything:
        gone = [each for part in _covered(vault, found.trip) for each in part]
        return replace(found, readers=_readers(vault, found.trip, gone))
    return found


def _act(vault: Vault, deed: Deed, found: About) -> Record:
    """Write it down: a check-in that was done, or a new version of the trip."""
    if deed.act is Act.DONE:
        now = write_moment(vault.clock())
        with vault.writing():
            return [
                journal.record(vault, Checkin(trip=deed.trip, due=due, done_at=now))
                for due in found.due
            ][-1]
    content = trip_of(found.trip)
    covered, ahead = _covered(vault, found.trip)
    if deed.act is Act.POSTPONE:
        changed = tuple(
            replace(each, due=deed.until) if each in covered else each for each in content.checkins
        )
    else:
        gone = (*covered, *ahead) if deed.everything else covered
        changed = tuple(each for each in content.checkins if each not in gone)
    return journal.revise(
        vault, deed.trip, replace(content, checkins=changed), base=found.trip.version
    )


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


def _readers(vault: Vault, trip: Record, covered: Sequence[Appointment]) -> tuple[Reader, ...]:
    """Return the contacts of these check-ins.

    Those meant for nobody are for all who have a card; and where none of their contacts has a key,
    all who have a card get a new one too: else nothing would carry the agreed word to anybody.
    """
    holders = [
        reader.contact
        for card in sharing.sent_with(vault, trip.id)
        for reader in card.readers
        if reader.contact is not None
    ]
    wanted = [each.contact for each in covered if each.contact is not None]
    if any(each.contact is None for each in covered):
        wanted += holders
    found = _present(vault, wanted)
    if found and not any(each.has_key for each in found):
        found = _present(vault, [*wanted, *holders])
    return found


def _present(vault: Vault, contacts: list[str]) -> tuple[Reader, ...]:
    """Return those who are still in the journal: whoever was removed from it gets no card."""
    found = journal.show_all(vault, contacts)
    return tuple(
        Reader(
            contact=each,
            has_key=_can_be_sealed_to(correspondents.key_of(vault, each)),
            has_words=has_words(record.content.words),
        )
        for each, record in found.items()
        if isinstance(record.content, Contact)
    )


def _can_be_sealed_to(key: correspondents.Key | None) -> bool:
    """Tell whether a key counts: one contact's trouble with theirs must not stop a check-in."""
    return key is not None and not key.disagrees
