"""What SQLCipher reports, said as one of our errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from safejournal.errors import Refused, SafeJournalError, StoreDamaged, VaultInUse
from safejournal.vault import private

# Primary result codes of SQLite (sqlite3.h); the extended ones say more in their upper bytes.
_PRIMARY = 0xFF
_BUSY, _LOCKED, _READONLY, _INTERRUPT, _IOERR, _CORRUPT = 5, 6, 8, 9, 10, 11
_FULL, _CANTOPEN, _NOTADB = 13, 14, 26
_ERROR = 1

# sqlcipher_export passes on the text of what went wrong inside it, under the code _ERROR.
_BY_TEXT = {
    "attempt to write a readonly database": _READONLY,
    "database disk image is malformed": _CORRUPT,
    "database is locked": _BUSY,
    "database or disk is full": _FULL,
    "disk I/O error": _IOERR,
    "file is not a database": _NOTADB,
    "interrupted": _INTERRUPT,
    "out of memory": _CORRUPT,  # as with MemoryError below
}


@contextmanager
def translated() -> Iterator[None]:
    """Raise whatever SQLCipher reports inside as one of our errors.

    Damage -> StoreDamaged; disk full, read-only, unreadable -> Refused; in use -> VaultInUse;
    stopped by `store.stoppable` -> Refused. A broken constraint and our own mistakes in SQL pass
    through as they are: no person can act on them.
    """
    try:
        yield
    except MemoryError:
        # How a page whose HMAC failed shows while SQLite writes. The connection is dead then.
        raise damaged("a page cannot be read, or the machine's memory ran out") from None
    except dbapi2.Error as error:
        told = _told(_code(error))
        if told is None:
            raise
        raise told from None


def _code(error: dbapi2.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", _ERROR) & _PRIMARY
    return _BY_TEXT.get(str(error), code) if code == _ERROR else code


def damaged(what: str) -> StoreDamaged:
    """Return the error for a damaged database; `what` says where or how, in few words."""
    return StoreDamaged(
        f"The journal's database is damaged: {what}.",
        hint="Copy the vault folder as it is before anything else; then restore a good backup.",
    )


def _told(code: int) -> SafeJournalError | None:
    if code in {_CORRUPT, _NOTADB}:
        return damaged("a page was altered or cut")
    if code in {_BUSY, _LOCKED}:
        return VaultInUse("Another program holds the journal's database.")
    if code == _INTERRUPT:
        return Refused("Stopped before it was finished; nothing was changed.")
    if code == _FULL:
        return private.disk_full()
    if code in {_READONLY, _CANTOPEN}:  # the second: no room to make the journal beside it
        return private.not_writable()
    return private.disk_failed() if code == _IOERR else None
