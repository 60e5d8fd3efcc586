"""The cards of a check-in: one for each contact, which takes the place of the one before.

`prepare` looks at everything that could stand in the way before an act is kept. `carry_out` keeps
the act and notes its cards in one transaction. What the word for duress changes is in the sealed
card alone.
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
from safejournal.domain.versions import Record
from safejournal.domain.words import CheckinWord, Kind
from safejournal.errors import Refused
from safejournal.exchange.guide_words import sentence
from safejournal.services import decisions, journal, posting, sharing, written_file
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Cut, Preview, Sent, Why
from safejournal.services.telling import Plain, Telling
from safejournal.services.written_file import NewFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where the cards go, in which language, and what a person has agreed to."""

    into: Sequence[Path] = ()
    """One folder, where each gets a name that says nothing; or a new file for each card."""
    language: str = "en"
    telling: Callable[[str], Telling] = lambda _language: Plain()
    """How its pages say things in a language."""
    choices: Sequence[Choice] = ()
    """What each card holds, as it was seen and agreed to; none for what `choices` gives."""
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

    @property
    def contact(self) -> str:
        """For whom it is."""
        return self.choice.contacts[0]


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
    letter: Letter = field(repr=False, compare=False)
    """The card itself, as the agreed word has made it: written again, it says the same."""


def choices(vault: Vault, trip: Record, contacts: Sequence[str], language: str) -> list[Choice]:
    """Return what the cards of these contacts hold: no less and no more than those before."""
    return [
        decisions.recall(
            vault, trip, Choice(contacts=(each,), records=(trip.id,), language=language)
        )
        for each in contacts
    ]


def look(vault: Vault, choice: Choice, before: Preview | None = None) -> Preview:
    """Return exactly what a card would hold as the journal stands now, after either word.

    Of the agreed words, which never leave, it does not speak: whoever stands behind the person is
    not to learn that there are two.
    """
    seen = sharing.preview(vault, choice, before=before)
    return replace(seen, cuts=tuple(_without_words(_rewriting(None)(cut)) for cut in seen.cuts))


def _without_words(cut: Cut) -> Cut:
    leaves = tuple(leaf for leaf in cut.leaves if not leaf.path.startswith("words."))
    return replace(cut, leaves=leaves)


def refuse_strange_word(vault: Vault, contacts: Sequence[str], word: str) -> None:
    """Raise Refused for a word that is agreed with none of these contacts."""
    if word.strip() and not any(_said(vault, each, word) for each in contacts):
        raise Refused("This is no word that is agreed with anybody who gets a card.")


def prepare(
    vault: Vault, trip: Record, due: Sequence[str], wanted: Sequence[Choice], post: Post, word: str
) -> list[Letter]:
    """Return the cards of contacts who have keys. `due` are the moments it is about.

    Raises Refused as `refuse_strange_word` does, and for files that cannot be written;
    ConfirmationNeeded as `posting.address` does.
    """
    contacts = [each.contacts[0] for each in wanted]
    refuse_strange_word(vault, contacts, word)
    targets = _targets(post, len(contacts))
    for contact, target in zip(contacts, targets, strict=True):
        posting.address(vault, (contact,), (), confirmed=post.confirmed)
        written_file.refuse_standing(target, force=post.force)
        written_file.refuse_inside(vault.place, target)
    return [
        Letter(
            choice=choice,
            target=target,
            urgent=_urgent(vault, trip, due, choice)
            if _said(vault, contact, word) is CheckinWord.UNDER_DURESS
            else None,
        )
        for contact, choice, target in zip(contacts, wanted, targets, strict=True)
    ]


