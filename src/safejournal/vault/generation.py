"""The one operation that writes a whole store anew: rekey, compaction, migration, backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.store import Connection


def copy_store(
    connection: Connection,
    path: Path,
    key: bytearray,
    *,
    check: Callable[[Connection], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Connection:
    """Write all of an open store into a new file under its own key; verify it by opening it.

    `check` looks at the copy (chain end, digests) and raises if it is not whole. The copy is
    synced and returned open; on any failure it is removed and the source is as it was.
    """
    raise NotImplementedError


def next_generation(
    connection: Connection,
    folder: Path,
    head: Head,
    dek: bytes | bytearray,
    realm: Realm,
    *,
    check: Callable[[Connection], None] | None = None,
    keep_old: bool = False,
    stop: Callable[[], bool] | None = None,
) -> Connection:
    """Move the vault into the store that `head` names; return it open; `connection` is closed.

    `head` is the one to come: `old.next()`, for a rekey with other slots and, then, another DEK.
    Killed anywhere, either the old vault or the new one is whole and opens without a word.
    Refused or StoreDamaged before the head is in place: nothing changed, `connection` stays open.
    `keep_old` leaves the old store until the next unlock (migrations only).
    """
    raise NotImplementedError
