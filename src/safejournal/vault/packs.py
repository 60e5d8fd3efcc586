"""Guidance packs of others, kept whole as they were signed.

They lie inside the vault since what somebody has installed tells what they worry about.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from safejournal.vault.store import Connection


class Kept(NamedTuple):
    """A pack file, and when it was taken in."""

    id: str
    file: bytes
    installed: datetime


def kept(connection: Connection) -> list[Kept]:
    """Return all, in the order in which they were first taken in."""
    rows = connection.execute("SELECT id, file, installed FROM pack ORDER BY number")
    return [Kept(id_, bytes(file), datetime.fromtimestamp(at, UTC)) for id_, file, at in rows]


def any_kept(connection: Connection) -> bool:
    """Tell whether there is one, without reading it."""
    return connection.execute("SELECT 1 FROM pack LIMIT 1").fetchone() is not None


def keep(connection: Connection, pack_id: str, file: bytes, now: datetime) -> None:
    """Keep a pack file, in the place of an earlier one of the same id."""
    connection.execute(
        "INSERT INTO pack (id, file, installed) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET file = excluded.file, installed = excluded.installed",
        (pack_id, file, int(now.timestamp())),
    )


def drop(connection: Connection, pack_id: str) -> bool:
    """Take a pack out; False if there is none of this id."""
    return connection.execute("DELETE FROM pack WHERE id = ?", (pack_id,)).rowcount > 0
