"""The one operation that writes a whole store anew: rekey, compaction, migration, backup.

    export under the next store's own key -> reopen -> verify -> sync -> head -> remove the old

Never PRAGMA rekey, VACUUM or the backup call: the last reports success on a damaged source. The
head's renaming is the only commit; before it the old vault is whole, after it the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from safejournal.errors import Refused, SafeJournalError
from safejournal.vault import folder as place
from safejournal.vault import head as heads
from safejournal.vault import private
from safejournal.vault.authorizer import allow_attaching, deny_escapes
from safejournal.vault.connection import Connection, number, stoppable
from safejournal.vault.derivation import Realm, wipe
from safejournal.vault.head import Head
from safejournal.vault.pages import check_copied
from safejournal.vault.store import APPLICATION_ID, open_store, store_uri, written_key
from safejournal.vault.trouble import damaged, translated

Check = Callable[[Connection], None]
"""Looks at a copy (the chain's end, digests) and raises if it is not whole."""

Change = Callable[[Connection], None]
"""Changes the tables of a copy (migrations), after it was compared and before it is checked."""

Stop = Callable[[], bool]
"""Asked again and again; True stops the work, and everything is as before."""


_STEPS_BESIDE = 200_000  # of SQLite's machine, between two questions whether to stop: 20 ms

_KIB_BESIDE = 16_384
"""Pages kept while the trees are checked: an index of random ids is looked into for each row."""

_ONE_BY_ONE = ("content",)
"""What a check holds, row by row, against the chain: to count it would mean to read it twice."""


def next_generation(  # noqa: PLR0913  what moves, where to, under which keys, how it is watched
    connection: Connection,
    folder: Path,
    head: Head,
    dek: bytes | bytearray,
    realm: Realm,
    *,
    check: Check | None = None,
    change: Change | None = None,
    keep_old: bool = False,
    stop: Stop | None = None,
) -> Connection:
    """Move the vault into the store that `head` names; return it open; `connection` is closed.

    `head` is the one to come: `old.next()`, for a rekey with other slots, and then with another
    DEK. Killed anywhere, either the old vault or the new one is whole and opens without a word.
    Where this raises, nothing changed and `connection` stays open, but for one case: if nobody can
    say whether the new head is on the disk, both stores are kept and `connection` is closed, so
    that nothing more is written into what may be the wrong one.
    `keep_old` leaves the old store until the next unlock (migrations only).
    """
    if heads.parse(heads.read(folder)).generation >= head.generation:
        raise ValueError("the next generation must be later than the present one")
    path = place.store_path(folder, head.generation)
    _discard(path)
    copy = copy_store(
        connection, path, head.store_key(dek, realm), check=check, change=change, stop=stop
    )
    raw = heads.serialise(head, dek, realm)
    try:
        heads.replace(folder, raw)
    except BaseException:
        copy.close()
        if not _may_be_in_place(folder, raw):
            _discard(path)
            raise
        connection.close()
        raise Refused(
            "The disk reported an error at the last step, so the journal was closed.",
            hint="Unlock it again: it is whole, before the change or after it.",
        ) from None
    connection.close()
    if not keep_old:
        place.clean(folder, head.generation)
    return copy


def _may_be_in_place(folder: Path, raw: bytes) -> bool:
    try:
        return heads.read(folder) == raw
    except SafeJournalError:
        return True


def copy_store(
    connection: Connection,
    path: Path,
    key: bytearray,
    *,
    check: Check | None = None,
    change: Change | None = None,
    stop: Stop | None = None,
) -> Connection:
    """Write all of an open store into a new file under its own key; verify it by opening it.

    The copy is synced and returned open; whatever fails, it is removed and the source is as it
    was. Wipes the key. Raises StoreDamaged (source or copy), Refused (disk, stopped, not new).
    """
    try:
        with translated():
            _export(connection, path, key, stop)
            copy = open_store(
                path, bytearray(key), newest=number(connection, "PRAGMA user_version")
            )
            try:
                _compare(connection, copy, _ONE_BY_ONE if check else ())
                if change is not None:
                    change(copy)
                with _looking_beside(path, bytearray(key), copy, stop):
                    if check is not None:
                        check(copy)
                private.sync_folder(path.parent)
            except BaseException:
                copy.close()
                raise
            return copy
    except FileExistsError:
        raise Refused("A file of that name is there already; nothing was changed.") from None
    except OSError as error:
        _discard(path)
        raise private.refusal(error) from None
    except BaseException:
        _discard(path)
        raise
    finally:
        wipe(key)


def _export(connection: Connection, path: Path, key: bytearray, stop: Stop | None) -> None:
    private.write(path, b"")
    written = written_key(key)
    allow_attaching(connection)
    try:
        with stoppable(connection, stop):
            _attach(connection, store_uri(path), written)
            try:
                _fill(connection)
            except BaseException:
                with suppress(dbapi2.Error, MemoryError):  # what went wrong first is what is told
                    _detach(connection)
                raise
            _detach(connection)
    finally:
        wipe(written)
        deny_escapes(connection)


def _fill(connection: Connection) -> None:
    # Written once and synced at the end: until then the file means nothing.
    connection.execute("PRAGMA next.journal_mode=OFF").fetchall()
    connection.execute("PRAGMA next.synchronous=OFF")
    connection.execute("SELECT sqlcipher_export('next')").fetchall()
    version = number(connection, "PRAGMA main.user_version")
    connection.execute(f"PRAGMA next.application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA next.user_version={version}")


def _attach(connection: Connection, name: str, key: bytearray) -> None:
    connection.execute("ATTACH ? AS next KEY ?", (name, key))


def _detach(connection: Connection) -> None:
    """Let the copy go, and have its key forgotten.

    The prepared statement stays for a next time with whatever was bound to it last: hence a second
    use of it, for nothing, with an empty key.
    """
    connection.execute("DETACH next")
    _attach(connection, ":memory:", bytearray())
    connection.execute("DETACH next")


@contextmanager
def _looking_beside(
    path: Path, key: bytearray, copy: Connection, stop: Stop | None
) -> Iterator[None]:
    """Meanwhile, in threads beside, check every page of the copy and see it onto the disk.

    On two cores the pages then cost no time of their own; on a stick the checks cost none.
    """
    from concurrent.futures import ThreadPoolExecutor  # slow to load, and seldom needed

    newest = number(copy, "PRAGMA user_version")
    with (
        closing(open_store(path, key, newest=newest)) as beside,
        stoppable(beside, stop, _STEPS_BESIDE),
        ThreadPoolExecutor(2) as threads,
    ):
        beside.execute(f"PRAGMA cache_size={-_KIB_BESIDE}")
        tasks = [
            threads.submit(check_copied, beside, path),
            threads.submit(private.sync_file, path),
        ]
        try:
            yield
        except BaseException:
            beside.interrupt()
            raise
        for task in tasks:
            task.result()


def _compare(source: Connection, copy: Connection, known: Sequence[str]) -> None:
    if _contents(source, known) != _contents(copy, known):
        raise damaged("its copy is not complete")


def _contents(
    connection: Connection, known: Sequence[str] = ()
) -> tuple[list[tuple[object, ...]], dict[str, int]]:
    """Return the schema and how many rows each real table has (an index of FTS5 is several).

    Those are left out that are `known` to be held against others row by row.
    """
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
        " WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY type, name"
    ).fetchall()
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    counted = {
        name: number(connection, f'SELECT count(*) FROM "{name}"')
        for (name,) in tables
        if name not in known
    }
    return schema, counted


def _discard(path: Path) -> None:
    """Remove a store that no head names, and what a kill left beside it."""
    for each in (path, path.with_name(path.name + "-journal")):
        try:
            each.unlink(missing_ok=True)
        except OSError as error:
            raise private.refusal(error) from None
