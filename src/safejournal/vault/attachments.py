"""Files inside the vault, in chunks: beside it they would show their number, size and time."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from typing import BinaryIO

from safejournal.domain.values import dataclass
from safejournal.errors import NotFound, Refused, StoreDamaged
from safejournal.vault.store import Connection

CHUNK_BYTES = 256 * 1024
"""One row. Large enough that the cost per row vanishes, small enough to hold a few in memory."""

LARGEST_BYTES = 2 * 1024**3
"""One file. Above this, a journal is the wrong place."""

Progress = Callable[[int], None]
"""Called with the bytes done so far, after each chunk; what it raises stops the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A file as it was taken in."""

    id: str
    size: int
    sha256: str


def take_in(
    connection: Connection, record_number: int, source: BinaryIO, progress: Progress
) -> Intake:
    """Copy an open file into the vault and hash it on the way, inside the caller's transaction.

    Raises Refused when it is too large. Whatever stops it half-way, the transaction takes back.
    """
    attachment_id = secrets.token_bytes(16)
    connection.execute(
        "INSERT INTO attachment (id, record, size) VALUES (?, ?, 0)",
        (attachment_id, record_number),
    )
    number = _number(connection, attachment_id)
    hasher, size = hashlib.sha256(), 0
    for place, data in enumerate(_chunks(source)):
        hasher.update(data)
        size += len(data)
        if size > LARGEST_BYTES:
            raise Refused("This file is too large for the vault.")
        connection.execute(
            "INSERT INTO chunk (attachment, place, data) VALUES (?, ?, ?)", (number, place, data)
        )
        progress(size)
    connection.execute("UPDATE attachment SET size = ? WHERE number = ?", (size, number))
    return Intake(id=attachment_id.hex(), size=size, sha256=hasher.hexdigest())


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    try:
        while data := source.read(CHUNK_BYTES):
            yield data
    except OSError:  # a disk that fails, or a stick that was pulled
        raise Refused("This file could not be read to its end; nothing was kept of it.") from None


def read_out(connection: Connection, attachment: str, sha256: str) -> Iterator[bytes]:
    """Yield a file's bytes chunk by chunk.

    Raises NotFound; and StoreDamaged at the end when what came out is not what was taken in, so
    the caller must not call the file whole before the last chunk.
    """
    number = _number(connection, bytes.fromhex(attachment))
    hasher = hashlib.sha256()
    for (data,) in connection.execute(
        "SELECT data FROM chunk WHERE attachment = ? ORDER BY place", (number,)
    ):
        hasher.update(data)
        yield data
    if hasher.hexdigest() != sha256:
        raise StoreDamaged("This file is not the one that was taken in.")


def _number(connection: Connection, attachment: bytes) -> int:
    row = connection.execute("SELECT number FROM attachment WHERE id = ?", (attachment,)).fetchone()
    if row is None:
        raise NotFound("There is no such attachment.")
    return int(row[0])
