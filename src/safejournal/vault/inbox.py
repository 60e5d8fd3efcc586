"""What others sent: bundles as they came, apart from the person's own records for good.

Nothing here is a version: excerpts stay excerpts, with author, bundle and proof, also once a person
has accepted them. Discarding deletes everything but the bundle's id and number, by which a replay
is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import field
from datetime import UTC, datetime
from typing import Any

from safejournal.domain.values import dataclass
from safejournal.errors import NotFound
from safejournal.vault.attachments import CHUNK_BYTES
from safejournal.vault.store import Connection

_RECEIVED = (
    "SELECT number, bundle, arrived, recipient, signing, contact, marks, manifest, proof,"
    " instructions FROM received"
)
_EXCERPT = "SELECT number, received, record, author, document, standing, accepted FROM excerpt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A bundle that came."""

    number: int
    """Its row."""
    bundle: str
    arrived: datetime
    recipient: bytes | None
    """X25519 key of whom it was shown to come from; None if that was not shown."""
    signing: bytes | None
    contact: str | None
    """The contact whose keys those were when it came."""
    marks: frozenset[str]
    manifest: bytes = field(repr=False)
    proof: bytes = field(repr=False)
    instructions: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An excerpt that came in a bundle."""

    number: int
    """Its row; 0 before it is kept."""
    received: int
    record: str
    author: str
    document: bytes = field(repr=False)
    standing: str
    accepted: datetime | None = None


def begin(connection: Connection) -> int:
    """Make room for a bundle in the present transaction; return its row, for `complete`."""
    return connection.execute(
        "INSERT INTO received (bundle, arrived, marks, manifest, proof, instructions)"
        " VALUES (zeroblob(16), 0, '[]', x'', x'', '')"
    ).lastrowid


def complete(connection: Connection, number: int, received: Received) -> None:
    """Keep what turned out to be in a bundle."""
    connection.execute(
        "UPDATE received SET bundle = ?, arrived = ?, recipient = ?, signing = ?, contact = ?,"
        " marks = ?, manifest = ?, proof = ?, instructions = ? WHERE number = ?",
        (
            bytes.fromhex(received.bundle),
            int(received.arrived.timestamp()),
            received.recipient,
            received.signing,
            bytes.fromhex(received.contact) if received.contact else None,
            json.dumps(sorted(received.marks)),
            received.manifest,
            received.proof,
            received.instructions,
            number,
        ),
    )


def put_excerpt(connection: Connection, kept: Kept) -> None:
    """Keep one of its excerpts."""
    connection.execute(
        "INSERT INTO excerpt (received, record, author, document, standing) VALUES (?, ?, ?, ?, ?)",
        (
            kept.received,
            bytes.fromhex(kept.record),
            bytes.fromhex(kept.author),
            kept.document,
            kept.standing,
        ),
    )


def note_seen(connection: Connection, bundle: str, sender: bytes, number: int) -> None:
    """Remember that a bundle came, and its number, whatever becomes of it."""
    connection.execute(
        "INSERT OR IGNORE INTO seen (bundle, sender, seq) VALUES (?, ?, ?)",
        (bytes.fromhex(bundle), sender, number),
    )


def was_seen(connection: Connection, bundle: str) -> bool:
    """Tell whether this bundle has come before."""
    found = connection.execute("SELECT 1 FROM seen WHERE bundle = ?", (bytes.fromhex(bundle),))
    return found.fetchone() is not None


def latest_number(connection: Connection, sender: bytes) -> int:
    """Return the largest number that a sender's bundles have had; 0 if none came."""
    row = connection.execute("SELECT max(seq) FROM seen WHERE sender = ?", (sender,)).fetchone()
    return int(row[0] or 0) if row else 0


def bundles(connection: Connection) -> list[Received]:
    """Return every bundle that is kept, the latest first."""
    return [_received(row) for row in connection.execute(f"{_RECEIVED} ORDER BY number DESC")]


def is_empty(connection: Connection) -> bool:
    """Tell whether nothing is kept of anybody."""
    return connection.execute("SELECT 1 FROM received LIMIT 1").fetchone() is None


def undecided(connection: Connection) -> int:
    """Return in how many bundles something is neither accepted nor discarded."""
    row = connection.execute(
        "SELECT count(DISTINCT received) FROM excerpt WHERE accepted IS NULL"
    ).fetchone()
    return int(row[0]) if row else 0


