"""Whose keys are known: what was given as a contact's, what was given before, what was compared."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from safejournal.domain.values import dataclass
from safejournal.vault.chain import day_of
from safejournal.vault.store import Connection

_EPOCH = date(1970, 1, 1)
_COLUMNS = (
    "SELECT contact, recipient, signing, made_here, added, compared, how, replaced"
    " FROM correspondent"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of a contact, as they were given."""

    contact: str
    recipient: bytes
    signing: bytes | None
    made_here: bool
    """Whether this vault made them, for a key card: then its owner can read what they can."""
    added: datetime
    compared: date | None
    """The day on which the words were compared."""
    how: str
    replaced: datetime | None
    """When other keys took their place; None for those that count."""


def present(connection: Connection, contact: str) -> Keys | None:
    """Return the keys that count for a contact."""
    rows = f"{_COLUMNS} WHERE contact = ? AND replaced IS NULL"
    row = connection.execute(rows, (bytes.fromhex(contact),)).fetchone()
    return None if row is None else _keys(row)


def former(connection: Connection, contact: str) -> list[Keys]:
    """Return the keys that counted before, the latest first."""
    rows = f"{_COLUMNS} WHERE contact = ? AND replaced IS NOT NULL ORDER BY number DESC"
    return [_keys(row) for row in connection.execute(rows, (bytes.fromhex(contact),))]


def having(connection: Connection, recipient: bytes, signing: bytes | None) -> list[Keys]:
    """Return all keys, also former ones, of which one half is one of these."""
    rows = f"{_COLUMNS} WHERE recipient = ? OR signing = ? ORDER BY replaced IS NOT NULL, number"
    return [_keys(row) for row in connection.execute(rows, (recipient, signing))]


def put(
    connection: Connection,
    contact: str,
    recipient: bytes,
    signing: bytes | None,
    now: datetime,
    *,
    made_here: bool = False,
) -> None:
    """Let these keys count for a contact from now on. They are compared with nobody yet."""
    connection.execute(
        "UPDATE correspondent SET replaced = ? WHERE contact = ? AND replaced IS NULL",
        (int(now.timestamp()), bytes.fromhex(contact)),
    )
    connection.execute(
        "INSERT INTO correspondent (contact, recipient, signing, made_here, added, how)"
        " VALUES (?, ?, ?, ?, ?, '')",
        (bytes.fromhex(contact), recipient, signing, int(made_here), int(now.timestamp())),
    )


def note_compared(connection: Connection, contact: str, now: datetime, how: str) -> None:
    """Note that the words of the keys that count were compared, and how."""
    connection.execute(
        "UPDATE correspondent SET compared = ?, how = ? WHERE contact = ? AND replaced IS NULL",
        (day_of(now), how, bytes.fromhex(contact)),
    )


def _keys(row: tuple[Any, ...]) -> Keys:
    contact, recipient, signing, made_here, added, compared, how, replaced = row
    return Keys(
        contact=contact.hex(),
        recipient=bytes(recipient),
        signing=None if signing is None else bytes(signing),
        made_here=bool(made_here),
        added=datetime.fromtimestamp(added, UTC),
        compared=None if compared is None else _EPOCH + timedelta(days=compared),
        how=how,
        replaced=None if replaced is None else datetime.fromtimestamp(replaced, UTC),
    )
