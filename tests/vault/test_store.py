"""The store: opened in order, closed to escapes, each failure one sentence."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from safejournal.errors import Refused, StoreDamaged, VaultInUse, VaultTooNew
from safejournal.vault.authorizer import allow_attaching
from safejournal.vault.store import (
    Connection,
    check_pages,
    create_store,
    open_store,
    stoppable,
    store_uri,
    transaction,
    written_key,
)
from safejournal.vault.trouble import translated
from tests.vault.damage import flipped_in_page
from tests.vault.vaults import ROW, Made, add, count, listing

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def connection(made: Made) -> Iterator[Connection]:
    """Return an open store."""
    opened = made.open()
    yield opened
    opened.close()


SETTINGS = {
    "journal_mode": "truncate",
    "synchronous": 3,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "foreign_keys": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "recursive_triggers": 0,
    "cipher_status": "1",
    "cipher_use_hmac": "1",
    "cipher_page_size": "4096",
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_those_of_the_design(name: str, connection: Connection) -> None:
    """Read back from the open connection."""
    assert connection.execute(f"PRAGMA {name}").fetchall() == [(SETTINGS[name],)]


ESCAPES = [
    "ATTACH ':memory:' AS other",
    "ATTACH 'other.db' AS other KEY ''",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO 'copy.db'",
    "SELECT load_extension('evil')",
    "SELECT sqlcipher_export('main')",
    "PRAGMA temp_store=1",
    "PRAGMA temp_store_directory='.'",
    "PRAGMA writable_schema=1",
    "PRAGMA trusted_schema=1",
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA secure_delete=0",
    "PRAGMA cell_size_check=0",
    "PRAGMA foreign_keys=0",
    "PRAGMA key='x'",
    "PRAGMA rekey='x'",
    "PRAGMA hexrekey='00'",
    "PRAGMA cipher_migrate",
    "PRAGMA cipher_log='log.txt'",
    "PRAGMA cipher_log_level=TRACE",
    "PRAGMA cipher_plaintext_header_size=32",
    "PRAGMA application_id=1",
]


@pytest.mark.parametrize("sql", ESCAPES)
def test_sql_cannot_escape(sql: str, made: Made, connection: Connection) -> None:
    """Each is refused by the authorizer; the store is as it was and goes on working."""
    before = listing(made.place)
    with pytest.raises(dbapi2.DatabaseError, match=r"not authorized|authorization denied"):
        connection.execute(sql).fetchall()
    assert listing(made.place) == before
    assert count(connection) == 3
    assert sorted(file.name for file in Path.cwd().iterdir() if file.suffix == ".db") == []


@pytest.mark.parametrize("spilling", [False, True])
def test_sorting_much_writes_no_file(spilling: bool, connection: Connection) -> None:
    """Temporary trees stay in memory; the control, with the setting undone, must be caught."""
    add(connection, range(10, 1500))
    if spilling:
        allow_attaching(connection)
        connection.execute("PRAGMA temp_store=1").fetchall()
    rows = connection.execute("SELECT body FROM entry ORDER BY body || random()")
    rows.fetchone()
    opened = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
    assert any("etilqs" in name for name in opened) is spilling
    rows.fetchall()


def test_the_key_is_wiped_whatever_happens(made: Made) -> None:
    """After opening, after failing to open, after creating."""
    for path, newest in ((made.store, 1), (made.store, 0), (made.place / "absent", 1)):
        key = made.key()
        with suppress(StoreDamaged, VaultTooNew):
            open_store(path, key, newest=newest).close()
        assert key == bytes(80)
    key = made.key()
    create_store(made.place / "another", key, version=1).close()
    assert key == bytes(80)


@pytest.mark.parametrize("length", [0, 32, 48, 79, 81])
def test_a_key_of_another_length_is_never_given(length: int, made: Made) -> None:
    """SQLCipher would take it for a passphrase without a word."""
    with pytest.raises(ValueError, match="80 bytes"):
        written_key(bytearray(length))


def test_the_key_is_written_as_sqlcipher_reads_it() -> None:
    """x'160 hex digits', each byte in its place."""
    key = bytearray(secrets.token_bytes(80))
    assert bytes(written_key(key)) == b"x'" + key.hex().encode() + b"'"


def test_another_key_is_damage(made: Made) -> None:
    """The head has proved the key by then: what does not fit it was altered."""
    with pytest.raises(StoreDamaged):
        open_store(made.store, bytearray(secrets.token_bytes(80)), newest=1)


def test_a_missing_or_empty_store_is_never_a_new_one(made: Made) -> None:
    """Nothing is created, and zero bytes are not taken for an empty journal."""
    made.store.write_bytes(b"")
    with pytest.raises(StoreDamaged, match="cut"):
        made.open()
    made.store.unlink()
    with pytest.raises(StoreDamaged, match="missing"):
        made.open()
    assert not made.store.exists()


def test_the_address_itself_forbids_creating(tmp_path: Path) -> None:
    """Should a store vanish between our look and SQLite's: still none is made."""
    with pytest.raises(dbapi2.OperationalError, match="unable to open"):
        dbapi2.connect(store_uri(tmp_path / "absent"), uri=True).execute("SELECT 1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a b", "50%", "?x=1#y", "дом", "a\udcffb", "it's;&=+", "a\nb"])