def bundle(connection: Connection, number: int) -> Received:
    """Return one bundle by its row. Raises NotFound."""
    row = connection.execute(f"{_RECEIVED} WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("There is no such bundle in the inbox.")
    return _received(row)


def excerpts(connection: Connection, received: int) -> list[Kept]:
    """Return the excerpts of a bundle in their order."""
    rows = connection.execute(f"{_EXCERPT} WHERE received = ? ORDER BY number", (received,))
    return [_kept(row) for row in rows]


def of_record(connection: Connection, author: str, record: str) -> list[Kept]:
    """Return every excerpt of an author's record, the latest first."""
    rows = connection.execute(
        f"{_EXCERPT} WHERE author = ? AND record = ? ORDER BY number DESC",
        (bytes.fromhex(author), bytes.fromhex(record)),
    )
    return [_kept(row) for row in rows]


def accept(connection: Connection, received: int, numbers: tuple[int, ...], now: datetime) -> int:
    """Mark excerpts of a bundle as accepted (all, if none is named); return how many were."""
    wanted = numbers or tuple(kept.number for kept in excerpts(connection, received))
    for number in wanted:
        changed = connection.execute(
            "UPDATE excerpt SET accepted = coalesce(accepted, ?) WHERE number = ? AND received = ?"
            " RETURNING number",
            (int(now.timestamp()), number, received),
        ).fetchone()
        if changed is None:
            raise NotFound("There is no such record in this bundle.")
    return len(wanted)


def discard_excerpts(connection: Connection, received: int, numbers: tuple[int, ...]) -> None:
    """Delete excerpts of a bundle, with the files that only they name. Raises NotFound."""
    for number in numbers:
        gone = connection.execute(
            "DELETE FROM excerpt WHERE number = ? AND received = ? RETURNING document",
            (number, received),
        ).fetchone()
        if gone is None:
            raise NotFound("There is no such record in this bundle.")
        for each in json.loads(gone[0]).get("attached", ()):
            _delete_file(connection, received, each["file"])


def discard(connection: Connection, received: int) -> None:
    """Delete a bundle and all that came in it. Raises NotFound."""
    for name, _ in files(connection, bundle(connection, received).number):
        _delete_file(connection, received, name)
    connection.execute("DELETE FROM excerpt WHERE received = ?", (received,))
    connection.execute("DELETE FROM received WHERE number = ?", (received,))


def _delete_file(connection: Connection, received: int, name: str) -> None:
    row = connection.execute(
        "SELECT number FROM received_file WHERE received = ? AND name = ?", (received, name)
    ).fetchone()
    if row is not None:
        connection.execute("DELETE FROM received_chunk WHERE file = ?", (row[0],))
        connection.execute("DELETE FROM received_file WHERE number = ?", (row[0],))


def files(connection: Connection, received: int) -> list[tuple[str, int]]:
    """Return the files of a bundle: name and size."""
    rows = connection.execute(
        "SELECT name, size FROM received_file WHERE received = ? ORDER BY number", (received,)
    )
    return [(str(name), int(size)) for name, size in rows]


def file_pieces(connection: Connection, received: int, name: str) -> Iterator[bytes]:
    """Yield a file's bytes. Raises NotFound."""
    row = connection.execute(
        "SELECT number FROM received_file WHERE received = ? AND name = ?", (received, name)
    ).fetchone()
    if row is None:
        raise NotFound("There is no such file in this bundle.")
    rows = connection.execute(
        "SELECT data FROM received_chunk WHERE file = ? ORDER BY place", (row[0],)
    )
    for (data,) in rows:
        yield data


class FilesIn:
    """Takes the files of a bundle while it is read, inside the caller's transaction."""

    def __init__(self, connection: Connection, received: int) -> None:
        self._connection = connection
        self._received = received
        self._file = self._place = 0
        self._waiting = bytearray()

    def begin(self, name: str, size: int) -> None:
        """Take note of the next file."""
        self._place = 0
        self._file = self._connection.execute(
            "INSERT INTO received_file (received, name, size) VALUES (?, ?, ?)",
            (self._received, name, size),
        ).lastrowid

    def data(self, piece: memoryview) -> None:
        """Take a piece of it."""
        self._waiting += piece
        while len(self._waiting) >= CHUNK_BYTES:
            self._write(bytes(self._waiting[:CHUNK_BYTES]))
            del self._waiting[:CHUNK_BYTES]

    def end(self) -> None:
        """Take note that it is complete."""
        if self._waiting:
            self._write(bytes(self._waiting))
        self._waiting.clear()

    def _write(self, data: bytes) -> None:
        self._connection.execute(
            "INSERT INTO received_chunk (file, place, data) VALUES (?, ?, ?)",
            (self._file, self._place, data),
        )
        self._place += 1


def _received(row: tuple[Any, ...]) -> Received:
    number, found, arrived, recipient, signing, contact, marks, manifest, proof, told = row
    return Received(
        number=number,
        bundle=found.hex(),
        arrived=datetime.fromtimestamp(arrived, UTC),
        recipient=recipient,
        signing=signing,
        contact=contact.hex() if contact else None,
        marks=frozenset(json.loads(marks)),
        manifest=manifest,
        proof=proof,
        instructions=told,
    )


def _kept(row: tuple[Any, ...]) -> Kept:
    number, received, record, author, document, standing, accepted = row
    return Kept(
        number=number,
        received=received,
        record=record.hex(),
        author=author.hex(),
        document=document,
        standing=standing,
        accepted=None if accepted is None else datetime.fromtimestamp(accepted, UTC),
    )
