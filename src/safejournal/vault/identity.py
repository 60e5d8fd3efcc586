"""The vault's own keys for exchange, and the number that its bundles carry.

The signing key is the author's key, made with the vault. The age key is made when it is first
needed: a vault that never exchanges anything has none.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from safejournal.errors import StoreDamaged
from safejournal.vault.store import Connection

FIRST_NUMBERS = 900_000
"""Bundles are counted from somewhere above 100,000, so that a number does not tell how many there
were; six or seven digits are what a person can still compare aloud."""

LARGEST_STEP = 100
"""And the next number is larger by at most this, by chance: so that gaps do not tell either."""


def author_key(connection: Connection) -> bytes:
    """Return the Ed25519 private key, 32 bytes."""
    found = _fact(connection, "author_key")
    if found is None:
        raise StoreDamaged("The journal has lost a fact about itself.")
    return found


def age_key(connection: Connection) -> bytes | None:
    """Return the X25519 private key, 32 bytes; None as long as none was needed."""
    return _fact(connection, "age_key")


def age_key_or_new(connection: Connection, make: Callable[[], bytes]) -> bytes:
    """Return the X25519 private key; the first time, keep the one that `make` gives."""
    found = age_key(connection)
    if found is None:
        found = make()
        _keep(connection, "age_key", found)
    return found


def next_number(connection: Connection) -> int:
    """Return the number of the bundle that is being made, larger than all before."""
    last = _fact(connection, "bundle_number")
    if last is None:
        number = 100_000 + secrets.randbelow(FIRST_NUMBERS)
    else:
        number = int(last) + 1 + secrets.randbelow(LARGEST_STEP)
    _keep(connection, "bundle_number", str(number).encode())
    return number


def _fact(connection: Connection, name: str) -> bytes | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def _keep(connection: Connection, name: str, value: bytes) -> None:
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (name, value),
    )
