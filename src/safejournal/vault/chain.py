"""The chain of events: proof of the order in which versions entered the journal.

Every event's hash covers the one before it, so nothing can be taken out, put in or moved without
the end changing. Times are coarse (the UTC day): the chain must not become a diary of its own.
What it cannot show is a whole folder put back to an older genuine state; for that, an anchor must
have been kept outside (`verification`).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from safejournal.errors import StoreDamaged
from safejournal.vault.store import Connection

_LABEL = b"safejournal/1 event"
_LENGTH, _SEQ, _DAY = struct.Struct(">I").pack, struct.Struct(">Q").pack, struct.Struct(">q").pack
_NUMBER_LENGTH = _LENGTH(8)
_NOTHING_BEFORE = bytes(32)
_NO_SUBJECT = bytes(32)
_DAY_SECONDS = 24 * 60 * 60


_EVENTS = (
    "SELECT c.seq, c.event, c.day, c.version, v.digest, c.hash FROM chain c"
    " LEFT JOIN version v ON v.number = c.version ORDER BY c.seq"
)


class Event(StrEnum):
    """What an event says happened. Reading leaves no event."""

    BEGUN = "begun"
    SEALED = "sealed"
    ERASED = "erased"


class Link(NamedTuple):
    """One event in its place. A tuple: verifying makes one for each save there ever was."""

    seq: int
    event: Event
    day: int
    """Days since 1970, UTC."""
    version: int | None
    """The row number of the version that it is about."""
    subject: bytes
    """That version's digest; zeros for the beginning."""
    hash: bytes


def day_of(now: datetime) -> int:
    """Return the UTC day of a moment, as days since 1970."""
    return int(now.timestamp() // _DAY_SECONDS)


def begin(connection: Connection, chain: bytes, day: int) -> None:
    """Write the first event of a new chain."""
    made = event_hash(chain, 1, _NOTHING_BEFORE, Event.BEGUN, day, _NO_SUBJECT)
    _write(connection, Link(1, Event.BEGUN, day, None, _NO_SUBJECT, made))


def append(connection: Connection, event: Event, version: int, digest: bytes, day: int) -> None:
    """Add an event about a version (its row and digest) in the present transaction."""
    seq, previous = end(connection)
    made = event_hash(chain_id(connection), seq + 1, previous, event, day, digest)
    _write(connection, Link(seq + 1, event, day, version, digest, made))


def _write(connection: Connection, link: Link) -> None:
    connection.execute(
        "INSERT INTO chain (seq, event, day, version, hash) VALUES (?, ?, ?, ?, ?)",
        (link.seq, link.event.value, link.day, link.version, link.hash),
    )
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('chain_end', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (struct.pack(">Q", link.seq) + link.hash,),
    )


def event_hash(
    chain: bytes, seq: int, previous: bytes, event: str, day: int, subject: bytes
) -> bytes:
    """Return the hash of one event (docs/vault-format.md gives the bytes)."""
    named = event.encode()
    told = (
        _LABEL,
        _LENGTH(len(chain)), chain,
        _NUMBER_LENGTH, _SEQ(seq),
        _LENGTH(len(previous)), previous,
        _LENGTH(len(named)), named,
        _NUMBER_LENGTH, _DAY(day),
        _LENGTH(len(subject)), subject,
    )  # fmt: skip
    return hashlib.sha256(b"".join(told)).digest()


def end(connection: Connection) -> tuple[int, bytes]:
    """Return the number and hash of the last event. Raises StoreDamaged when it is missing."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'chain_end'").fetchone()
    if row is None or len(row[0]) != struct.calcsize(">Q") + 32:
        raise StoreDamaged("The journal's chain of events has lost its end.")
    return struct.unpack(">Q", row[0][:8])[0], bytes(row[0][8:])


def chain_id(connection: Connection) -> bytes:
    """Return the 16 random bytes that name this chain."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'chain_id'").fetchone()
    if row is None:
        raise StoreDamaged("The journal's chain of events has lost its name.")
    return bytes(row[0])


def events(connection: Connection) -> Iterator[Link]:
    """Yield every event from the first, as stored and not yet verified."""
    for seq, event, day, version, digest, made in connection.execute(_EVENTS):
        yield Link(seq, Event(event), day, version, digest or _NO_SUBJECT, made)


def checked(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield every event with its subject once its hash is found right.

    Raises StoreDamaged at the first break. Only whoever reads to the end knows that the chain
    reaches its recorded end.
    """
    chain, previous, count = chain_id(connection), _NOTHING_BEFORE, 0
    for seq, event, day, _version, digest, written in connection.execute(_EVENTS):
        count += 1
        subject = digest or _NO_SUBJECT
        made = event_hash(chain, count, previous, event, day, subject)
        if seq != count or made != written:
            raise StoreDamaged(f"The journal's chain of events is broken at event {count}.")
        yield event, subject
        previous = made
    if (count, previous) != end(connection):
        raise StoreDamaged("The journal's chain of events does not reach its recorded end.")


def check_end(connection: Connection) -> None:
    """Check only that the last event is the recorded one: quick enough for every opening."""
    seq, made = end(connection)
    row = connection.execute("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None or row[0] != seq or bytes(row[1]) != made:
        raise StoreDamaged("The journal's chain of events does not reach its recorded end.")