def carry_out(
    vault: Vault, letters: Sequence[Letter], post: Post, act: Callable[[], Record]
) -> tuple[Record, tuple[Card, ...], tuple[Missing, ...]]:
    """Do an act and write its cards; what cannot be written is named, and loses nothing else.

    First a file for each card, so that a place that takes none is refused while nothing has
    happened. Then, in one transaction, the act and the note of each card, whose file lies whole
    beside its place. Then each file is put in its place: nobody is given what the journal does not
    know of, and an act whose stick is pulled is kept.
    """
    files: list[NewFile] = []
    try:
        files += (NewFile(each.target, force=post.force) for each in letters)
        with vault.writing():
            record = act()
            sealed = [_sealed(vault, *each, post) for each in zip(letters, files, strict=True)]
    except BaseException:
        for each in files:
            each.drop()
        raise
    came = [
        _placed(vault, letter, file, sent)
        for letter, file, sent in zip(letters, files, sealed, strict=True)
    ]
    return (
        record,
        tuple(each for each in came if isinstance(each, Card)),
        tuple(each for each in came if isinstance(each, Missing)),
    )


def write_again(vault: Vault, missing: Missing, into: Path, post: Post) -> Card:
    """Write a card elsewhere that could not be written. Raises Refused where that fails too."""
    (target,) = _targets(replace(post, into=[into]), 1)
    written_file.refuse_inside(vault.place, target)
    letter = replace(missing.letter, target=target)
    file = NewFile(target, force=post.force)
    try:
        came = _placed(vault, letter, file, _sealed(vault, letter, file, post))
    except BaseException:
        file.drop()
        raise
    if isinstance(came, Missing):
        raise Refused(came.why)
    return came


def _sealed(vault: Vault, letter: Letter, file: NewFile, post: Post) -> Sent | None:
    """Seal a card into its file; None where that file's disk is full or gone."""
    try:
        return sharing.seal(
            vault,
            letter.choice,
            file.file,
            post.telling(letter.choice.language),
            confirmed=post.confirmed,
            rewrite=_rewriting(letter.urgent),
        )
    except OSError:
        return None


def _placed(vault: Vault, letter: Letter, file: NewFile, sent: Sent | None) -> Card | Missing:
    """Put a sealed card in its place; its note is taken back where it cannot be."""
    if sent is None:
        file.drop()
        why = written_file.not_whole().sentence
        return Missing(contact=letter.contact, why=why, letter=letter)
    try:
        file.place()
    except Refused as refused:
        posting.take_back(vault, sent)
        return Missing(contact=letter.contact, why=refused.sentence, letter=letter)
    return Card(
        contact=letter.contact,
        file=letter.target,
        number=sent.number,
        names_replaced=_replaces_names(vault, letter.choice),
    )


def _said(vault: Vault, contact: str, word: str) -> CheckinWord | None:
    content = journal.show(vault, contact).content
    return word_said(content.words, word) if isinstance(content, Contact) else None


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


def _urgent(vault: Vault, trip: Record, due: Sequence[str], choice: Choice) -> dict[str, Any]:
    """Return the check-in that asks for its steps at once, as it may leave for this contact.

    Its steps are those of the check-in that the act is about; of their next ones, where it was
    not with them; and the documented ones, where none were agreed.
    """
    (before,) = choices(vault, trip, choice.contacts, choice.language)
    cut = _trip_cut(sharing.preview(vault, replace(before, people=choice.people)))
    moments = {parse_moment(each) for each in due}
    theirs = [(parse_moment(each["due"]), each) for each in cut.fields.get("checkins", ())]
    meant = [each for moment, each in theirs if moment in moments] or [each for _, each in theirs]
    agreed = [step for each in meant for step in each.get("steps", ())]
    now = vault.clock()
    first = min(due, key=parse_moment)
    at = min(now.astimezone(parse_moment(first).tzinfo), parse_moment(first))
    steps = list(dict.fromkeys(agreed)) or _documented(choice.language, now)
    return {"due": write_moment(at), "steps": [sentence(choice.language, "duress"), *steps]}


def _documented(language: str, now: datetime) -> list[str]:
    """Return the steps that the guidance documents, where none were agreed."""
    from safejournal.services.checklists import checklist

    texts = {each.id: each.do for each in checklist(DOCUMENTED_IN, language, now.date()).steps}
    return [texts[each] for each in DOCUMENTED_STEPS if each in texts]


def _trip_cut(seen: Preview) -> Cut:
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
