"""The growing set of sealed versions, as rows: put in, read back, erased, never changed.

Every function runs on the caller's connection, and the writing ones inside the caller's
transaction: a version, its event in the chain and what is derived from it appear together or not at
all.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from safejournal import codec
from safejournal.domain.times import write_moment
from safejournal.domain.versions import (
    DIGEST_BYTES,
    SALT_BYTES,
    Envelope,
    Record,
    Version,
    commit,
)
from safejournal.domain.words import Kind
from safejournal.errors import NotFound, Refused
from safejournal.vault import chain, derived
from safejournal.vault.store import Connection

_COLUMNS = (
    "r.id, r.kind, v.parents, v.author, v.written_at, v.sealed, v.commitment, v.salt, v.body,"
    " v.digest, r.heads"
)
_VERSION = f"SELECT {_COLUMNS} FROM version v JOIN record r ON r.number = v.record"
_IS_NEWEST = f"v.digest = substr(r.heads, 1, {DIGEST_BYTES})"


def seal(
    connection: Connection,
    *,
    record: bytes,
    kind: Kind,
    body: bytes,
    parents: Sequence[bytes],
    author: bytes,
    now: datetime,
) -> bytes:
    """Add a version, and return its digest.

    `parents` are the heads it replaces: none begins a record. Raises Refused when one of them is
    not, or no longer, a head: somebody else has written meanwhile, and nothing may be lost.
    """
    salt = secrets.token_bytes(SALT_BYTES)
    envelope = Envelope(
        record=record,
        kind=kind,
        parents=tuple(sorted(parents)),
        author=author,
        written_at=int(now.timestamp()),
        commitment=commit(salt, body),
    )
    insert(connection, Version(envelope=envelope, salt=salt, body=body), now)
    return envelope.digest()


def insert(connection: Connection, version: Version, now: datetime) -> None:
    """Add a version as it is, its event, and what is derived from it."""
    envelope, digest = version.envelope, version.envelope.digest()
    number = _number_for(connection, envelope)
    heads = _heads(connection, number)
    if not set(envelope.parents) <= set(heads):
        raise Refused(
            "This record has been changed meanwhile.", hint="Look at the newest version first."
        )
    kept = [head for head in heads if head not in envelope.parents]
    day = now.astimezone(UTC).date().isoformat()
    connection.execute(
        "INSERT INTO version (digest, record, parents, author, written_at, sealed, commitment,"
        " salt, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            digest,
            number,
            b"".join(envelope.parents),
            envelope.author,
            envelope.written_at,
            day,
            envelope.commitment,
            version.salt,
            version.body,
        ),
    )
    derived.forget(connection, number, _newest_body(connection, heads), envelope.kind)
    connection.execute(
        "UPDATE record SET heads = ? WHERE number = ?", (b"".join([digest, *kept]), number)
    )
    chain.append(connection, chain.Event.SEALED, digest, day)
    derived.learn(connection, number, envelope.kind, version.body, envelope.written_at)


def _number_for(connection: Connection, envelope: Envelope) -> int:
    row = connection.execute(
        "SELECT number, kind FROM record WHERE id = ?", (envelope.record,)
    ).fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO record (id, kind, heads) VALUES (?, ?, x'')",
            (envelope.record, envelope.kind.value),
        )
        return number_of(connection, envelope.record)
    if row[1] != envelope.kind.value:
        raise Refused("A record keeps its kind.")
    return int(row[0])


def number_of(connection: Connection, record: bytes) -> int:
    """Return the row number of a record. Raises NotFound."""
    row = connection.execute("SELECT number FROM record WHERE id = ?", (record,)).fetchone()
    if row is None:
        raise NotFound("There is no record with this id.")
    return int(row[0])


def _heads(connection: Connection, number: int) -> list[bytes]:
    row = connection.execute("SELECT heads FROM record WHERE number = ?", (number,)).fetchone()
    return split(row[0]) if row else []


def split(joined: bytes) -> list[bytes]:
    """Return the digests that stand one behind the other in a column."""
    return [bytes(joined[i : i + DIGEST_BYTES]) for i in range(0, len(joined), DIGEST_BYTES)]


def _newest_body(connection: Connection, heads: Sequence[bytes]) -> bytes | None:
    if not heads:
        return None
    row = connection.execute("SELECT body FROM version WHERE digest = ?", (heads[0],)).fetchone()
    return row[0] if row else None


def newest(connection: Connection, record: bytes) -> Record:
    """Return a record as it stands now. Raises NotFound."""
    row = connection.execute(f"{_VERSION} WHERE r.id = ? AND {_IS_NEWEST}", (record,)).fetchone()
    if row is None:
        raise NotFound("There is no record with this id.")
    return as_record(row)


def newest_by_numbers(connection: Connection, numbers: Sequence[int]) -> list[Record]:
    """Return records by their row numbers, in that order."""
    marks = ",".join("?" * len(numbers))
    rows = connection.execute(
        f"SELECT r.number, {_COLUMNS} FROM record r JOIN version v ON {_IS_NEWEST}"
        f" WHERE r.number IN ({marks})",
        tuple(numbers),
    )
    found = {row[0]: as_record(row[1:]) for row in rows}
    return [found[number] for number in numbers if number in found]


def history(connection: Connection, record: bytes) -> list[Record]:
    """Return every version of a record, newest first. Raises NotFound."""
    rows = connection.execute(
        f"{_VERSION} WHERE r.id = ? ORDER BY v.number DESC", (record,)
    ).fetchall()
    if not rows:
        raise NotFound("There is no record with this id.")
    return [as_record(row) for row in rows]


def versions(connection: Connection) -> Iterator[tuple[bytes, Version]]:
    """Yield every version with the digest that it is stored under, in the order of sealing."""
    for row in connection.execute(f"{_VERSION} ORDER BY v.number"):
        yield bytes(row[9]), _as_version(row)


def _as_version(row: tuple[Any, ...]) -> Version:
    record, kind, parents, author, written_at, _, commitment, salt, body = row[:9]
    envelope = Envelope(
        record=record,
        kind=Kind(kind),
        parents=tuple(split(parents)),
        author=author,
        written_at=written_at,
        commitment=commitment,
    )
    return Version(envelope=envelope, salt=salt, body=body)


def as_record(row: tuple[Any, ...]) -> Record:
    """Return the record that a row of the version query tells of."""
    version, digest, heads = _as_version(row), row[9], split(row[10])
    envelope, body = version.envelope, version.body
    removed = body is None or body == codec.REMOVED_BODY
    return Record(
        id=envelope.record.hex(),
        kind=envelope.kind,
        version=digest.hex(),
        parents=tuple(parent.hex() for parent in envelope.parents),
        author=envelope.author.hex(),
        written_at=write_moment(datetime.fromtimestamp(envelope.written_at, UTC)),
        sealed=row[5],
        content=None if removed or body is None else codec.decode_content(envelope.kind, body),
        erased=version.erased,
        conflicts=tuple(h.hex() for h in heads if h != digest) if digest in heads else (),
    )


def erase(connection: Connection, record: bytes, now: datetime) -> int:
    """Destroy the content of every version of a record, its files and drafts.

    Envelopes, commitments and the chain stay, and one event for each version says that it was
    erased. Returns how many versions lost their content. Raises NotFound.
    """
    number = number_of(connection, record)
    kind = newest(connection, record).kind
    derived.forget(connection, number, _newest_body(connection, _heads(connection, number)), kind)
    rows = connection.execute(
        "SELECT digest FROM version WHERE record = ? AND body IS NOT NULL ORDER BY number",
        (number,),
    ).fetchall()
    connection.execute("UPDATE version SET salt = NULL, body = NULL WHERE record = ?", (number,))
    connection.execute(
        "DELETE FROM chunk WHERE attachment IN (SELECT number FROM attachment WHERE record = ?)",
        (number,),
    )
    connection.execute("DELETE FROM attachment WHERE record = ?", (number,))
    connection.execute("DELETE FROM draft WHERE record = ?", (record,))
    day = now.astimezone(UTC).date().isoformat()
    for (digest,) in rows:
        chain.append(connection, chain.Event.ERASED, bytes(digest), day)
    return len(rows)


def without_content(version: Version) -> Version:
    """Return what is left of a version once it is erased."""
    return replace(version, salt=None, body=None)


def ids_beginning(connection: Connection, prefix: str, limit: int = 2) -> list[str]:
    """Return the ids, in hexadecimal, that begin like this."""
    low, high = prefix.ljust(32, "0"), prefix.ljust(32, "f")
    rows = connection.execute(
        "SELECT id FROM record WHERE id BETWEEN ? AND ? LIMIT ?",
        (bytes.fromhex(low), bytes.fromhex(high), limit),
    )
    return [bytes(row[0]).hex() for row in rows]


def last_removed(connection: Connection) -> bytes | None:
    """Return the id of the record whose newest version is the latest removal."""
    row = connection.execute(
        f"SELECT r.id FROM version v JOIN record r ON r.number = v.record AND {_IS_NEWEST}"
        " WHERE v.body = ? ORDER BY v.number DESC LIMIT 1",
        (codec.REMOVED_BODY,),
    ).fetchone()
    return None if row is None else bytes(row[0])
