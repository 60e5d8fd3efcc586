"""The encrypted database: opened in one order, watched for every way in which it can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

APPLICATION_ID = 0x736A6E6C


class Cursor(Protocol):
    """What a statement answers."""

    rowcount: int
    lastrowid: int

    def fetchone(self) -> tuple[Any, ...] | None: ...  # noqa: D102
    def fetchall(self) -> list[tuple[Any, ...]]: ...  # noqa: D102
    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Connection(Protocol):
    """An open store. One lock, which the vault holds, guards it between threads."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...  # noqa: D102
    def executemany(self, sql: str, rows: Iterable[Any], /) -> Cursor: ...  # noqa: D102
    def interrupt(self) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


def create_store(path: Path, key: bytearray, *, version: int) -> Connection:
    """Make a new encrypted database with that `user_version`; the schema makes its tables.

    Autocommit (`isolation_level=None`): begin and commit by `transaction`. Wipes the key.
    """
    raise NotImplementedError


def open_store(path: Path, key: bytearray, *, newest: int) -> Connection:
    """Open the database. Wipes the key (80 bytes), whatever happens.

    Raises StoreDamaged, VaultTooNew (`user_version` above `newest`), VaultInUse or Refused.
    """
    raise NotImplementedError


@contextmanager
def translated() -> Iterator[None]:
    """Raise whatever SQLCipher reports inside as one of our errors.

    Damage (also MemoryError, which is how a page whose HMAC failed may show) -> StoreDamaged;
    disk full, read-only, I/O -> Refused; busy -> VaultInUse; stopped (`stoppable`) -> Refused.
    IntegrityError and our own mistakes in SQL pass through as they are.
    """
    raise NotImplementedError
    yield


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE ... COMMIT inside `translated`; whatever is raised rolls all of it back."""
    raise NotImplementedError
    yield


@contextmanager
def stoppable(connection: Connection, stop: Callable[[], bool] | None) -> Iterator[None]:
    """While inside, ask `stop` every few milliseconds; once it says yes, Refused is raised."""
    raise NotImplementedError
    yield


def check_pages(connection: Connection, path: Path, *, thorough: bool = True) -> None:
    """Check size, every page's HMAC and the b-trees. Raises StoreDamaged naming the pages.

    `thorough` is integrity_check, otherwise quick_check (no look into indexes).
    """
    raise NotImplementedError
