"""Giving something to somebody: seen first, field by field; then written; then known as given."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import BinaryIO

from safejournal import codec
from safejournal.domain.disclosure import LEAVING, Cut, Leaf, Why, disclose
from safejournal.domain.tiers import Tier
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.exchange.age_header import read_header
from safejournal.exchange.excerpts import Attached, Excerpt, Extent, Form, fields_hash
from safejournal.exchange.jail import LARGEST_SILENT
from safejournal.exchange.manifest import Proof, Purpose
from safejournal.exchange.pages import Entry
from safejournal.services import (
    correspondents,
    decisions,
    identity,
    journal,
    passphrases,
    posting,
)
from safejournal.services.attachments import Progress, nothing_to_show
from safejournal.services.choosing import Choice, chosen
from safejournal.services.correspondents import Key
from safejournal.services.enclosing import FileSeen, Known, files_of, neutral_names, outgoing
from safejournal.services.looking import Trace
from safejournal.services.opening import Vault
from safejournal.services.posting import Letter, neutral_name
from safejournal.services.sent import sent, sent_to, sent_with
from safejournal.services.telling import Line, Plain, Telling
from safejournal.vault import sent as kept
from safejournal.vault.sent import Reader, Sent, SentForm, SentRecord

__all__ = [
    "LEAVING",
    "ByPassphrase",
    "Choice",
    "Cut",
    "FileSeen",
    "Form",
    "Leaf",
    "Line",
    "Plain",
    "Preview",
    "Proof",
    "Purpose",
    "Reader",
    "ReaderSeen",
    "Sent",
    "SentForm",
    "SentRecord",
    "Telling",
    "Tier",
    "Trace",
    "Why",
    "export",
    "export_by_passphrase",
    "export_through",
    "neutral_name",
    "preview",
    "readers",
    "seal",
    "sent",
    "sent_to",
    "sent_with",
]

_ASCII = "en"
"""The language of passphrase words: any keyboard types them, and in one form of Unicode only."""

_PURPOSES = {
    Tier.CARD: Purpose.CARD,
    Tier.EMERGENCY: Purpose.EMERGENCY,
    Tier.EVIDENCE: Purpose.EVIDENCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Exactly what would leave, and what stays. `cuts` holds every value of every chosen record."""

    choice: Choice
    cuts: tuple[Cut, ...]
    """The records that were chosen, also those of which nothing leaves."""
    files: tuple[FileSeen, ...]
    """The attachments of what leaves, with what each tells, and in which form it would leave."""
    called: str = field(repr=False)
    """What the person is called in it."""
    proof: Proof
    """What would show who made it: a signature is evidence against its author too."""

    @property
    def leaving(self) -> tuple[Cut, ...]:
        """The records of which something leaves; none where that is the reader's own channel alone.

        A contact that it is for comes along with a card, and nobody needs only that.
        """
        choice, found = self.choice, tuple(cut for cut in self.cuts if cut.fields)
        along = () if choice.everything else {*choice.contacts} - {*choice.records}
        return found if any(cut.given.id not in along for cut in found) else ()


def _looked_at(before: Preview | None) -> Known:
    """Return what was told of files before, so that nothing is looked into twice."""
    files = before.files if before else ()
    return {(seen.record, seen.attachment.id): seen for seen in files}


