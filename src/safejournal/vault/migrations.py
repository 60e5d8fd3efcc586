"""Older tables brought to the present ones, on a copy, all skipped steps in one go.

The old store stays beside the new one until the vault has been unlocked once more. What a step may
not do is drop a version, its content or an event: the copy is verified like every generation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from safejournal.vault import schema
from safejournal.vault.connection import Connection, number, transaction
from safejournal.vault.derivation import Realm
from safejournal.vault.generation import next_generation
from safejournal.vault.head import Head
from safejournal.vault.trouble import translated

Step = Callable[[Connection], None]
"""Brings the tables from one version to the next; inside a transaction, without committing."""

STEPS: Mapping[int, Step] = {}
"""By the version that a step begins from. Never changed once it was released."""


def is_older(connection: Connection) -> bool:
    """Tell whether the tables are those of an earlier version of the program."""
    with translated():
        return number(connection, "PRAGMA user_version") < schema.SCHEMA_VERSION


def migrate(
    connection: Connection, place: Path, of_head: Head, dek: bytes | bytearray, realm: Realm
) -> tuple[Connection, Head]:
    """Move the vault into the present tables; return its store and head, and close the old store.

    Raises StoreDamaged or Refused (a full disk) with nothing changed and `connection` open.
    """
    coming = of_head.next()
    moved = next_generation(
        connection,
        place,
        coming,
        dek,
        realm,
        change=bring_up,
        check=_check,
        keep_old=True,
    )
    return moved, coming


def _check(copy: Connection) -> None:
    from safejournal.vault.verification import check_contents  # which itself knows the open vault

    check_contents(copy)


def bring_up(copy: Connection) -> None:
    """Do every step from the copy's version to the present one, or none of them."""
    with transaction(copy):
        for version in range(number(copy, "PRAGMA user_version"), schema.SCHEMA_VERSION):
            STEPS[version](copy)
        copy.execute(f"PRAGMA user_version={schema.SCHEMA_VERSION}")