def test_any_name_may_stand_in_the_address(name: str, tmp_path: Path) -> None:
    """What the standard library quotes is quoted, and SQLite finds the file by it."""
    path = tmp_path / name
    assert store_uri(path) == f"{path.as_uri()}?mode=rw"
    connection = dbapi2.connect(store_uri(path, "mode=rwc"), uri=True)
    connection.execute("CREATE TABLE here (x)")
    connection.close()
    assert path.stat().st_size > 0


def test_a_plain_database_is_damage(made: Made) -> None:
    """Someone's unencrypted SQLite file in its place is not opened."""
    made.store.unlink()
    plain = dbapi2.connect(str(made.store))
    plain.execute("CREATE TABLE entry (id)")
    plain.commit()
    plain.close()
    with pytest.raises(StoreDamaged):
        made.open()


def test_another_database_under_the_key_is_damage(made: Made) -> None:
    """Our mark must stand in it."""
    made.store.unlink()
    stranger = dbapi2.connect(str(made.store), isolation_level=None)
    stranger.set_key(written_key(made.key()))
    stranger.execute("CREATE TABLE entry (id)")
    stranger.close()
    with pytest.raises(StoreDamaged, match="not a journal"):
        made.open()


def test_a_later_version_is_not_guessed_at(made: Made) -> None:
    """Refused by name, nothing changed."""
    before = listing(made.place)
    with pytest.raises(VaultTooNew):
        open_store(made.store, made.key(), newest=0)
    assert listing(made.place) == before


def test_nothing_is_created_over_a_file(made: Made) -> None:
    """A store that stands is never made anew."""
    before = listing(made.place)
    with pytest.raises(Refused):
        create_store(made.store, made.key(), version=1)
    assert listing(made.place) == before


def test_a_transaction_is_all_or_nothing(made: Made, connection: Connection) -> None:
    """What raises inside takes everything back; the connection goes on."""
    with pytest.raises(dbapi2.IntegrityError), transaction(connection):
        connection.executemany("INSERT INTO part (of, place) VALUES (?, ?)", [(1, 7), (99, 7)])
    assert not connection.in_transaction
    assert connection.execute("SELECT count(*) FROM part").fetchall() == [(3,)]


def test_a_transaction_inside_another_is_a_part_of_it(made: Made, connection: Connection) -> None:
    """A part that raises is undone alone; what it wrote is durable with the whole, or not."""
    add = "INSERT INTO part (of, place) VALUES (?, ?)"
    ask = "SELECT place FROM part WHERE place > 6 ORDER BY place"

    def fail_after_a_part() -> None:
        with transaction(connection):
            with transaction(connection):
                connection.execute(add, (1, 10))
            raise Refused("no")

    with transaction(connection):
        connection.execute(add, (1, 7))
        with pytest.raises(dbapi2.IntegrityError), transaction(connection):
            connection.executemany(add, [(1, 8), (99, 8)])
        with transaction(connection):
            connection.execute(add, (1, 9))
        assert connection.in_transaction
    assert connection.execute(ask).fetchall() == [(7,), (9,)]
    with pytest.raises(Refused):
        fail_after_a_part()
    assert connection.execute(ask).fetchall() == [(7,), (9,)]
    assert not connection.in_transaction


def test_our_own_mistakes_stay_what_they_are(connection: Connection) -> None:
    """A broken constraint or wrong SQL is a bug to be seen, not a damaged journal."""
    with pytest.raises(dbapi2.IntegrityError), transaction(connection):
        connection.execute("INSERT INTO part (of, place) VALUES (99, 0)")
    with pytest.raises(dbapi2.OperationalError), translated():
        connection.execute("SELECT nothing FROM nowhere")
    assert not connection.in_transaction


