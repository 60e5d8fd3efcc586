"""Looking at what somebody sent, taking it in, and deciding on it; never into one's own records."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from safejournal.domain.comparison import Held, Mark, Standing, compare, compare_own
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.exchange.excerpts import Excerpt, read_excerpt
from safejournal.exchange.jail import Agreed, Secret
from safejournal.exchange.keys import PublicIdentity
from safejournal.exchange.manifest import Acknowledged, Manifest, Purpose, read_manifest
from safejournal.exchange.opening import Shown, open_bundle, who_made
from safejournal.exchange.private_keys import PrivateIdentity, read_identity_file
from safejournal.exchange.unpacking import Unpacked
from safejournal.services import correspondents, posting, written_file
from safejournal.services.identity import own_keys
from safejournal.services.opening import Vault
from safejournal.services.posting import Address, Letter
from safejournal.services.telling import Plain, Telling
from safejournal.vault import inbox as kept
from safejournal.vault import journal, sent
from safejournal.vault.inbox import FilesIn, Kept, Received
from safejournal.vault.sent import Reader, Sent
from safejournal.vault.store import Connection

__all__ = [
    "Agreed",
    "Bundle",
    "Came",
    "Entry",
    "Mark",
    "Opened",
    "Standing",
    "accept",
    "accepted",
    "discard",
    "inbox",
    "open_with_identity",
    "open_with_vault",
    "receipt",
    "receive",
    "save_file",
]

NO_CONSENT = Agreed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A bundle that was only looked at. Nothing of it is kept."""

    manifest: Manifest
    instructions: str = field(repr=False)
    """What the sender wants to be read first."""
    excerpts: tuple[Excerpt, ...]
    sender: PublicIdentity | None
    """Whose keys made it; None where that is not shown."""
    contact: str | None
    """The contact whose keys those are; None for nobody known, and without a vault."""
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An excerpt that came."""

    number: int
    excerpt: Excerpt
    standing: Standing
    """As it was when it came."""
    accepted: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle in the inbox."""

    number: int
    manifest: Manifest
    arrived: datetime
    sender: PublicIdentity | None
    contact: str | None
    marks: frozenset[Mark]
    instructions: str = field(repr=False)
    entries: tuple[Entry, ...]
    files: tuple[tuple[str, int], ...]
    """Names in the bundle, and sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What a received file turned out to be."""

    bundle: Bundle | None
    """None for a receipt."""
    acknowledged: Acknowledged | None = None
    """For a receipt: which of one's own bundles it is for."""
    contact: str | None = None
    """For a receipt: who has that bundle."""


def open_with_identity(
    path: Path, identity_file: bytes, *, agreed: Agreed = NO_CONSENT, passphrase: str = ""
) -> Opened:
    """Look at a bundle with an age key alone: no vault, nothing kept, attachments only named.

    Whose keys made it nobody can say here. Raises InputRejected, NotFound, Refused, and
    ConfirmationNeeded for a size or a cost to which nobody has agreed.
    """
    keys = read_identity_file(identity_file) if identity_file else None
    unpacked = _unpack(path, keys, passphrase, agreed)
    shown = who_made(unpacked, keys)
    marks = {Mark.SENDER_NOT_SHOWN} if shown.sender is None else {Mark.SENDER_UNKNOWN}
    if shown.forwarded:
        marks.add(Mark.FORWARDED)
    return _opened(unpacked, shown, None, frozenset(marks))


def open_with_vault(
    vault: Vault, path: Path, *, agreed: Agreed = NO_CONSENT, passphrase: str = ""
) -> Opened:
    """Look at a bundle with the vault's key: nothing kept. Raises as `open_with_identity` does.

    A practice bundle is refused by a vault of one's own, and the other way round.
    """
    keys = own_keys(vault)
    unpacked = _unpack(path, keys, passphrase, agreed)
    _refuse_other_realm(vault, unpacked.manifest)
    shown = who_made(unpacked, keys)
    with vault.reading() as connection:
        marks, contact = _marks(vault, connection, unpacked, shown)
    return _opened(unpacked, shown, contact, marks)


def _unpack(path: Path, keys: PrivateIdentity | None, passphrase: str, agreed: Agreed) -> Unpacked:
    with _file(path) as source:
        return open_bundle(source, _secret(keys, passphrase), agreed)


def _secret(keys: PrivateIdentity | None, passphrase: str) -> Secret:
    return Secret(key=keys.age_secret if keys else "", passphrase=passphrase)


