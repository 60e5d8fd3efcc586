"""The acts of whoever travels: a check-in done, postponed or cancelled, and a new card of it.

Each act asks for the word agreed with the contact. Whichever of the two words it was, everything
here looks the same afterwards: the same records, the same file, the same note of what was sent.
Only what is sealed to the contact with whom that word was agreed tells the two apart: after the
word for duress it asks for the steps at once. So neither word is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from safejournal.domain.records import Appointment, Checkin, Contact, Trip
from safejournal.domain.silence import DOCUMENTED_IN, DOCUMENTED_STEPS, has_words, word_said
from safejournal.domain.times import parse_moment, write_moment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import CheckinWord, Kind
from safejournal.errors import InputRejected, Refused, SafeJournalError
from safejournal.exchange.guide_words import sentence
from safejournal.services import (
    by_name,
    correspondents,
    forms,
    journal,
    posting,
    promises,
    sharing,
    written_file,
)
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Cut, Why
from safejournal.services.telling import Plain, Telling
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
class Card:
    """A card that takes the place of an earlier one."""

    contact: str
    file: Path
    number: int
    names_replaced: bool = False
    """Whether names of other people were put out of sight in its steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A card that could not be written, though the act was kept."""

    contact: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of an act."""

    record: Record
    """The check-in that was written down, or the new version of the trip."""
    cards: tuple[Card, ...]
    missing: tuple[Missing, ...] = ()
    without_key: tuple[str, ...] = ()
    """Contacts who have no key: the card that they hold is old now, and nothing tells them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where the cards go, and in which language."""

    into: Sequence[Path] = ()
    """One folder, where each gets a name that says nothing; or a new file for each card."""
    language: str = "en"
    telling: Telling = field(default_factory=Plain)
    confirmed: bool = False
    """Whether a person has said yes to keys whose words were never compared."""
    force: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """A card that is to be written once the act is kept."""

    choice: Choice
    target: Path
    urgent: Mapping[str, Any] | None = field(repr=False)
    """After the word for duress: what is to be done at once."""


def _letters(vault: Vault, found: About, post: Post, word: str) -> list[_Letter]:
    """Return the cards to write. Raises before anything is kept where one may not be written."""
    with_key = [each.contact for each in found.readers if each.has_key]
    said = {each: _said(vault, each, word) for each in with_key}
    if word.strip() and not any(said.values()):
        raise Refused("This is no word that is agreed with anybody who gets a card.")
    targets = _targets(post, len(with_key))
    for contact, target in zip(with_key, targets, strict=True):
        posting.address(vault, (contact,), (), confirmed=post.confirmed)
        written_file.refuse_standing(target, force=post.force)
        written_file.refuse_inside(vault.place, target)
    return [
        _Letter(
            choice=(choice := _choice(vault, found.trip.id, contact, post.language)),
            target=target,
            urgent=_urgent(vault, found, choice, post.language)
            if said[contact] is CheckinWord.UNDER_DURESS
            else None,
        )
        for contact, target in zip(with_key, targets, strict=True)
    ]


def _said(vault: Vault, contact: str, word: str) -> CheckinWord | None:
    content = journal.show(vault, contact).content
    return word_said(content.words, word) if isinstance(content, Contact) else None


def _choice(vault: Vault, trip: str, contact: str, language: str) -> Choice:
    """Return what the card holds: who went by name in the one before goes by name again."""
    people = by_name.people(vault, trip, contact)
    return Choice(contacts=(contact,), records=(trip,), people=people, language=language)


def _targets(post: Post, count: int) -> list[Path]:
    """Return a place for each card."""
    named = list(post.into) or [Path()]
    if len(named) == 1 and named[0].is_dir():
        return [named[0] / sharing.neutral_name() for _ in range(count)]
    if len(named) != count:
        raise Refused(
            "There are not as many files as cards.",
            hint="Name one file for each contact who has a key, or one folder for all.",
        )
    if len(set(named)) != count:
        raise Refused("Two cards cannot go into the same file.")
    return named


def _urgent(vault: Vault, found: About, choice: Choice, language: str) -> dict[str, Any]:
    """Return the check-in that asks for its steps at once, as it may leave for this contact."""
    trip = _trip_cut(sharing.preview(vault, choice))
    due = set(found.due)
    agreed = [
        step
        for each in trip.fields.get("checkins", ())
        if each["due"] in due
        for step in each.get("steps", ())
    ]
    now = vault.clock()
    first = min(found.due, key=parse_moment)
    at = min(now.astimezone(parse_moment(first).tzinfo), parse_moment(first))
    steps = list(dict.fromkeys(agreed)) or _documented(language, now)
    return {"due": write_moment(at), "steps": [sentence(language, "duress"), *steps]}


def _documented(language: str, now: datetime) -> list[str]:
    """Return the steps that the guidance documents, where none were agreed."""
    from safejournal.services.checklists import checklist

    texts = {each.id: each.do for each in checklist(DOCUMENTED_IN, language, now.date()).steps}
    return [texts[each] for each in DOCUMENTED_STEPS if each in texts]


def _trip_cut(seen: sharing.Preview) -> Cut:
    return next(cut for cut in seen.cuts if cut.given.kind is Kind.TRIP)


def _posted(
    vault: Vault, record: Record, found: About, letters: Sequence[_Letter], post: Post
) -> Result:
    """Write the cards of an act that was kept."""
    cards, missing = [], []
    for letter in letters:
        (contact,) = letter.choice.contacts
        try:
            replaced = _replaces_names(vault, letter.choice)
            sent = sharing.export(
                vault,
                letter.choice,
                letter.target,
                post.telling,
                confirmed=post.confirmed,
                force=post.force,
                rewrite=_rewriting(letter.urgent),
            )
        except SafeJournalError as error:
            missing.append(Missing(contact=contact, why=error.sentence))
        else:
            cards.append(
                Card(
                    contact=contact,
                    file=letter.target,
                    number=sent.number,
                    names_replaced=replaced,
                )
            )
    return Result(
        record=record,
        cards=tuple(cards),
        missing=tuple(missing),
        without_key=tuple(each.contact for each in found.readers if not each.has_key),
    )


def _replaces_names(vault: Vault, choice: Choice) -> bool:
    """Tell whether names are put out of sight in it, whichever word was typed."""
    trip = _trip_cut(sharing.preview(vault, choice))
    return any(leaf.why is Why.REPLACED for leaf in trip.leaves)


def _rewriting(urgent: Mapping[str, Any] | None) -> Callable[[Cut], Cut]:
    """Return what puts the check-ins of a trip in order: none left is said, and duress first."""

    def rewrite(cut: Cut) -> Cut:
        if cut.given.kind is not Kind.TRIP:
            return cut
        ahead = list(cut.fields.get("checkins", ()))
        checkins = ahead if urgent is None else [dict(urgent), *ahead]
        return replace(cut, fields={**cut.fields, "checkins": checkins})

    return rewrite