def preview(
    vault: Vault,
    choice: Choice,
    *,
    before: Preview | None = None,
    watch: Progress = nothing_to_show,
) -> Preview:
    """Return what `export` would let out. Nothing is written.

    What `before` told of a file is not looked up again. What `watch` raises stops the work. Raises
    Refused and NotFound as `choosing.chosen` does.
    """
    choice = choice.settled
    what = chosen(vault, choice)
    cuts = disclose(what.given, what.wish, what.names)
    shown = bool(choice.contacts) and not choice.recipients
    return Preview(
        choice=choice,
        cuts=cuts,
        files=tuple(files_of(vault, choice, cuts, _looked_at(before), watch))
        if choice.tier is Tier.EVIDENCE
        else (),
        called=identity.called(vault),
        proof=posting.proof_of(_PURPOSES[choice.tier], shown=shown),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSeen:
    """Somebody to whom it would go."""

    contact: str | None
    """None for a bare recipient, of whom nobody knows who it is."""
    recipient: str
    """`age1…`; "" where there is no key."""
    key: Key | None
    never_contact: bool
    """Whether the contact is marked as never to be contacted."""
    earlier: tuple[Sent, ...]
    """What they were given before, the latest first."""


def readers(vault: Vault, choice: Choice) -> tuple[ReaderSeen, ...]:
    """Return to whom a choice would go, and what is known of their keys. Raises NotFound."""
    known = [_reader(vault, each) for each in choice.contacts]
    return (
        *known,
        *(
            ReaderSeen(contact=None, recipient=each, key=None, never_contact=False, earlier=())
            for each in choice.recipients
        ),
    )


def _reader(vault: Vault, contact: str) -> ReaderSeen:
    key = correspondents.key_of(vault, contact)
    content = journal.show(vault, contact).content
    return ReaderSeen(
        contact=contact,
        recipient=key.public.age_recipient if key else "",
        key=key,
        never_contact=bool(getattr(content, "never_contact", False)),
        earlier=tuple(sent_to(vault, contact)),
    )


def export(
    vault: Vault,
    choice: Choice,
    target: Path,
    telling: Telling | None = None,
    *,
    confirmed: bool = False,
    force: bool = False,
    watch: Progress = nothing_to_show,
) -> Sent:
    """Write a sealed bundle: the file is complete, or absent; and it is noted who was given what.

    `watch` is told how many bytes of files are written, and stops the work whole with what it
    raises. Raises ConfirmationNeeded for keys whose words were never compared, unless `confirmed`;
    Refused where nothing would leave, where there is no key, or where the file cannot be written.
    """
    to = posting.address(vault, choice.contacts, choice.recipients, confirmed=confirmed)
    told = telling or Plain()
    with vault.reading():
        letter = _letter(vault, choice, told, watch=watch)
        done = posting.post(vault, to, letter, target, told, force=force, watch=watch)
    _hold_to(vault, letter, choice)
    return done


def export_through(
    vault: Vault,
    choice: Choice,
    pipe: BinaryIO,
    telling: Telling | None = None,
    *,
    confirmed: bool = False,
) -> Sent:
    """Write a sealed bundle into a pipe, noted before its first byte is out: it gives nothing back.

    Raises as `export` does; Refused where it is too large to be held until all of it is sealed.
    """
    held = io.BytesIO()

    def watch(done: int, _whole: int) -> None:
        if max(done, held.tell()) > LARGEST_SILENT:
            raise Refused("This is too much for standard output.", hint="Name a file.")

    to = posting.address(vault, choice.contacts, choice.recipients, confirmed=confirmed)
    told = telling or Plain()
    with vault.writing():
        letter = _letter(vault, choice, told, watch=watch)
        done = posting.seal(vault, to, letter, held, told, watch=watch)
        _hold_to(vault, letter, choice)
    pipe.write(held.getbuffer())
    pipe.flush()
    return done


def seal(
    vault: Vault,
    choice: Choice,
    file: BinaryIO,
    telling: Telling,
    *,
    confirmed: bool,
    rewrite: Callable[[Cut], Cut],
) -> Sent:
    """Seal a bundle into a file that nobody sees yet, as part of an act that writes in one piece.

    `rewrite` has the last word on what stands in it. Raises as `export` does, and OSError where the
    file's disk is full or gone; then nothing is noted.
    """
    to = posting.address(vault, choice.contacts, choice.recipients, confirmed=confirmed)
    with vault.writing():
        letter = _letter(vault, choice, telling, rewrite=rewrite)
        done = posting.seal(vault, to, letter, file, telling)
        _hold_to(vault, letter, choice)
    return done


def _hold_to(vault: Vault, letter: Letter, choice: Choice) -> None:
    """Keep what was decided for the one reader of a card, for the card that takes its place."""
    if letter.purpose is not Purpose.EVIDENCE and letter.reader is not None:
        decisions.keep(vault, letter.cuts, letter.reader, choice)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPassphrase:
    """A bundle that a passphrase opens, and what its reader needs."""

    sent: Sent
    passphrase: str = field(repr=False)
    """Six words, to be told by voice. Kept nowhere."""
    memory_mib: int
    """Memory that opening it takes."""


def export_by_passphrase(
    vault: Vault,
    choice: Choice,
    target: Path,
    telling: Telling | None = None,
    *,
    force: bool = False,
    watch: Progress = nothing_to_show,
) -> ByPassphrase:
    """Write a bundle that six generated words open: the last resort, for who can have no key.

    The disclosure is that of an unknown person, and the sender is not shown. Raises Refused where
    this machine would make it too dear for its reader, or where it is too large.
    """
    if choice.contacts or choice.recipients:
        raise Refused("A passphrase bundle is for nobody in particular.")
    words, told = passphrases.propose(_ASCII), telling or Plain()
    with vault.reading():
        letter = _letter(vault, choice, told, watch=watch)
        done = posting.post(
            vault,
            posting.by_passphrase(),
            letter,
            target,
            told,
            force=force,
            passphrase=words,
            watch=watch,
        )
    with target.open("rb") as file:
        memory = read_header(file).memory
    return ByPassphrase(sent=done, passphrase=words, memory_mib=memory >> 20)


def _letter(
    vault: Vault,
    choice: Choice,
    telling: Telling,
    *,
    rewrite: Callable[[Cut], Cut] = lambda cut: cut,
    watch: Progress = nothing_to_show,
) -> Letter:
    choice = choice.settled
    seen = preview(vault, choice, watch=watch)
    seen = replace(seen, cuts=tuple(map(rewrite, seen.cuts)))
    if not seen.leaving:
        raise Refused("Nothing of what was chosen may leave for this reader at this tier.")
    names = neutral_names(seen.files)
    return Letter(
        purpose=_PURPOSES[choice.tier],
        language=choice.language,
        cuts=seen.leaving,
        entries=tuple(_entry(vault, cut, seen.files, names, telling) for cut in seen.leaving),
        files=tuple(outgoing(vault, seen.files, names, watch)),
        reader=choice.reader,
        replaces=_replaces(vault, choice, seen.leaving),
    )


def _entry(
    vault: Vault, cut: Cut, files: Sequence[FileSeen], names: dict[str, str], telling: Telling
) -> Entry:
    record, fields = journal.show(vault, cut.given.id), dict(cut.fields)
    excerpt = Excerpt(
        record=record.id,
        kind=record.kind,
        version=record.version,
        parents=record.parents,
        author=record.author,
        written_at=record.written_at,
        sealed=record.sealed,
        extent=Extent.CUT,
        fields=fields,
        sha256=fields_hash(fields),
        replaced=tuple(leaf.path for leaf in cut.leaves if leaf.why is Why.REPLACED),
        attached=tuple(
            Attached(id=each.attachment.id, file=names[each.attachment.id], form=each.form)
            for each in files
            if each.form and each.record == record.id
        ),
    )
    return Entry(
        excerpt=_with_salt(vault, excerpt) if cut.whole else excerpt,
        title=telling.title(cut.given.kind, fields),
        lines=tuple(telling.lines(cut.given.kind, fields)),
        written=telling.moment(record.written_at),
    )


def _with_salt(vault: Vault, excerpt: Excerpt) -> Excerpt:
    """Return a whole excerpt, if its JSON is the very body that was sealed."""
    with vault.reading() as connection:
        seal = kept.seal_of(connection, excerpt.record, excerpt.version)
    if seal is None or codec.canonical(excerpt.fields) != seal[1]:
        return excerpt
    return replace(excerpt, extent=Extent.WHOLE, salt=seal[0].hex())


def _replaces(vault: Vault, choice: Choice, cuts: Sequence[Cut]) -> str | None:
    """Return the last card of the same trip to the same contact, which this one takes over."""
    if choice.tier is Tier.EVIDENCE or choice.reader is None:
        return None
    trips = {cut.given.id for cut in cuts if cut.given.kind is Kind.TRIP}
    for before in sent_to(vault, choice.reader):
        same = trips & {each.record for each in before.records}
        sealed = before.form is SentForm.BUNDLE  # a paper is taken over by its number alone
        if same and sealed and before.purpose == _PURPOSES[choice.tier].value:
            return before.bundle
    return None
