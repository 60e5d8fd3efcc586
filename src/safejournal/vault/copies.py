"""Copies of a vault that are only read: a backup file, or a folder on a disk that takes no writing.

    a backup = the pages of a store under a key of its own | a head, 4096 bytes

The store stands first, so that SQLCipher opens and verifies it where it lies, also on a medium that
takes no writing. The head behind it holds the same slots as the vault's did: a backup opens with
what opened the vault on the day when it was made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safejournal.domain.values import dataclass
from safejournal.errors import NotFound, Refused, StoreDamaged
from safejournal.vault import folder, generation, head, private, schema
from safejournal.vault.derivation import Realm
from safejournal.vault.generation import Change, Stop
from safejournal.vault.head import HEAD_SIZE, Head
from safejournal.vault.pages import check_pages
from safejournal.vault.store import Connection, look_store, stoppable
from safejournal.vault.verification import Progress, Verified, check_contents, silently


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is open for reading."""

    place: Path
    """The backup file, or the folder."""
    store: Path
    """The file with the pages: the backup itself, or the folder's store."""
    head: Head
    realm: Realm
    connection: Connection

    @property
    def behind(self) -> int:
        """Return how many bytes stand behind the pages."""
        return HEAD_SIZE if self.head.is_of_backup else 0


@contextmanager
def open_copy(place: Path, dek: bytes | bytearray) -> Iterator[Copy]:
    """Yield a copy, open for reading, whose head was authentic. Nothing of it is changed.

    Raises HeadDamaged, StoreDamaged, VaultTooNew, NotFound; Refused for a folder in which a commit
    was cut off and must be rolled back first.
    """
    if not place.exists():
        raise NotFound("There is no file at that place.")
    raw = head.read_any(place)
    of_head, realm = head.parse(raw), head.authenticate(raw, dek)
    if of_head.is_of_backup:
        store, key = place, of_head.backup_key(dek, realm)
    else:
        store = folder.store_path(place, of_head.generation)
        key = of_head.store_key(dek, realm)
        _refuse_waiting(store)
    connection = look_store(store, key, newest=schema.SCHEMA_VERSION, behind=_behind(of_head))
    try:
        yield Copy(place, store, of_head, realm, connection)
    finally:
        connection.close()


def _behind(of_head: Head) -> int:
    return HEAD_SIZE if of_head.is_of_backup else 0


def _refuse_waiting(store: Path) -> None:
    """A commit that was cut off can be rolled back only where one may write."""
    journal = store.with_name(store.name + "-journal")
    if journal.exists() and journal.stat().st_size:
        raise Refused(
            "The last change of this vault was cut off, and this disk cannot be written.",
            hint="Copy the whole folder to another disk, and open it there.",
        )


def verify_copy(copy: Copy, progress: Progress = silently, stop: Stop | None = None) -> Verified:
    """Check every page, digest, commitment, file and the chain of a copy.

    Raises StoreDamaged naming what is broken; Refused when stopped.
    """
    with stoppable(copy.connection, stop):
        progress("pages", 0)
        check_pages(copy.connection, copy.store, behind=copy.behind)
        _check_owner(copy)
        return check_contents(copy.connection, progress)


def _check_owner(copy: Copy) -> None:
    row = copy.connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    if row is None or bytes(row[0]) != copy.head.vault_id:
        raise StoreDamaged("This database belongs to another vault.")


def write_backup(
    connection: Connection,
    of_head: Head,
    dek: bytes | bytearray,
    realm: Realm,
    path: Path,
    stop: Stop | None = None,
) -> tuple[Head, Verified]:
    """Write a backup of an open store into a new file, and return its head and what was checked.

    Exported, opened again, every page, count, digest and file checked, the head put behind it and
    read again, all of it synced: only then does this return. Whatever is raised, no file is left.
    """
    of_backup = of_head.of_backup()
    found: list[Verified] = []

    def check(copy: Connection) -> None:
        found.append(check_contents(copy))

    key = of_backup.backup_key(dek, realm)
    generation.copy_store(connection, path, key, check=check, stop=stop).close()
    try:
        _append(path, head.serialise(of_backup, dek, realm))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise private.refusal(error) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return of_backup, found[0]


def _append(path: Path, raw: bytes) -> None:
    with os.fdopen(private.open_plain(path, os.O_RDWR), "r+b") as file:
        file.seek(0, os.SEEK_END)
        file.write(raw)
        file.flush()
        private.sync(file.fileno())
    if head.read_any(path) != raw:
        raise Refused("The disk did not keep what was written to it.")


def restore(copy: Copy, place: Path, dek: bytes | bytearray, stop: Stop | None = None) -> Verified:
    """Make a vault at a place where none stands, out of a copy; verified as every generation is.

    Killed at any moment, either nothing stands at `place` or the whole vault does.
    """
    with folder.creating(place) as building:
        return restore_in(copy, building, dek, stop)


def restore_in(
    copy: Copy,
    building: Path,
    dek: bytes | bytearray,
    stop: Stop | None = None,
    change: Change | None = None,
) -> Verified:
    """Restore into a folder that is to become a vault; `change` alters it before it is checked."""
    of_vault = copy.head.restored()
    found: list[Verified] = []

    def check(restored: Connection) -> None:
        found.append(check_contents(restored))

    path = folder.store_path(building, of_vault.generation)
    key = of_vault.store_key(dek, copy.realm)
    generation.copy_store(copy.connection, path, key, check=check, change=change, stop=stop).close()
    head.replace(building, head.serialise(of_vault, dek, copy.realm))
    return found[0]
