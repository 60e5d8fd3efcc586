"""What others sent and was not discarded: looked at, accepted or discarded, acknowledged.

Foreign records keep author, bundle and proof for good. They are in no list of one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from safejournal.domain.comparison import Mark, Standing
from safejournal.domain.values import dataclass
from safejournal.errors import Refused
from safejournal.exchange.excerpts import Excerpt, read_excerpt
from safejournal.exchange.keys import PublicIdentity
from safejournal.exchange.manifest import Acknowledged, Manifest, Proof, Purpose, read_manifest
from safejournal.exchange.unpacking import Unpacked
from safejournal.services import posting, written_file
from safejournal.services.comparing import about_sender
from safejournal.services.opening import Vault
from safejournal.services.posting import Address, Letter
from safejournal.services.telling import Plain, Telling
from safejournal.vault import inbox as kept
from safejournal.vault.inbox import Kept, Received
from safejournal.vault.sent import Reader, Sent
from safejournal.vault.store import Connection

__all__ = [
    "Bundle",
    "Entry",
    "Mark",
    "Standing",
    "accept",
    "accepted",
    "beside",
    "bundle",
    "bundles",
    "discard",
    "receipt",
    "save_file",
]


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
    """As they were when it came; what is known of the keys, as it is now."""
    instructions: str = field(repr=False)
    entries: tuple[Entry, ...]
    files: tuple[tuple[str, int], ...]
    """Names in the bundle, and sizes."""


def bundles(vault: Vault) -> list[Bundle]:
    """Return every bundle that was received and not discarded, the latest first."""
    with vault.reading() as connection:
        return [_bundle(vault, connection, received) for received in kept.bundles(connection)]


def bundle(vault: Vault, number: int, read: Unpacked | None = None) -> Bundle:
    """Return one bundle of the inbox; `read` is what was just read of it. Raises NotFound."""
    with vault.reading() as connection:
        return _bundle(vault, connection, kept.bundle(connection, number), read)


def _bundle(
    vault: Vault, connection: Connection, received: Received, read: Unpacked | None = None
) -> Bundle:
    manifest = read.manifest if read else read_manifest(received.manifest)
    sender = _sender(received, manifest)
    marks, contact = _marks_now(vault, connection, received, sender, manifest.proof)
    return Bundle(
        number=received.number,
        manifest=manifest,
        arrived=received.arrived,
        sender=sender,
        contact=contact,
        marks=marks,
        instructions=received.instructions,
        entries=tuple(
            _entry(each, read.read[at] if read else None)
            for at, each in enumerate(kept.excerpts(connection, received.number))
        ),
        files=tuple(kept.files(connection, received.number)),
    )


def _entry(held: Kept, read: Excerpt | None = None) -> Entry:
    return Entry(
        number=held.number,
        excerpt=read or read_excerpt(held.document),
        standing=Standing(held.standing),
        accepted=held.accepted,
    )


_ABOUT_KEYS = frozenset({Mark.SENDER_UNKNOWN, Mark.NEVER_COMPARED, Mark.KEY_CHANGED})
"""What a person can settle after a bundle came: by taking in a key, and comparing its words."""


def _marks_now(
    vault: Vault,
    connection: Connection,
    received: Received,
    sender: PublicIdentity | None,
    proof: Proof,
) -> tuple[frozenset[Mark], str | None]:
    """Return the marks that a bundle got when it came, but for what has been settled since.

    A key that was good then is not doubted because its owner has a new one now.
    """
    marks = frozenset(map(Mark, received.marks))
    if sender is None or not marks & _ABOUT_KEYS:
        return marks, received.contact
    about, contact, _ = about_sender(vault, connection, sender, proof)
    return marks - _ABOUT_KEYS | about, contact


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
        for each in bundles(vault)
        if contact is None or each.contact == contact
        for entry in each.entries
        if entry.accepted is not None
    ]


def beside(vault: Vault, entry: Entry) -> list[tuple[int, Entry]]:
    """Return what else is here of a foreign record, latest first: the bundle's number, and it."""
    with vault.reading() as connection:
        found = kept.of_record(connection, entry.excerpt.author, entry.excerpt.record)
        return [(each.received, _entry(each)) for each in found if each.number != entry.number]


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
    written_file.refuse_inside(vault.place, target)
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
