"""Writing a bundle: to whose keys, with which proof, complete or not at all, and noted as sent."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from safejournal.domain.disclosure import LEAVING, Cut
from safejournal.domain.times import write_moment
from safejournal.domain.values import dataclass
from safejournal.errors import ConfirmationNeeded, Refused
from safejournal.exchange import age, guide, jail, pages, signature
from safejournal.exchange.authentication import authenticate
from safejournal.exchange.guide_words import sentence
from safejournal.exchange.keys import PublicIdentity, read_recipient
from safejournal.exchange.manifest import (
    FORMAT,
    Acknowledged,
    Manifest,
    Proof,
    Purpose,
    Realm,
    Sender,
)
from safejournal.exchange.packing import Outgoing, Packed, Parcel, pack
from safejournal.exchange.private_keys import PrivateIdentity
from safejournal.exchange.read_me import read_me
from safejournal.services import correspondents, guides, identity, journal, written_file
from safejournal.services.attachments import Progress, nothing_to_show
from safejournal.services.opening import Vault
from safejournal.services.telling import Telling
from safejournal.vault import chain, sent
from safejournal.vault import identity as own
from safejournal.vault.sent import Reader, Sent, SentRecord
from safejournal.vault.store import Connection

LARGEST_BY_PASSPHRASE = jail.LARGEST_SILENT // 2
"""Bytes of an archive that is sealed with a passphrase, which is held in memory on both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """To whom a bundle goes."""

    readers: tuple[Reader, ...]
    keys: tuple[bytes, ...]
    """X25519; none for a passphrase."""
    shown: bool
    """Whether they are shown who sent it: only contacts are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What goes into a bundle."""

    purpose: Purpose
    language: str
    cuts: tuple[Cut, ...] = ()
    entries: tuple[pages.Entry, ...] = ()
    files: tuple[Outgoing, ...] = ()
    reader: str | None = None
    replaces: str | None = None
    acknowledges: Acknowledged | None = None


def address(
    vault: Vault, contacts: Sequence[str], recipients: Sequence[str], *, confirmed: bool
) -> Address:
    """Return the keys of these people.

    Raises Refused for a contact without a key, or whose record and key disagree; InputRejected for
    a bare recipient that is none; ConfirmationNeeded, unless `confirmed`, where nobody has compared
    the words, or where the contact is marked as never to be contacted.
    """
    readers, shown = [], not recipients
    for contact in contacts:
        key = correspondents.key_of(vault, contact)
        if key is None:
            raise Refused("This contact has no key.", hint="Add theirs, or make a key card.")
        if key.disagrees:
            raise Refused(
                "The record of this contact names another key than the one that was taken in.",
                hint="Ask them which is theirs, take it in again and compare the words.",
            )
        if not confirmed:
            _ask_about(vault, contact, key)
        readers.append(Reader(contact=contact, recipient=key.public.recipient))
    if recipients and not confirmed:
        raise ConfirmationNeeded("Nobody knows whose key this bare recipient is.")
    readers += [Reader(contact=None, recipient=read_recipient(text)) for text in recipients]
    keys = tuple(sorted({each.recipient for each in readers if each.recipient}))
    if len(keys) != len(readers):
        raise Refused("Two of these recipients are the same.")
    return Address(readers=tuple(readers), keys=keys, shown=shown)


def _ask_about(vault: Vault, contact: str, key: correspondents.Key) -> None:
    content = journal.show(vault, contact).content
    if getattr(content, "never_contact", False):
        raise ConfirmationNeeded("This contact is marked as never to be contacted.")
    if key.compared is None and not key.made_here:
        raise ConfirmationNeeded(
            "The words of this contact's key were never compared.",
            hint="Somebody else may have sent you this key in their name.",
        )


def by_passphrase() -> Address:
    """Return the address of whoever knows a passphrase."""
    return Address(readers=(Reader(contact=None, recipient=None),), keys=(), shown=False)


def post(  # noqa: PLR0913  to whom, what, where to, and how it is watched
    vault: Vault,
    to: Address,
    letter: Letter,
    target: Path,
    telling: Telling,
    *,
    force: bool = False,
    passphrase: str | None = None,
    watch: Progress = nothing_to_show,
) -> Sent:
    """Write a bundle to a new file and note it as sent.

    `watch` is asked once more when all of it is sealed: what it raises undoes everything.

    The file lies beside its place, whole, before the note is made; then it is noted, and only then
    it is put in its place. So nothing is ever out that the journal does not know of, also where a
    file is replaced. Raises Refused where the file cannot be written, InputRejected for what no
    reader would take; then nothing is out and nothing is noted.
    """
    written_file.refuse_inside(vault.place, target)
    noted: Sent | None = None
    try:
        with written_file.new_file(target, force=force) as file:
            noted = seal(vault, to, letter, file, telling, passphrase=passphrase, watch=watch)
    except Refused:
        if noted is not None:  # it could not be put in its place: nobody was given anything
            take_back(vault, noted)
        raise
    return noted


