"""The cards of a check-in: one for each contact, which takes the place of the one before.

`prepare` looks at everything that could stand in the way before an act is kept, and `write` writes
afterwards. What the word for duress changes is in the sealed card alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from safejournal.domain.records import Contact
from safejournal.domain.silence import DOCUMENTED_IN, DOCUMENTED_STEPS, word_said
from safejournal.domain.times import parse_moment, write_moment
from safejournal.domain.values import dataclass
from safejournal.domain.words import CheckinWord, Kind
from safejournal.errors import Refused, SafeJournalError
from safejournal.exchange.guide_words import sentence
from safejournal.services import by_name, journal, posting, sharing, written_file
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Cut, Why
from safejournal.services.telling import Plain, Telling


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
class Post:
    """Where the cards go, and in which language."""

    into: Sequence[Path] = ()
    """One folder, where each gets a name that says nothing; or a new file for each card."""
    language: str = "en"
    telling: Telling = field(default_factory=Plain)
    confirmed: bool = False
    """Whether a person has said yes to keys whose words were never compared."""
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A card that is to be written once the act is kept."""

    choice: Choice
    target: Path
    urgent: Mapping[str, Any] | None = field(repr=False)
    """After the word for duress: what is to be done at once."""


def prepare(
    vault: Vault,
    trip: str,
    due: Sequence[str],
    contacts: Sequence[str],
    post: Post,
    word: str,
) -> list[Letter]:
    """Return the cards of these contacts, all of whom have keys. `due` are the moments it is about.

    Raises Refused for a word that is agreed with none of them, and for files that cannot be
    written; ConfirmationNeeded as `posting.address` does.
    """
    said = {each: _said(vault, each, word) for each in contacts}
    if word.strip() and not any(said.values()):
        raise Refused("This is no word that is agreed with anybody who gets a card.")
    targets = _targets(post, len(contacts))
    for contact, target in zip(contacts, targets, strict=True):
        posting.address(vault, (contact,), (), confirmed=post.confirmed)
        written_file.refuse_standing(target, force=post.force)
        written_file.refuse_inside(vault.place, target)
    return [
        Letter(
            choice=(choice := _choice(vault, trip, contact, post.language)),
            target=target,
            urgent=_urgent(vault, due, choice, post.language)
            if said[contact] is CheckinWord.UNDER_DURESS
            else None,
        )
        for contact, target in zip(contacts, targets, strict=True)
    ]


def write(
    vault: Vault, letters: Sequence[Letter], post: Post
) -> tuple[tuple[Card, ...], tuple[Missing, ...]]:
    """Write the cards of an act that was kept; what cannot be written is named and not raised."""
    cards: list[Card] = []
    missing: list[Missing] = []
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
    return tuple(cards), tuple(missing)


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


def _urgent(vault: Vault, due: Sequence[str], choice: Choice, language: str) -> dict[str, Any]:
    """Return the check-in that asks for its steps at once, as it may leave for this contact."""
    trip = _trip_cut(sharing.preview(vault, choice))
    moments = {parse_moment(each) for each in due}
    agreed = [
        step
        for each in trip.fields.get("checkins", ())
        if parse_moment(each["due"]) in moments
        for step in each.get("steps", ())
    ]
    now = vault.clock()
    first = min(due, key=parse_moment)
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
