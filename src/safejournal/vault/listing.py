"""Which records there are: newest first, by kind, by time, by tag, by link, by what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from safejournal.domain.due import Due, What
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.vault.store import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which records are wanted; what is left None does not matter."""

    kinds: tuple[Kind, ...] = ()
    """Empty means every kind."""
    tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def numbers(
    connection: Connection, wanted: Filter, *, limit: int, offset: int = 0, oldest_first: bool
) -> list[int]:
    """Return the row numbers of records in the order in which things happened."""
    where, values = _conditions(wanted)
    order = "ASC" if oldest_first else "DESC"
    rows = connection.execute(
        f"SELECT l.record FROM listing l {where} ORDER BY l.happened {order}, l.record {order}"
        " LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [row[0] for row in rows]


def count(connection: Connection, wanted: Filter) -> int:
    """Return how many records there are of that sort."""
    where, values = _conditions(wanted)
    row = connection.execute(f"SELECT count(*) FROM listing l {where}", values).fetchone()
    return int(row[0]) if row else 0


def _conditions(wanted: Filter) -> tuple[str, Sequence[object]]:
    parts, values = [], []
    if wanted.kinds:
        parts.append(f"l.kind IN ({','.join('?' * len(wanted.kinds))})")
        values += [kind.value for kind in wanted.kinds]
    if wanted.tag is not None:
        parts.append("l.record IN (SELECT record FROM tag WHERE name = ?)")
        values.append(wanted.tag)
    if wanted.since is not None:
        parts.append("l.happened >= ?")
        values.append(str(int(wanted.since.timestamp())))
    if wanted.until is not None:
        parts.append("l.happened <= ?")
        values.append(str(int(wanted.until.timestamp())))
    return ("WHERE " + " AND ".join(parts) if parts else "", values)


def last_changed(connection: Connection, limit: int) -> list[int]:
    """Return the row numbers of the records that were written last, the latest first."""
    rows = connection.execute(
        "SELECT r.number FROM version v"  # from the last version backwards, as the cross join says
        " CROSS JOIN record r ON r.number = v.record AND r.newest = v.number"
        " JOIN listing l ON l.record = r.number ORDER BY v.number DESC LIMIT ?",
        (limit,),
    )
    return [row[0] for row in rows]


def pointing_at(connection: Connection, record: bytes) -> list[int]:
    """Return the row numbers of the records that link to this one, in the order they happened."""
    rows = connection.execute(
        "SELECT l.record FROM link JOIN listing l ON l.record = link.source"
        " WHERE link.target = ? ORDER BY l.happened",
        (record,),
    )
    return [row[0] for row in rows]


def tags(connection: Connection) -> list[tuple[str, int]]:
    """Return every tag in use with how many records carry it, the commonest first."""
    rows = connection.execute("SELECT name, count(*) FROM tag GROUP BY name ORDER BY 2 DESC, 1")
    return [(str(name), int(times)) for name, times in rows]


def due_until(connection: Connection, moment: datetime) -> list[tuple[int, Due]]:
    """Return what is due up to a moment, with the record that says so, the earliest first."""
    rows = connection.execute(
        "SELECT record, at, what, grace_minutes FROM due WHERE moment <= ? ORDER BY moment, record",
        (int(moment.timestamp()),),
    )
    return [
        (number, Due(what=What(what), at=at, grace_minutes=grace))
        for number, at, what, grace in rows
    ]