def _file(path: Path) -> BinaryIO:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise NotFound("There is no such file.") from None
    except OSError:
        raise Refused("This file cannot be read.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused("Only plain files can be received.")
    return os.fdopen(descriptor, "rb")


def _opened(
    unpacked: Unpacked, shown: Shown, contact: str | None, marks: frozenset[Mark]
) -> Opened:
    return Opened(
        manifest=unpacked.manifest,
        instructions=unpacked.instructions,
        excerpts=tuple(unpacked.read_excerpts()),
        sender=shown.sender,
        contact=contact,
        marks=marks,
    )


def _refuse_other_realm(vault: Vault, manifest: Manifest) -> None:
    if manifest.practice and not vault.practice:
        raise InputRejected("this is a practice bundle; a vault of one's own takes none")
    if vault.practice and not manifest.practice:
        raise InputRejected("this bundle is real; a practice vault takes none")


def receive(vault: Vault, path: Path, *, agreed: Agreed = NO_CONSENT, passphrase: str = "") -> Came:
    """Take a bundle into the inbox, compared with what is there; or take note of a receipt.

    All of it or nothing. Nothing enters the person's own records. Raises as `open_with_vault` does.
    """
    keys = own_keys(vault)
    with _file(path) as source, vault.writing() as connection:
        number = kept.begin(connection)
        files = FilesIn(connection, number)
        unpacked = open_bundle(source, _secret(keys, passphrase), agreed, files)
        _refuse_other_realm(vault, unpacked.manifest)
        shown = who_made(unpacked, keys)
        if unpacked.manifest.acknowledges is not None:
            kept.discard(connection, number)
            return _note_receipt(vault, connection, unpacked.manifest.acknowledges, shown)
        _keep(vault, connection, number, unpacked, shown)
    return Came(bundle=bundle(vault, number))


def _note_receipt(vault: Vault, connection: Connection, what: Acknowledged, shown: Shown) -> Came:
    sender = shown.sender
    known = sender is not None and sent.note_receipt(
        connection,
        what.bundle,
        what.manifest,
        sender.recipient,
        vault.clock(),
        accepted=what.accepted,
    )
    if sender is None or not known:
        raise InputRejected("this receipt is for no bundle of this vault, or not from its reader")
    match = correspondents.whose(connection, sender)
    return Came(bundle=None, acknowledged=what, contact=match.contact)


def _keep(
    vault: Vault, connection: Connection, number: int, unpacked: Unpacked, shown: Shown
) -> None:
    manifest, sender = unpacked.manifest, shown.sender
    marks, contact = _marks(vault, connection, unpacked, shown)
    for excerpt, document, standing in _compared(vault, connection, unpacked, shown):
        kept.put_excerpt(
            connection,
            Kept(
                number=0,
                received=number,
                record=excerpt.record,
                author=excerpt.author,
                document=document,
                standing=standing.value,
            ),
        )
    kept.complete(
        connection,
        number,
        Received(
            number=number,
            bundle=manifest.bundle,
            arrived=vault.clock().astimezone(UTC),
            recipient=sender.recipient if sender else None,
            signing=sender.signing if sender else None,
            contact=contact,
            marks=frozenset(mark.value for mark in marks),
            manifest=unpacked.manifest_bytes,
            proof=unpacked.proof,
            instructions=unpacked.instructions,
        ),
    )
    kept.note_seen(
        connection, manifest.bundle, sender.recipient if sender else b"", manifest.number
    )


def _marks(
    vault: Vault, connection: Connection, unpacked: Unpacked, shown: Shown
) -> tuple[frozenset[Mark], str | None]:
    """Return what a person must know of a bundle, and whose contact's it is."""
    manifest, marks = unpacked.manifest, set()
    contact = None
    if kept.was_seen(connection, manifest.bundle):
        marks.add(Mark.REPLAYED)
    if shown.forwarded:
        marks.add(Mark.FORWARDED)
    if shown.sender is None:
        return frozenset(marks | {Mark.SENDER_NOT_SHOWN}), None
    if manifest.number < kept.latest_number(connection, shown.sender.recipient):
        marks.add(Mark.OLDER_BUNDLE)
    if any(excerpt.author != shown.sender.author for excerpt in unpacked.read_excerpts()):
        marks.add(Mark.OTHERS_WORDS)
    if shown.sender.author == vault.author.hex():
        marks.add(Mark.OWN)
    else:
        match = correspondents.whose(connection, shown.sender)
        contact = match.contact
        marks |= _about_keys(match)
    return frozenset(marks), contact


def _about_keys(match: correspondents.Match) -> set[Mark]:
    if match.contact is None:
        return {Mark.SENDER_UNKNOWN}
    if match.changed:
        return {Mark.KEY_CHANGED}
    return set() if match.compared else {Mark.NEVER_COMPARED}


def _compared(
    vault: Vault, connection: Connection, unpacked: Unpacked, shown: Shown
) -> Iterator[tuple[Excerpt, bytes, Standing]]:
    sender = shown.sender.recipient.hex() if shown.sender else ""
    versions: dict[tuple[str, str], set[str]] = {}
    for excerpt in unpacked.read_excerpts():
        versions.setdefault((excerpt.author, excerpt.record), set()).add(excerpt.version)
    for excerpt, document in zip(unpacked.read_excerpts(), unpacked.excerpts, strict=True):
        if len(versions[excerpt.author, excerpt.record]) > 1:
            yield excerpt, document, Standing.CONFLICTING
        elif excerpt.author == vault.author.hex():
            yield excerpt, document, _compared_with_own(connection, excerpt)
        else:
            coming = _held(excerpt, sender, unpacked.manifest.number)
            held = _held_before(connection, excerpt.author, excerpt.record)
            yield excerpt, document, compare(coming, held)


def _compared_with_own(connection: Connection, excerpt: Excerpt) -> Standing:
    try:
        own = journal.history(connection, bytes.fromhex(excerpt.record))
    except NotFound:
        return Standing.CONFLICTING
    newest = journal.newest(connection, bytes.fromhex(excerpt.record))
    return compare_own(
        excerpt.version, [old.version for old in own], [newest.version, *newest.conflicts]
    )


def _held(excerpt: Excerpt, sender: str, number: int) -> Held:
    return Held(
        version=excerpt.version,
        parents=excerpt.parents,
        fields=excerpt.fields,
        replaced=frozenset(path.partition("[")[0].partition(".")[0] for path in excerpt.replaced),
        sender=sender,
        number=number,
    )


def _held_before(connection: Connection, author: str, record: str) -> list[Held]:
    found = []
    for each in kept.of_record(connection, author, record):
        came = kept.bundle(connection, each.received)
        if not came.manifest:  # the one that is being taken in
            continue
        sender = came.recipient.hex() if came.recipient else ""
        number = read_manifest(came.manifest).number
        found.append(_held(read_excerpt(each.document), sender, number))
    return found


def inbox(vault: Vault) -> list[Bundle]:
    """Return every bundle that was received and not discarded, the latest first."""
    with vault.reading() as connection:
        return [_bundle(connection, received) for received in kept.bundles(connection)]


def bundle(vault: Vault, number: int) -> Bundle:
    """Return one bundle of the inbox. Raises NotFound."""
    with vault.reading() as connection:
        return _bundle(connection, kept.bundle(connection, number))


def _bundle(connection: Connection, received: Received) -> Bundle:
    manifest = read_manifest(received.manifest)
    return Bundle(
        number=received.number,
        manifest=manifest,
        arrived=received.arrived,
        sender=_sender(received, manifest),
        contact=received.contact,
        marks=frozenset(map(Mark, received.marks)),
        instructions=received.instructions,
        entries=tuple(
            Entry(
                number=each.number,
                excerpt=read_excerpt(each.document),
                standing=Standing(each.standing),
                accepted=each.accepted,
            )
            for each in kept.excerpts(connection, received.number)
        ),
        files=tuple(kept.files(connection, received.number)),
    )


def _sender(received: Received, manifest: Manifest) -> PublicIdentity | None:
    if received.recipient is None:
        return None
    return PublicIdentity(
        recipient=received.recipient, signing=received.signing, practice=manifest.practice
    )


def accepted(vault: Vault, contact: str | None = None) -> list[tuple[Bundle, Entry]]:
    """Return the foreign records that were accepted (from one contact, if named), latest first.

    They keep author, bundle and proof for good, and are never one's own.
    """
    return [
        (each, entry)
        for each in inbox(vault)
        if contact is None or each.contact == contact
        for entry in each.entries
        if entry.accepted is not None
    ]


def accept(vault: Vault, number: int, entries: Sequence[int] = ()) -> int:
    """Accept a bundle's records, all or those named by their numbers; return how many.

    Raises NotFound where there is no such bundle or record.
    """
    with vault.writing() as connection:
        received = kept.bundle(connection, number)
        return kept.accept(connection, received.number, tuple(entries), vault.clock())


def discard(vault: Vault, number: int, entries: Sequence[int] = ()) -> None:
    """Delete a bundle, or some of its records, for good. Its id is remembered, to know a replay."""
    with vault.writing() as connection:
        if entries:
            kept.discard_excerpts(connection, number, tuple(entries))
        else:
            kept.discard(connection, number)


def save_file(vault: Vault, number: int, name: str, target: Path, *, force: bool = False) -> None:
    """Write a received file out of the vault, in the clear. The front end has warned of that.

    It was never opened or looked into: what it really is, only another program will show.
    """
    with vault.reading() as connection:
        pieces = kept.file_pieces(connection, number, name)
        with written_file.new_file(target, force=force) as file:
            for piece in pieces:
                file.write(piece)


def receipt(
    vault: Vault,
    number: int,
    target: Path,
    telling: Telling | None = None,
    *,
    language: str = "en",
    force: bool = False,
) -> Sent:
    """Write an acknowledgement for the sender: a small bundle that says which one arrived.

    Raises Refused where the sender was not shown: then nobody knows whom to thank.
    """
    came = bundle(vault, number)
    if came.sender is None:
        raise Refused("The sender of this bundle is not shown, so there is nobody to write to.")
    with vault.reading() as connection:
        raw = kept.bundle(connection, number).manifest
    recipient = came.sender.recipient
    to = Address(
        readers=(Reader(contact=came.contact, recipient=recipient),), keys=(recipient,), shown=True
    )
    letter = Letter(
        purpose=Purpose.RECEIPT,
        language=language,
        acknowledges=Acknowledged(
            bundle=came.manifest.bundle,
            manifest=sha256(raw).hexdigest(),
            accepted=any(entry.accepted for entry in came.entries),
        ),
    )
    return posting.post(vault, to, letter, target, telling or Plain(), force=force)