def test_a_page_that_fails_in_the_middle_of_writing_is_damage(made: Made) -> None:
    """SQLCipher says so by running out of memory, as it seems to Python."""
    with closing(made.open()) as connection:
        add(connection, range(3, 60))
        with transaction(connection):
            connection.execute("DELETE FROM part")
            connection.execute("DELETE FROM entry")
    seen = set()
    whole = made.store.read_bytes()
    for page in range(2, len(whole) // 4096 + 1):
        made.store.write_bytes(flipped_in_page(whole, page))
        with closing(made.open()) as connection:
            allow_attaching(connection)
            try:
                with translated():
                    connection.execute("VACUUM")
            except StoreDamaged as damaged:
                seen.add(damaged.sentence)
    assert any("memory ran out" in sentence for sentence in seen)


def test_threads_share_a_connection_in_turn(connection: Connection) -> None:
    """A worker of the screen may save while the main thread waits its turn."""
    guard = threading.Lock()

    def work(first: int) -> None:
        for n in range(first, first + 20):
            with guard:
                add(connection, range(n, n + 1))

    threads = [threading.Thread(target=work, args=(first,)) for first in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(connection) == 63


def test_long_work_can_be_stopped(connection: Connection) -> None:
    """Within moments, with one sentence, and the connection goes on."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked == 3

    with pytest.raises(Refused, match="Stopped"), stoppable(connection, stop):
        connection.execute(endless).fetchall()
    assert asked == 3
    assert count(connection) == 3


def test_a_writer_from_outside_is_named(made: Made, connection: Connection) -> None:
    """Another program that has the file: in use, not damaged."""
    outside = dbapi2.connect(str(made.store), isolation_level=None)
    outside.set_key(written_key(made.key()))
    outside.execute("BEGIN IMMEDIATE")
    with pytest.raises(VaultInUse), transaction(connection):
        pass
    outside.execute("ROLLBACK")
    outside.close()
    add(connection, range(10, 11))


def test_sqlcipher_says_nothing_on_its_own(made: Made, capfd: pytest.CaptureFixture[str]) -> None:
    """Wrong key, altered pages: no line on the terminal, which would also say what this is."""
    whole = made.store.read_bytes()
    with pytest.raises(StoreDamaged):
        open_store(made.store, bytearray(secrets.token_bytes(80)), newest=1)
    for at in (100, 5000):
        broken = bytearray(whole)
        broken[at] ^= 1
        made.store.write_bytes(broken)
        with pytest.raises(StoreDamaged), closing(made.open()) as opened:
            check_pages(opened, made.store)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 1 MiB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        not AS_ROOT
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(place)],
            capture_output=True,
            check=False,
        ).returncode
    ):
        pytest.skip("a small disk can be mounted by root only")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, made: Made) -> None:
    """Refused in one sentence; what was written before is whole, and with room again it goes on."""
    (small_disk / "film").write_bytes(bytes(300_000))
    full = replace(made, place=Path(shutil.copytree(made.place, small_disk / "vault")))
    connection = full.open()
    added = 0

    def write_on() -> None:
        nonlocal added
        while added < 1000:
            add(connection, range(10 + added, 11 + added))
            added += 1

    with pytest.raises(Refused, match="disk is full"):
        write_on()
    assert count(connection) == 3 + added
    check_pages(connection, full.store)
    (small_disk / "film").unlink()
    add(connection, range(10 + added, 11 + added))
    connection.close()


def test_a_disk_that_became_reading_only(small_disk: Path, made: Made) -> None:
    """A stick that fails switches to reading: refused, and it opens again later."""
    moved = replace(made, place=Path(shutil.copytree(made.place, small_disk / "vault")))
    connection = moved.open()
    remounted = ["mount", "-o", "remount,ro", str(small_disk)]
    connection.close()
    subprocess.run(remounted, check=True)
    with pytest.raises(Refused, match="cannot be written"):
        moved.open()
    subprocess.run([*remounted[:2], "remount,rw", remounted[3]], check=True)
    moved.open().close()


def test_a_file_that_may_not_grow(made: Made) -> None:
    """The system's limit on a file's size is a refusal too; the rows before it are there."""
    from tests.vault.children import said  # a process of its own, since the limit stays

    told = said(
        """
import pickle, resource, signal, sys
from pathlib import Path
from safejournal.errors import SafeJournalError
from safejournal.vault.store import open_store
from tests.vault.vaults import add, count
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
connection = open_store(Path(sys.argv[1]), bytearray.fromhex(sys.argv[2]), newest=1)
try:
    for n in range(10, 200):
        add(connection, range(n, n + 1))
except SafeJournalError as error:
    print(type(error).__name__, count(connection) == n - 7, connection.in_transaction)
connection.close()
""",
        made.store,
        made.key().hex(),
    )
    assert told == "Refused True False"


def test_deleted_rows_leave_nothing_in_clear_pages(made: Made, connection: Connection) -> None:
    """What is deleted is overwritten inside its pages, and its words leave the index."""
    from tests.vault.independent_reader import decrypted

    body = secrets.token_bytes(ROW // 10)
    with transaction(connection):
        connection.execute("INSERT INTO entry VALUES (50, 'zebrafish', ?)", (body,))
        connection.execute("INSERT INTO words (rowid, text) VALUES (50, 'zebrafish')")
    present = decrypted(made.store.read_bytes(), bytes(made.key()))
    assert present.count(b"zebrafish") >= 2
    assert body in present
    with transaction(connection):
        connection.execute("DELETE FROM entry WHERE id = 50")
        connection.execute(
            "INSERT INTO words (words, rowid, text) VALUES ('delete', 50, 'zebrafish')"
        )
    gone = decrypted(made.store.read_bytes(), bytes(made.key()))
    assert b"zebrafish" not in gone
    assert body not in gone
