"""What SQL may not do inside an open store, whoever wrote it.

SQLite cannot be built without these doors here, so each statement is asked about as it is prepared:
no other database beside this one, no code from a file, no setting changed after the opening (a
temporary store in files would write in clear).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sqlcipher3 import dbapi2

_FORBIDDEN_FUNCTIONS = {"load_extension", "sqlcipher_export"}
_CHANGEABLE = {"user_version", "cache_size", "locking_mode"}
"""By a migration; while all of a copy is read; when a store becomes that of the open vault."""
_ACT_WHEN_READ = {"cipher_migrate"}
_WITH_ARGUMENT = {
    "foreign_key_check",
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
}
_ALLOWED: int = dbapi2.SQLITE_OK
_DENIED: int = dbapi2.SQLITE_DENY
_ATTACHING = {dbapi2.SQLITE_ATTACH, dbapi2.SQLITE_DETACH}
_PRAGMA: int = dbapi2.SQLITE_PRAGMA
_FUNCTION: int = dbapi2.SQLITE_FUNCTION


class Asking(Protocol):
    """A connection that can be told whom to ask."""

    def set_authorizer(self, ask: Callable[..., int] | None) -> None:
        """Have each part of each statement allowed or denied."""


def deny_escapes(connection: Asking) -> None:
    """Close the doors. A denied statement raises `DatabaseError: not authorized` as a bug would."""
    connection.set_authorizer(_judged)


def allow_attaching(connection: Asking) -> None:
    """Open them for the one operation that writes a store anew, between two statements of ours."""
    connection.set_authorizer(None)


def _judged(action: int, first: str | None, second: str | None, *_place: str | None) -> int:
    if action in _ATTACHING:
        return _DENIED
    if action == _FUNCTION and (second or "").lower() in _FORBIDDEN_FUNCTIONS:
        return _DENIED
    if action == _PRAGMA and not _may_ask((first or "").lower(), second):
        return _DENIED
    return _ALLOWED


def _may_ask(name: str, argument: str | None) -> bool:
    if argument is None:
        return name not in _ACT_WHEN_READ
    return name in _CHANGEABLE or name in _WITH_ARGUMENT
