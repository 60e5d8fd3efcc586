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
from dataclasses import dataclass
from enum import StrEnum

from safejournal.errors import StoreDamaged
from safejournal.vault.store import Connection

_LABEL = b"safejournal/1 event"
_NOTHING_BEFORE = bytes(32)
_NO_SUBJECT = bytes(32)


class Event(StrEnum):
    """What an event says happened. Reading leaves no event."""

    BEGUN = "begun"
    SEALED = "sealed"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Link:
    """One event in its place."""

    seq: int
    event: Event
    day: str
    subject: bytes
    hash: bytes


def begin(connection: Connection, chain_id: bytes, day: str) -> None:
    """Write the first event of a new chain."""
    _append(connection, chain_id, 1, _NOTHING_BEFORE, Event.BEGUN, day, _NO_SUBJECT)


def append(connection: Connection, event: Event, subject: bytes, day: str) -> None:
    """Add an event about a version (by its digest) in the present transaction."""
    seq, previous = end(connection)
    _append(connection, chain_id(connection), seq + 1, previous, event, day, subject)


def _append(
    connection: Connection,
    chain: bytes,
    seq: int,
    previous: bytes,
    event: Event,
    day: str,
    subject: bytes,
) -> None:
    made = event_hash(chain, seq, previous, event.value, day, subject)
    connection.execute(
        "INSERT INTO chain (seq, event, day, subject, hash) VALUES (?, ?, ?, ?, ?)",
        (seq, event.value, day, subject, made),
    )
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('chain_end', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (struct.pack(">Q", seq) + made,),
    )


def event_hash(
    chain: bytes, seq: int, previous: bytes, event: str, day: str, subject: bytes
) -> bytes:
    """Return the hash of one event (docs/vault-format.md gives the bytes)."""
    hasher = hashlib.sha256(_LABEL)
    for part in (chain, struct.pack(">Q", seq), previous, event.encode(), day.encode(), subject):
        hasher.update(struct.pack(">I", len(part)))
        hasher.update(part)
    return hasher.digest()


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
    rows = connection.execute("SELECT seq, event, day, subject, hash FROM chain ORDER BY seq")
    for seq, event, day, subject, made in rows:
        yield Link(seq, Event(event), day, bytes(subject), bytes(made))


def check(connection: Connection) -> int:
    """Walk the whole chain and return its length. Raises StoreDamaged at the first break."""
    chain, previous, count = chain_id(connection), _NOTHING_BEFORE, 0
    for link in events(connection):
        count += 1
        made = event_hash(chain, count, previous, link.event.value, link.day, link.subject)
        if link.seq != count or made != link.hash:
            raise StoreDamaged(f"The journal's chain of events is broken at event {count}.")
        previous = made
    if (count, previous) != end(connection):
        raise StoreDamaged("The journal's chain of events does not reach its recorded end.")
    return count


def check_end(connection: Connection) -> None:
    """Check only that the last event is the recorded one: quick enough for every opening."""
    seq, made = end(connection)
    row = connection.execute("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None or row[0] != seq or bytes(row[1]) != made:
        raise StoreDamaged("The journal's chain of events does not reach its recorded end.")
