"""An open store, as the rest of the vault sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Protocol

from sqlcipher3 import dbapi2

from safejournal.vault.trouble import translated

_STEPS_BETWEEN_QUESTIONS = 1_000  # of SQLite's machine: 0.1 ms, or 0.2 s where rows are 256 KiB


class Cursor(Protocol):
    """What a statement answers."""

    @property
    def rowcount(self) -> int:
        """Rows changed."""

    @property
    def lastrowid(self) -> int:
        """The row inserted last."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, if any."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Connection(Protocol):
    """An open store. One lock, which the vault holds, guards it between threads."""

    @property
    def in_transaction(self) -> bool:
        """Whether something is begun and not committed."""

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[object]], /) -> Cursor:
        """Run one statement for each row."""

    def set_authorizer(self, ask: Callable[..., int] | None) -> None:
        """Have each part of each statement allowed or denied."""

    def set_progress_handler(self, ask: Callable[[], int] | None, steps: int) -> None:
        """Be asked every so many steps whether to stop."""

    def interrupt(self) -> None:
        """Stop what runs in another thread."""

    def close(self) -> None:
        """Close the file; what was not committed is rolled back."""


def number(connection: Connection, question: str) -> int:
    """Return the one number that a statement answers."""
    (answer,) = next(iter(connection.execute(question)))
    return int(answer)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE ... COMMIT inside `translated`; whatever is raised rolls all of it back.

    Inside another one it is a part of that: it rolls back its own part alone, and nothing of it is
    durable before the whole is.
    """
    with translated():
        begin, end, undo = _PART if connection.in_transaction else _WHOLE
        connection.execute(begin)
        try:
            yield
            connection.execute(end)
        except BaseException:
            if connection.in_transaction:  # a full disk may have rolled it back already
                with suppress(dbapi2.Error, MemoryError):  # then the next opening rolls it back
                    for statement in undo:
                        connection.execute(statement)
            raise


_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_PART = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))
"""How a transaction, and one inside it, begins, ends and is undone."""


@contextmanager
def stoppable(
    connection: Connection,
    stop: Callable[[], bool] | None,
    steps: int = _STEPS_BETWEEN_QUESTIONS,
) -> Iterator[None]:
    """While inside, ask `stop` several times a second; once it says yes, Refused is raised.

    A thread beside another one asks seldom: each question waits for its turn in Python.
    """
    with translated():
        if stop is not None:
            connection.set_progress_handler(stop, steps)
        try:
            yield
        finally:
            connection.set_progress_handler(None, 0)