def seal(
    vault: Vault,
    to: Address,
    letter: Letter,
    file: BinaryIO,
    telling: Telling,
    *,
    passphrase: str | None = None,
    watch: Progress = nothing_to_show,
) -> Sent:
    """Seal a bundle into a file that nobody sees yet, and note it as sent.

    A file on a disk is synced before. Inside a transaction the note is a part of it. Raises
    InputRejected for what no reader would take, and OSError where the file's disk is full or gone;
    then nothing is noted.
    """
    keys = identity.own_keys(vault)
    with vault.writing() as connection:
        packed = _packed(vault, connection, keys, to, letter, telling)
        if passphrase is None:
            age.seal(packed.archive, file, to.keys)
        else:
            file.write(_by_passphrase(packed, passphrase))
        watch(0, 0)
        if not isinstance(file, io.BytesIO):
            written_file.sync(file)
        noted = _noted(vault, to, letter, packed)
        sent.keep(connection, noted)
    return noted


def take_back(vault: Vault, noted: Sent) -> None:
    """Take back the note of a bundle that was never put in its place."""
    with vault.writing() as connection:
        sent.forget(connection, noted.bundle)


def _by_passphrase(packed: Packed, passphrase: str) -> bytes:
    pieces, size = [], 0
    for piece in packed.archive:
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_BY_PASSPHRASE:
            raise Refused(
                "This is too much for a passphrase bundle.", hint="Give a key, or choose less."
            )
    return jail.seal_by_passphrase(b"".join(pieces), passphrase)


def _packed(
    vault: Vault,
    connection: Connection,
    keys: PrivateIdentity,
    to: Address,
    letter: Letter,
    telling: Telling,
) -> Packed:
    _, end = chain.end(connection)
    manifest = Manifest(
        format=FORMAT,
        realm=Realm.PRACTICE if vault.practice else Realm.REAL,
        bundle=secrets.token_hex(16),
        purpose=letter.purpose,
        number=own.next_number(connection),
        made=write_moment(vault.clock().astimezone(UTC)),
        language=letter.language,
        proof=proof_of(letter.purpose, shown=to.shown),
        sender=_sender(keys.public) if to.shown else None,
        called=identity.called(vault),
        recipients=tuple(sorted(PublicIdentity(recipient=raw).age_recipient for raw in to.keys)),
        anchor=end.hex(),
        replaces=letter.replaces,
        acknowledges=letter.acknowledges,
    )
    return pack(_parcel(manifest, letter, telling), _prover(manifest, keys, to))


def proof_of(purpose: Purpose, *, shown: bool) -> Proof:
    """Return what shows who sent it: evidence is meant to be proven, anything else must not be."""
    if not shown:
        return Proof.NONE
    return Proof.SIGNATURE if purpose is Purpose.EVIDENCE else Proof.CODE


def _sender(public: PublicIdentity) -> Sender:
    return Sender(recipient=public.age_recipient, signing=(public.signing or b"").hex())


def _prover(
    manifest: Manifest, keys: PrivateIdentity, to: Address
) -> Callable[[bytes], bytes] | None:
    if manifest.proof is Proof.SIGNATURE:
        return lambda document: signature.sign(document, keys)
    if manifest.proof is Proof.CODE:
        bundle = bytes.fromhex(manifest.bundle)
        return lambda document: authenticate(document, bundle, keys, to.keys)
    return None


def _parcel(manifest: Manifest, letter: Letter, telling: Telling) -> Parcel:
    language, count = manifest.language, pages.page_count(len(letter.entries))
    told = guides.told(manifest, letter.cuts, letter.reader, count, telling)
    sections = list(guide.sections(told))
    heading = sentence(language, "inside")
    return Parcel(
        manifest=manifest,
        read_me=read_me(proof=manifest.proof, practice=manifest.practice),
        guide_page=pages.guide_page(sections, language, practice=manifest.practice),
        guide_text=pages.guide_text(sections),
        pages=tuple(
            pages.entry_pages(letter.entries, language, heading, practice=manifest.practice)
        ),
        entries=tuple(
            (
                pages.entry_text(each, language, practice=manifest.practice),
                pages.excerpt_of(each),
            )
            for each in letter.entries
        ),
        files=letter.files,
    )


def _noted(vault: Vault, to: Address, letter: Letter, packed: Packed) -> Sent:
    paths = {cut.given.id: tuple(_leaving(cut)) for cut in letter.cuts}
    return Sent(
        bundle=packed.manifest.bundle,
        number=packed.manifest.number,
        purpose=packed.manifest.purpose.value,
        at=vault.clock().astimezone(UTC).replace(microsecond=0),
        manifest=hashlib.sha256(packed.manifest_bytes).hexdigest(),
        anchor=packed.manifest.anchor,
        readers=to.readers,
        records=tuple(
            SentRecord(
                record=each.excerpt.record,
                version=each.excerpt.version,
                whole=each.excerpt.salt is not None,
                paths=paths.get(each.excerpt.record, ()),
            )
            for each in letter.entries
        ),
    )


def _leaving(cut: Cut) -> list[str]:
    return [leaf.path for leaf in cut.leaves if leaf.why in LEAVING]


def neutral_name() -> str:
    """Return a name for a bundle's file that says nothing of what it is, from whom or for whom."""
    return f"{secrets.token_hex(4)}.age"
