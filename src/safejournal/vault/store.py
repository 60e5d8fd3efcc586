"""The encrypted database: opened in one order, watched for every way in which it can fail.

SQLCipher trusts whoever opens it: a file of zero bytes is a healthy empty database to it, a key of
the wrong length becomes a passphrase, no key writes in clear. Hence the order in which we open,
and that nothing here is believed before it was read back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, cast

from sqlcipher3 import dbapi2

from safejournal.errors import Refused, VaultTooNew
from safejournal.vault import private
from safejournal.vault.authorizer import deny_escapes
from safejournal.vault.connection import Connection, Cursor, number, stoppable, transaction
from safejournal.vault.derivation import STORE_KEY_SIZE, wipe
from safejournal.vault.pages import PAGE_SIZE, check_pages, check_size, check_trees
from safejournal.vault.trouble import damaged, translated

__all__ = [
    "Connection",
    "Cursor",
    "check_pages",
    "check_trees",
    "close_held",
    "create_store",
    "hold",
    "look_store",
    "look_wreck",
    "open_store",
    "stoppable",
    "transaction",
    "translated",
]

APPLICATION_ID = 0x736A6E6C
"""The letters sjnl: tells a store from any other database under the same key."""

_LEAST_CIPHER = (4, 17)
"""SQLCipher 4.17 brought the SQLite in which two ways of corrupting memory through FTS5 are mended
(CVE-2026-11822, CVE-2026-11824)."""

_BUSY_SECONDS = 2.0  # the vault's lock keeps other sessions out; only a copying program is left
_HEX = b"0123456789abcdef"

_SETTINGS = (
    "journal_mode=TRUNCATE",  # one self-contained file between commits
    "synchronous=EXTRA",  # a commit survives losing power, also the journal's own directory entry
    "fullfsync=1",  # past the drive's cache, where macOS tells the two apart
    "temp_store=2",  # sorting never spills in clear to a file
    "trusted_schema=0",
    "cell_size_check=1",
    "foreign_keys=1",
    "recursive_triggers=0",
    "mmap_size=0",
    "secure_delete=1",
)

_SETTINGS_OF_READERS = tuple(
    setting
    for setting in _SETTINGS
    if not setting.startswith(("journal_mode", "synchronous", "fullfsync", "secure_delete"))
)
_LOOKING = "mode=ro&immutable=1"


class _Locked(Connection, Protocol):
    """A connection that has not been given its key."""

    def set_key(self, key: bytearray) -> None:
        """Give the key."""


def create_store(path: Path, key: bytearray, *, version: int) -> Connection:
    """Make a new encrypted database with that `user_version`; the schema makes its tables.

    Wipes the key, whatever happens. Raises Refused where the file cannot be made.
    """
    try:
        os.close(private.create(path))
        return _opened(path, key, lambda connection: _mark(connection, version))
    except OSError as error:
        raise private.refusal(error) from None
    finally:
        wipe(key)


def open_store(path: Path, key: bytearray, *, newest: int) -> Connection:
    """Open the database of a vault whose head was authentic. Wipes the key (80 bytes) in any case.

    What a killed commit left in the journal is rolled back by this. Raises StoreDamaged (missing,
    empty, cut, altered, another key's), VaultTooNew for a `user_version` above `newest`,
    VaultInUse or Refused. Nothing is changed where it raises.
    """
    try:
        _check_file(path)
        return _opened(path, key, lambda connection: _check_mark(connection, path, newest))
    finally:
        wipe(key)


def hold(connection: Connection) -> None:
    """Keep the store of the open vault locked, and its journal open, until it is closed.

    The vault's own lock keeps everybody else out already. SQLite then need not make sure at each
    commit that the journal's name is on the disk, which is one wait of five.
    """
    with translated():
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()


def close_held(connection: Connection) -> None:
    """Close a store that was held: its empty journal need not be seen onto the disk once more."""
    with suppress(dbapi2.Error):  # a disk that was pulled out
        connection.execute("PRAGMA locking_mode=NORMAL").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # lets the lock go
    connection.close()


def look_store(path: Path, key: bytearray, *, newest: int, behind: int = 0) -> Connection:
    """Open a database for reading alone, where nothing is written, not even a lock.

    `behind` bytes follow its pages (a backup's head). The caller has made sure that no commit waits
    to be rolled back. Wipes the key; raises as `open_store` does.
    """
    try:
        with translated():
            _check_looked(path, behind)
            connection = _connect(path, _LOOKING)
            try:
                _unlock(connection, key)
                _check_mark(connection, path, newest, behind)
                for setting in _SETTINGS_OF_READERS:
                    connection.execute(f"PRAGMA {setting}").fetchall()
                deny_escapes(connection)
            except BaseException:
                connection.close()
                raise
        return connection
    finally:
        wipe(key)


def look_wreck(path: Path, key: bytearray) -> Connection:
    """Open what is left of a database for reading alone, whatever its size. Wipes the key.

    Raises StoreDamaged when its first page cannot be read.
    """
    try:
        with translated():
            connection = _connect(path, _LOOKING)
            try:
                _unlock(connection, key)
                connection.execute("PRAGMA writable_schema=ON").fetchall()  # else a cut is refused
                if number(connection, "PRAGMA application_id") != APPLICATION_ID:
                    raise damaged("it is not a journal")
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
                connection.execute("PRAGMA temp_store=2").fetchall()
                deny_escapes(connection)
            except BaseException:
                connection.close()
                raise
        return connection
    finally:
        wipe(key)


def _check_looked(path: Path, behind: int) -> None:
    try:
        size = path.stat().st_size - behind
    except FileNotFoundError:
        raise damaged("its file is missing") from None
    except OSError as error:
        raise private.refusal(error) from None
    if size < PAGE_SIZE or size % PAGE_SIZE:
        raise damaged("its file was cut")


def _check_file(path: Path) -> None:
    """A missing or empty database is damage: SQLCipher would take it for a new one."""
    try:
        os.close(private.open_plain(path, os.O_RDWR))
        size = path.stat().st_size
    except FileNotFoundError:
        raise damaged("its file is missing") from None
    except OSError as error:
        raise private.refusal(error) from None
    if size < PAGE_SIZE or (size % PAGE_SIZE and not _journal_waits(path)):
        raise damaged("its file was cut")


def _journal_waits(path: Path) -> bool:
    """Whether a killed commit is to be rolled back first, which also mends the file's size."""
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _opened(path: Path, key: bytearray, first: Callable[[Connection], None]) -> Connection:
    """Return the database opened with its key, after `first` has read or written page 1."""
    with translated():
        connection = _connect(path)
        try:
            _unlock(connection, key)
            first(connection)
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}").fetchall()
            deny_escapes(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def store_uri(path: Path, how: str = "mode=rw") -> str:
    """Return the address that says "never create"; every odd byte of the path is quoted."""
    return f"{path.absolute().as_uri()}?{how}"


def _connect(path: Path, how: str = "mode=rw") -> _Locked:
    return cast(
        _Locked,
        dbapi2.connect(
            store_uri(path, how),
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        ),
    )


def _unlock(connection: _Locked, key: bytearray) -> None:
    """Give the key, and see that it was taken for what it is."""
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()  # else damage goes to stderr
    written = written_key(key)
    connection.set_key(written)
    wipe(written)
    answers = {
        name: next(iter(connection.execute(f"PRAGMA {name}")))[0]
        for name in ("cipher_status", "cipher_use_hmac", "cipher_version")
    }
    version = tuple(int(part) for part in answers["cipher_version"].split()[0].split(".")[:2])
    if answers["cipher_status"] != "1" or answers["cipher_use_hmac"] != "1":
        raise Refused("This installation cannot encrypt; the vault was not opened.")
    if version < _LEAST_CIPHER:
        raise Refused("This installation's SQLCipher is too old; the vault was not opened.")


def written_key(key: bytearray) -> bytearray:
    """Return the key as SQLCipher reads a raw one, x'160 hex digits'. The caller wipes it.

    Built by hand, since bytes.hex() would leave a copy that nobody can clear; and never shorter,
    since SQLCipher takes anything else for a passphrase without a word.
    """
    if len(key) != STORE_KEY_SIZE:
        raise ValueError("a store's key is 80 bytes")
    written = bytearray(2 * STORE_KEY_SIZE + 3)
    written[:2], written[-1:] = b"x'", b"'"
    for at, byte in enumerate(key):
        written[2 + 2 * at] = _HEX[byte >> 4]
        written[3 + 2 * at] = _HEX[byte & 0xF]
    return written


def _mark(connection: Connection, version: int) -> None:
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={version}")


def _check_mark(connection: Connection, path: Path, newest: int, behind: int = 0) -> None:
    """The first read: rolls back what a kill left, then page 1 must be one of ours."""
    if number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise damaged("it is not a journal")
    if number(connection, "PRAGMA user_version") > newest:
        raise VaultTooNew("This vault was made by a later version of the program.")
    check_size(connection, path, behind=behind)
