"""Looking at what somebody sent, and taking it in; never into one's own records."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from safejournal.domain.comparison import Mark
from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected
from safejournal.exchange.excerpts import Excerpt, Extent
from safejournal.exchange.jail import LARGEST as LARGEST_FILE
from safejournal.exchange.jail import LARGEST_SILENT, Agreed, Secret
from safejournal.exchange.keys import PublicIdentity
from safejournal.exchange.manifest import Acknowledged, Manifest, Proof
from safejournal.exchange.opening import Shown, open_bundle, who_made
from safejournal.exchange.private_keys import PrivateIdentity, read_identity_file
from safejournal.exchange.unpacking import Unpacked
from safejournal.services import correspondents
from safejournal.services.attachments import Progress, nothing_to_show
from safejournal.services.comparing import as_known, asking, compared, marks_of
from safejournal.services.identity import own_keys
from safejournal.services.inbox import Bundle, bundle
from safejournal.services.opening import Vault
from safejournal.services.plain_file import open_plain
from safejournal.vault import inbox as kept
from safejournal.vault import sent
from safejournal.vault.inbox import FilesIn, Kept, Received
from safejournal.vault.store import Connection

__all__ = [
    "LARGEST_FILE",
    "Agreed",
    "Bundle",
    "Came",
    "Excerpt",
    "Extent",
    "Manifest",
    "Mark",
    "Opened",
    "is_large",
    "open_with_identity",
    "open_with_vault",
    "receive",
]

NO_CONSENT = Agreed()
_NO_RECEIPT = "this receipt is for no bundle of this vault, or not from its reader"


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
class Came:
    """What a received file turned out to be."""

    bundle: Bundle | None
    """None for a receipt."""
    acknowledged: Acknowledged | None = None
    """For a receipt: which of one's own bundles it is for."""
    contact: str | None = None
    """For a receipt: who has that bundle."""
    known: bool = False
    """For a receipt: whether one that said as much was taken in before."""


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
    marks = asking(unpacked)
    marks.add(Mark.SENDER_NOT_SHOWN if shown.sender is None else Mark.SENDER_UNKNOWN)
    if shown.forwarded:
        marks.add(Mark.FORWARDED)
    return _opened(unpacked, shown, None, frozenset(marks))


def open_with_vault(
    vault: Vault,
    path: Path,
    *,
    agreed: Agreed = NO_CONSENT,
    passphrase: str = "",
    watch: Progress = nothing_to_show,
) -> Opened:
    """Look at a bundle with the vault's key: nothing kept. Raises as `open_with_identity` does.

    A practice bundle is refused by a vault of one's own, and the other way round.
    """
    keys = own_keys(vault)
    unpacked = _unpack(path, keys, passphrase, agreed, watch)
    _refuse_other_realm(vault, unpacked.manifest)
    shown = who_made(unpacked, keys)
    with vault.reading() as connection:
        shown = as_known(connection, shown, unpacked.manifest.proof)
        marks, contact = marks_of(vault, connection, unpacked, shown)
    return _opened(unpacked, shown, contact, marks)


def _unpack(
    path: Path,
    keys: PrivateIdentity | None,
    passphrase: str,
    agreed: Agreed,
    watch: Progress = nothing_to_show,
) -> Unpacked:
    with _file(path) as source:
        return open_bundle(source, _secret(keys, passphrase), agreed, watch=watch)


def _secret(keys: PrivateIdentity | None, passphrase: str) -> Secret:
    return Secret(key=keys.age_secret if keys else "", passphrase=passphrase)


def is_large(path: Path) -> bool:
    """Tell whether a file is so large that it is read only after a yes."""
    try:
        return path.stat().st_size > LARGEST_SILENT
    except OSError:
        return False


def _file(path: Path) -> BinaryIO:
    return open_plain(path, "Only plain files can be received.")


def _opened(
    unpacked: Unpacked, shown: Shown, contact: str | None, marks: frozenset[Mark]
) -> Opened:
    return Opened(
        manifest=unpacked.manifest,
        instructions=unpacked.instructions,
        excerpts=unpacked.read,
        sender=shown.sender,
        contact=contact,
        marks=marks,
    )


def _refuse_other_realm(vault: Vault, manifest: Manifest) -> None:
    if manifest.practice and not vault.practice:
        raise InputRejected("this is a practice bundle; a vault of one's own takes none")
    if vault.practice and not manifest.practice:
        raise InputRejected("this bundle is real; a practice vault takes none")


def receive(
    vault: Vault,
    path: Path,
    *,
    agreed: Agreed = NO_CONSENT,
    passphrase: str = "",
    watch: Progress = nothing_to_show,
) -> Came:
    """Take a bundle into the inbox, compared with what is there; or take note of a receipt.

    All of it or nothing, also when `watch`, which is told how far it is, raises something. Nothing
    enters the person's own records. Raises as `open_with_vault` does.
    """
    keys = own_keys(vault)
    with _file(path) as source, vault.writing() as connection:
        number = kept.begin(connection)
        files = FilesIn(connection, number)
        unpacked = open_bundle(source, _secret(keys, passphrase), agreed, files, watch)
        _refuse_other_realm(vault, unpacked.manifest)
        shown = as_known(connection, who_made(unpacked, keys), unpacked.manifest.proof)
        if unpacked.manifest.acknowledges is not None:
            kept.discard(connection, number)
            return _note_receipt(vault, connection, unpacked.manifest, shown)
        _keep(vault, connection, number, unpacked, shown)
    return Came(bundle=bundle(vault, number, unpacked))


def _note_receipt(vault: Vault, connection: Connection, manifest: Manifest, shown: Shown) -> Came:
    sender, what = shown.sender, manifest.acknowledges
    # A signature shows nothing of the age key, by which a reader of one's own bundles is known.
    if sender is None or what is None or manifest.proof is not Proof.CODE:
        raise InputRejected(_NO_RECEIPT)
    reader, now = sender.recipient, vault.clock()
    new = sent.note_receipt(
        connection, what.bundle, what.manifest, reader, now, accepted=what.accepted
    )
    if new is None:
        raise InputRejected(_NO_RECEIPT)
    match = correspondents.whose(connection, sender, manifest.proof)
    return Came(bundle=None, acknowledged=what, contact=match.contact, known=not new)


def _keep(
    vault: Vault, connection: Connection, number: int, unpacked: Unpacked, shown: Shown
) -> None:
    manifest, sender = unpacked.manifest, shown.sender
    marks, contact = marks_of(vault, connection, unpacked, shown)
    for excerpt, document, standing in compared(vault, connection, unpacked, shown):
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
    kept.note_seen(connection, manifest.bundle, sender.both if sender else b"", manifest.number)
