"""One digest over everything that a store holds, by which two copies of it are compared.

What is computed from the rest is left out, and so are those settings that come about by the very
making of copies.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from hashlib import sha256

from safejournal.vault import schema, settings
from safejournal.vault.store import Connection

_TABLES = (
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
    " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
)


def fingerprint(connection: Connection, without: Collection[str] = ()) -> str:
    """Return SHA-256, in hexadecimal, over every row of every table that is not derived.

    `without` are the names of settings that do not count.
    """
    hasher = sha256()
    for table, order in _tables(connection):
        hasher.update(b"\0table " + table.encode())
        for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):
            if row[0] not in {"settings", "derived"} or table != "meta":
                for value in row:
                    hasher.update(_written(value))
    told = settings.read(connection)
    kept = {name: value for name, value in told.items() if name not in without}
    hasher.update(json.dumps(kept, sort_keys=True).encode())
    return hasher.hexdigest()


def _tables(connection: Connection) -> Iterator[tuple[str, str]]:
    derived = schema.DERIVED_TABLES
    for name, sql in connection.execute(_TABLES).fetchall():
        if name not in derived and not name.startswith(tuple(f"{each}_" for each in derived)):
            yield name, "1" if "WITHOUT ROWID" in sql else "rowid"


def _written(value: object) -> bytes:
    """Return a value with its kind and length before it, so that no two rows read alike."""
    if isinstance(value, bytes):
        return b"\0b%d " % len(value) + value
    text = str(value).encode("utf-8", "surrogatepass")
    return b"\0%s%d " % (type(value).__name__.encode(), len(text)) + text
