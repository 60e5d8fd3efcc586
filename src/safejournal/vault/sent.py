"""Who was given what, since when, and what came back. Nothing of what was in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from safejournal.domain.values import dataclass
from safejournal.vault.store import Connection


class SentForm(StrEnum):
    """In which form something left."""

    BUNDLE = "bundle"
    PAPER = "paper"
    """One printed page, in the clear."""
    DOSSIER = "dossier"
    """A chronology as HTML or PDF: in the clear, unless it has a recipient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody to whom a bundle was sealed, or a paper given."""

    contact: str | None
    """None for a bare recipient, and for a passphrase."""
    recipient: bytes | None
    """Their X25519 key; None for a passphrase, and for what leaves in the clear."""
    arrived: datetime | None = None
    """When their receipt came back."""
    accepted: datetime | None = None
    """When a receipt came that said that they had looked at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRecord:
    """What left of a record."""

    record: str
    version: str
    whole: bool
    paths: tuple[str, ...]
    """The fields that left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A bundle, a paper or a dossier that was written."""

    bundle: str
    number: int
    purpose: str
    at: datetime
    manifest: str
    """SHA-256 of its manifest, which a receipt names; of a paper or dossier, of its bytes."""
    readers: tuple[Reader, ...]
    records: tuple[SentRecord, ...]
    form: SentForm = SentForm.BUNDLE
    anchor: str = ""
    """The end of the chain that it told its readers; "" if it told none."""


def keep(connection: Connection, sent: Sent) -> None:
    """Note a bundle in the present transaction."""
    number = connection.execute(
        "INSERT INTO sent (bundle, seq, purpose, at, manifest, form, anchor)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            bytes.fromhex(sent.bundle),
            sent.number,
            sent.purpose,
            int(sent.at.timestamp()),
            bytes.fromhex(sent.manifest),
            sent.form.value,
            bytes.fromhex(sent.anchor) or None,
        ),
    ).lastrowid
    for reader in sent.readers:
        contact = bytes.fromhex(reader.contact) if reader.contact else None
        connection.execute(
            "INSERT INTO sent_to (sent, contact, recipient) VALUES (?, ?, ?)",
            (number, contact, reader.recipient),
        )
    for record in sent.records:
        connection.execute(
            "INSERT INTO sent_record (sent, record, version, whole, paths) VALUES (?, ?, ?, ?, ?)",
            (
                number,
                bytes.fromhex(record.record),
                bytes.fromhex(record.version),
                int(record.whole),
                json.dumps(record.paths),
            ),
        )


def forget(connection: Connection, bundle: str) -> None:
    """Take back the note of a bundle that never left, in the present transaction."""
    row = connection.execute(
        "SELECT number FROM sent WHERE bundle = ?", (bytes.fromhex(bundle),)
    ).fetchone()
    if row is not None:
        connection.execute("DELETE FROM sent_to WHERE sent = ?", row)
        connection.execute("DELETE FROM sent_record WHERE sent = ?", row)
        connection.execute("DELETE FROM sent WHERE number = ?", row)


def everything(connection: Connection) -> list[Sent]:
    """Return every bundle, the latest first."""
    return _read(connection, "", ())


def to_contact(connection: Connection, contact: str) -> list[Sent]:
    """Return what a contact was given, the latest first."""
    where = "WHERE number IN (SELECT sent FROM sent_to WHERE contact = ?)"
    return _read(connection, where, (bytes.fromhex(contact),))


def with_record(connection: Connection, record: str) -> list[Sent]:
    """Return in which bundles something of a record left, the latest first."""
    where = "WHERE number IN (SELECT sent FROM sent_record WHERE record = ?)"
    return _read(connection, where, (bytes.fromhex(record),))


def seal_of(connection: Connection, record: str, version: str) -> tuple[bytes, bytes] | None:
    """Return a version's salt and body, which leave only with the whole of it; None if erased."""
    row = connection.execute(
        "SELECT c.salt, c.body FROM record r JOIN version v ON v.record = r.number"
        " JOIN content c ON c.version = v.number WHERE r.id = ? AND v.digest = ?",
        (bytes.fromhex(record), bytes.fromhex(version)),
    ).fetchone()
    return None if row is None else (bytes(row[0]), bytes(row[1]))


def note_receipt(
    connection: Connection,
    bundle: str,
    manifest: str,
    recipient: bytes,
    now: datetime,
    *,
    accepted: bool,
) -> bool | None:
    """Note that a reader has a bundle; return whether that is new.

    None if there is no such bundle and reader.
    """
    row = connection.execute(
        "SELECT t.rowid, t.arrived, t.accepted FROM sent s JOIN sent_to t ON t.sent = s.number"
        " WHERE s.bundle = ? AND s.manifest = ? AND t.recipient = ?",
        (bytes.fromhex(bundle), bytes.fromhex(manifest), recipient),
    ).fetchone()
    if row is None:
        return None
    reader, arrived, looked = row
    moment = int(now.timestamp())
    connection.execute(
        "UPDATE sent_to SET arrived = ?, accepted = ? WHERE rowid = ?",
        (arrived or moment, looked or (moment if accepted else None), reader),
    )
    return arrived is None or (accepted and looked is None)


def _read(connection: Connection, where: str, values: Sequence[object]) -> list[Sent]:
    rows = connection.execute(
        "SELECT number, bundle, seq, purpose, at, manifest, form, anchor"
        f" FROM sent {where} ORDER BY number DESC",
        values,
    ).fetchall()
    return [_sent(connection, row) for row in rows]


def _sent(connection: Connection, row: tuple[Any, ...]) -> Sent:
    number, bundle, seq, purpose, at, manifest, form, anchor = row
    readers = connection.execute(
        "SELECT contact, recipient, arrived, accepted FROM sent_to WHERE sent = ? ORDER BY rowid",
        (number,),
    )
    records = connection.execute(
        "SELECT record, version, whole, paths FROM sent_record WHERE sent = ? ORDER BY rowid",
        (number,),
    )
    return Sent(
        bundle=bundle.hex(),
        number=seq,
        purpose=purpose,
        at=datetime.fromtimestamp(at, UTC),
        manifest=manifest.hex(),
        form=SentForm(form),
        anchor=(anchor or b"").hex(),
        readers=tuple(
            Reader(
                contact=contact.hex() if contact else None,
                recipient=recipient,
                arrived=_moment(arrived),
                accepted=_moment(accepted),
            )
            for contact, recipient, arrived, accepted in readers
        ),
        records=tuple(
            SentRecord(
                record=record.hex(),
                version=version.hex(),
                whole=bool(whole),
                paths=tuple(json.loads(paths)),
            )
            for record, version, whole, paths in records
        ),
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
