"""The growing set of sealed versions, as rows: put in, read back, erased, never changed.

Every function runs on the caller's connection, and the writing ones inside the caller's
transaction: a version, its event in the chain and what is derived from it appear together or not at
all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from safejournal import codec
from safejournal.domain.records import Content, kind_of
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

_EPOCH = date(1970, 1, 1)
_COLUMNS = (
    "r.id, r.kind, v.parents, v.author, v.written_at, v.commitment, c.salt, c.body, v.digest,"
    " v.sealed, v.number = r.newest, r.others"
)
_JOINED = "JOIN record r ON r.number = v.record LEFT JOIN content c ON c.version = v.number"
_NEWEST = (
    f"SELECT r.number, {_COLUMNS} FROM record r JOIN version v ON v.number = r.newest"
    " LEFT JOIN content c ON c.version = v.number"
)


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
    salt = os.urandom(SALT_BYTES)
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


def insert(
    connection: Connection, version: Version, now: datetime, *, beside: bool = False
) -> None:
    """Add a version as it is, its event, and what is derived from it.

    With `beside` it may replace what is no head any more, and stands beside the heads then.
    """
    envelope = version.envelope
    record = _number_for(connection, envelope)
    before = heads(connection, record)
    if _is_there(connection, record, envelope.digest()):
        raise Refused("This version is in the journal already.")
    if not beside and not set(envelope.parents) <= set(before):
        raise Refused(
            "This record has been changed meanwhile.", hint="Look at the newest version first."
        )
    _forget_newest(connection, record, envelope.kind)
    number = _write(connection, record, version, now)
    others = b"".join(head for head in before if head not in envelope.parents)
    connection.execute(
        "UPDATE record SET newest = ?, others = ? WHERE number = ?",
        (number, others or None, record),
    )
    derived.learn(connection, record, envelope.kind, version.body, envelope.written_at)


def _write(connection: Connection, record: int, version: Version, now: datetime) -> int:
    envelope, digest, day = version.envelope, version.envelope.digest(), chain.day_of(now)
    number = connection.execute(
        "INSERT INTO version (digest, record, parents, author, written_at, sealed, commitment)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            digest,
            record,
            b"".join(envelope.parents),
            envelope.author,
            envelope.written_at,
            day,
            envelope.commitment,
        ),
    ).lastrowid
    if version.body is not None:
        connection.execute(
            "INSERT INTO content (version, salt, body) VALUES (?, ?, ?)",
            (number, version.salt, version.body),
        )
    chain.append(connection, chain.Event.SEALED, number, digest, day)
    if version.erased:
        chain.append(connection, chain.Event.ERASED, number, digest, day)
    return number


def _is_there(connection: Connection, record: int, digest: bytes) -> bool:
    row = connection.execute(
        "SELECT 1 FROM version WHERE record = ? AND digest = ?", (record, digest)
    ).fetchone()
    return row is not None


def _number_for(connection: Connection, envelope: Envelope) -> int:
    row = connection.execute(
        "SELECT number, kind FROM record WHERE id = ?", (envelope.record,)
    ).fetchone()
    if row is None:
        return connection.execute(
            "INSERT INTO record (id, kind) VALUES (?, ?)", (envelope.record, envelope.kind.value)
        ).lastrowid
    if row[1] != envelope.kind.value:
        raise Refused("A record keeps its kind.")
    return int(row[0])


def number_of(connection: Connection, record: bytes) -> int:
    """Return the row number of a record. Raises NotFound."""
    row = connection.execute("SELECT number FROM record WHERE id = ?", (record,)).fetchone()
    if row is None:
        raise NotFound("There is no record with this id.")
    return int(row[0])


def heads(connection: Connection, number: int) -> list[bytes]:
    """Return the digests of a record's heads by its row number, the one that is shown first."""
    row = connection.execute(
        "SELECT v.digest, r.others FROM record r JOIN version v ON v.number = r.newest"
        " WHERE r.number = ?",
        (number,),
    ).fetchone()
    return [] if row is None else [row[0], *split(row[1] or b"")]


def split(joined: bytes) -> list[bytes]:
    """Return the digests that stand one behind the other in a column."""
    return [joined[i : i + DIGEST_BYTES] for i in range(0, len(joined), DIGEST_BYTES)]


def _forget_newest(connection: Connection, number: int, kind: Kind) -> None:
    row = connection.execute(
        "SELECT c.body FROM record r JOIN content c ON c.version = r.newest WHERE r.number = ?",
        (number,),
    ).fetchone()
    derived.forget(connection, number, row[0] if row else None, kind)


def newest(connection: Connection, record: bytes) -> Record:
    """Return a record as it stands now. Raises NotFound."""
    row = connection.execute(f"{_NEWEST} WHERE r.id = ?", (record,)).fetchone()
    if row is None:
        raise NotFound("There is no record with this id.")
    return as_record(row[1:])


def newest_by_numbers(connection: Connection, numbers: Sequence[int]) -> list[Record]:
    """Return records by their row numbers, in that order."""
    marks = ",".join("?" * len(numbers))
    rows = connection.execute(f"{_NEWEST} WHERE r.number IN ({marks})", tuple(numbers))
    found = {row[0]: as_record(row[1:]) for row in rows}
    return [found[number] for number in numbers if number in found]


def history(connection: Connection, record: bytes) -> list[Record]:
    """Return every version of a record, newest first. Raises NotFound."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM version v {_JOINED} WHERE r.id = ? ORDER BY v.number DESC",
        (record,),
    ).fetchall()
    if not rows:
        raise NotFound("There is no record with this id.")
    return [as_record(row) for row in rows]


def versions(connection: Connection) -> Iterator[tuple[bytes, Version]]:
    """Yield every version with the digest that it is stored under, in the order of sealing."""
    for row in connection.execute(f"SELECT {_COLUMNS} FROM version v {_JOINED} ORDER BY v.number"):
        yield row[8], _as_version(row)


def _as_version(row: tuple[Any, ...]) -> Version:
    record, kind, parents, author, written_at, commitment, salt, body = row[:8]
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
    record, word, parents, author, written_at, _, _, body, digest, sealed, is_newest, others = row
    kind = Kind(word)
    present = body is not None and body != codec.REMOVED_BODY
    return Record(
        id=record.hex(),
        kind=kind,
        version=digest.hex(),
        parents=tuple(parent.hex() for parent in split(parents)),
        author=author.hex(),
        written_at=_moment(written_at),
        sealed=_day(sealed),
        content=codec.decode_content(kind, body) if present else None,
        erased=body is None,
        conflicts=tuple(h.hex() for h in split(others or b"")) if is_newest else (),
    )


def begun(record: bytes, digest: bytes, author: bytes, content: Content, now: datetime) -> Record:
    """Return the record that `newest` finds once its first version, this one, has been sealed."""
    return Record(
        id=record.hex(),
        kind=kind_of(content),
        version=digest.hex(),
        parents=(),
        author=author.hex(),
        written_at=_moment(int(now.timestamp())),
        sealed=_day(chain.day_of(now)),
        content=content,
        erased=False,
        conflicts=(),
    )


def _moment(seconds: int) -> str:
    return write_moment(datetime.fromtimestamp(seconds, UTC))


def _day(number: int) -> str:
    return (_EPOCH + timedelta(days=number)).isoformat()


def erase(connection: Connection, record: bytes, now: datetime) -> int:
    """Destroy the content of every version of a record, its files, drafts and keys.

    Envelopes, commitments and the chain stay, and one event for each version says that it was
    erased. Returns how many versions lost their content. Raises NotFound.
    """
    number = number_of(connection, record)
    _forget_newest(connection, number, newest(connection, record).kind)
    rows = connection.execute(
        "SELECT v.number, v.digest FROM version v JOIN content c ON c.version = v.number"
        " WHERE v.record = ? ORDER BY v.number",
        (number,),
    ).fetchall()
    for version, digest in rows:
        connection.execute("DELETE FROM content WHERE version = ?", (version,))
        chain.append(connection, chain.Event.ERASED, version, digest, chain.day_of(now))
    connection.execute(
        "DELETE FROM chunk WHERE attachment IN (SELECT number FROM attachment WHERE record = ?)",
        (number,),
    )
    connection.execute("DELETE FROM attachment WHERE record = ?", (number,))
    connection.execute("DELETE FROM draft WHERE record = ?", (record,))
    connection.execute("DELETE FROM correspondent WHERE contact = ?", (record,))
    return len(rows)


def ids_beginning(connection: Connection, prefix: str, limit: int = 2) -> list[str]:
    """Return the ids, in hexadecimal, that begin like this."""
    low, high = prefix.ljust(32, "0"), prefix.ljust(32, "f")
    rows = connection.execute(
        "SELECT id FROM record WHERE id BETWEEN ? AND ? LIMIT ?",
        (bytes.fromhex(low), bytes.fromhex(high), limit),
    )
    return [row[0].hex() for row in rows]


def last_removed(connection: Connection) -> bytes | None:
    """Return the id of the record whose newest version is the latest removal."""
    row = connection.execute(
        "SELECT r.id FROM version v"
        " CROSS JOIN record r ON r.number = v.record AND r.newest = v.number"
        " JOIN content c ON c.version = v.number"
        " WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.record = r.number) AND c.body = ?"
        " ORDER BY v.number DESC LIMIT 1",
        (codec.REMOVED_BODY,),
    ).fetchone()
    return None if row is None else bytes(row[0])
