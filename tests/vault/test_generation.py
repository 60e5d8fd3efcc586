"""A store is written anew whole, or everything stays as it was."""

from __future__ import annotations

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from safejournal.errors import CannotUnlock, Refused, StoreDamaged
from safejournal.vault import folder, generation, head
from safejournal.vault.derivation import Realm
from safejournal.vault.generation import copy_store, next_generation
from safejournal.vault.head import authenticate, parse, read
from safejournal.vault.slots import SlotKind, open_slots, seal_slot
from safejournal.vault.store import Connection, check_pages, open_store, transaction, written_key
from safejournal.vault.trouble import damaged
from tests.vault.damage import PAGE, flipped_in_page, pages
from tests.vault.vaults import SCHEMA, Made, add, count, listing, make


def moved(made: Made, *, dek: bytes | None = None, keep_old: bool = False) -> Made:
    """Move the vault to its next generation, under another DEK if one is given."""
    after = replace(made, head=made.head.next(), dek=dek or made.dek)
    if dek is not None:
        slot = seal_slot(after.head, SlotKind.PASSPHRASE, dek, made.stretched)
        blank = after.head
        for index in range(len(blank.slots)):
            blank = blank.with_slot(index, None)
        after = replace(after, head=blank.with_slot(3, slot))
    with folder.lock(made.place):
        connection = made.open()
        copy = next_generation(
            connection, made.place, after.head, after.dek, made.realm, keep_old=keep_old
        )
        copy.close()
        with pytest.raises(dbapi2.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
    return after


def everything(connection: Connection) -> list[list[tuple[object, ...]]]:
    """Return the schema and all rows, also those of the word index."""
    tables = ("sqlite_schema", "entry", "part", "words_data", "words_idx", "words_config")
    columns = {"sqlite_schema": "type, name, tbl_name, sql"}
    return [
        connection.execute(f"SELECT {columns.get(name, '*')} FROM {name} ORDER BY 1, 2").fetchall()
        for name in tables
    ]


@pytest.mark.parametrize("realm", Realm)
def test_everything_comes_along(realm: Realm, tmp_path: Path) -> None:
    """Tables, indexes, rows, the word index with its settings, application id and version."""
    made = make(tmp_path / "vault", rows=60, realm=realm)
    with closing(made.open()) as connection:
        before = everything(connection)
    after = moved(made)
    assert {file.name for file in made.place.iterdir()} >= {"head", "lock", "store.00000002"}
    assert not made.store.exists()
    with closing(after.open()) as connection:
        check_pages(connection, after.store)
        assert everything(connection) == before
        assert connection.execute("PRAGMA user_version").fetchall() == [(SCHEMA,)]
    assert authenticate(read(made.place), made.dek) is realm


def test_the_word_index_goes_on_working(tmp_path: Path) -> None:
    """Words are found, new ones too; deleted ones really leave (`secure-delete` came along)."""
    after = moved(make(tmp_path / "vault", rows=20))
    with closing(after.open()) as connection:
        found = "SELECT rowid FROM words WHERE words MATCH ?"
        assert connection.execute(found, ("word7",)).fetchall() == [(8,)]
        add(connection, range(20, 22))
        assert connection.execute(found, ("word21",)).fetchall() == [(22,)]
        with transaction(connection):
            connection.execute(
                "INSERT INTO words (words, rowid, text) VALUES ('delete', 8, 'word7 слово')"
            )
        assert connection.execute(found, ("word7",)).fetchall() == []
        (blocks,) = zip(*connection.execute("SELECT block FROM words_data"), strict=True)
        assert not any(b"word7" in bytes(block) for block in blocks)
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def test_space_is_given_back(tmp_path: Path) -> None:
    """Compaction is this: what was deleted takes no room any more."""
    made = make(tmp_path / "vault", rows=100)
    with closing(made.open()) as connection, transaction(connection):
        connection.execute("DELETE FROM part WHERE of > 10")
        connection.execute("DELETE FROM entry WHERE id > 10")
    before = made.store.stat().st_size
    assert moved(made).store.stat().st_size < before / 3


def test_it_can_be_repeated(made: Made) -> None:
    """Generation after generation."""
    after = made
    for _ in range(5):
        after = moved(after)
    assert parse(read(made.place)).generation == 6
    with closing(after.open()) as connection:
        assert count(connection) == 3


def test_another_dek_ends_the_old_ways_in(made: Made) -> None:
    """Rekey: the old slots and the old key open nothing of what is there now."""
    after = moved(made, dek=secrets.token_bytes(32))
    opened = open_slots(parse(read(made.place)), made.stretched)
    assert opened.dek == after.dek
    with pytest.raises(CannotUnlock):
        open_slots(parse(read(made.place)), secrets.token_bytes(32))
    with pytest.raises(StoreDamaged):
        open_store(after.store, after.head.store_key(made.dek, made.realm), newest=SCHEMA)
    with closing(after.open()) as connection:
        assert count(connection) == 3


def test_a_page_of_the_former_generation_is_seen(made: Made) -> None:
    """Each generation has its own key: nothing of an old copy of the store fits the new one."""
    older = made.store.read_bytes()
    after = moved(made)
    newer = after.store.read_bytes()
    after.store.write_bytes(newer[:PAGE] + older[PAGE : 2 * PAGE] + newer[2 * PAGE :])
    with pytest.raises(StoreDamaged), closing(after.open()) as connection:
        check_pages(connection, after.store)


def test_a_migration_keeps_the_old_store_until_the_next_opening(made: Made) -> None:
    """It stays beside the new one; cleaning, after all opened well, removes it."""
    after = moved(made, keep_old=True)
    assert made.store.exists()
    folder.clean(made.place, after.head.generation)
    assert not made.store.exists()
    assert after.store.exists()


def test_the_present_generation_is_never_written_over(made: Made) -> None:
    """A caller that forgot to count on would have destroyed the journal."""
    before = listing(made.place)
    with closing(made.open()) as connection, pytest.raises(ValueError, match="later"):
        next_generation(connection, made.place, made.head, made.dek, made.realm)
    assert listing(made.place) == before


def attempt(made: Made, connection: Connection, **how: object) -> None:
    """Try to move on, whatever comes of it."""
    next_generation(connection, made.place, made.head.next(), made.dek, made.realm, **how)  # type: ignore[arg-type]


def test_a_copy_that_does_not_satisfy_changes_nothing(made: Made) -> None:
    """What the caller finds wrong in the copy (the chain's end) stops it before the head."""

    def object_to(copy: Connection) -> None:
        assert count(copy) == 3
        raise damaged("the chain ends elsewhere")

    with closing(made.open()) as connection:
        before = listing(made.place)
        with pytest.raises(StoreDamaged, match="chain"):
            attempt(made, connection, check=object_to)
        assert listing(made.place) == before
        add(connection, range(10, 11))
        assert count(connection) == 4


@pytest.mark.parametrize(
    "lost", ["DELETE FROM next.part WHERE of = 2", "DROP INDEX next.entry_by_text"]
)
def test_an_incomplete_copy_changes_nothing(
    lost: str, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row or an index too few in the copy: seen by us, whatever the caller's check looks at."""
    fill = generation._fill

    def fill_and_lose(connection: Connection) -> None:
        fill(connection)
        connection.execute(lost)

    monkeypatch.setattr(generation, "_fill", fill_and_lose)
    with closing(made.open()) as connection:
        before = listing(made.place)
        with pytest.raises(StoreDamaged, match="not complete"):
            attempt(made, connection)
        assert listing(made.place) == before


def test_a_migration_may_change_the_copy(made: Made) -> None:
    """What `change` leaves is checked, and is what becomes the vault."""

    def migrate(copy: Connection) -> None:
        with transaction(copy):
            copy.execute("CREATE TABLE later (x)")
            copy.execute("PRAGMA user_version=2")

    connection = made.open()
    attempt(made, connection, change=migrate, keep_old=True)
    after = replace(made, head=made.head.next())
    with closing(open_store(after.store, after.key(), newest=2)) as copy:
        assert copy.execute("SELECT * FROM later").fetchall() == []


@pytest.mark.parametrize("after", [0, 1, 5, 10])
def test_it_can_be_stopped(after: int, tmp_path: Path) -> None:
    """At any question before the head, and everything is as before."""
    made = make(tmp_path / "vault", rows=600)
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with closing(made.open()) as connection:
        before = listing(made.place)
        with pytest.raises(Refused, match="Stopped"):
            attempt(made, connection, stop=stop)
        assert listing(made.place) == before
        attempt(made, connection)


def test_attaching_is_closed_again(tmp_path: Path) -> None:
    """After a copy, also after one that failed, SQL can no more leave the store than before."""
    made = make(tmp_path / "vault", rows=300)
    with closing(made.open()) as connection:
        with pytest.raises(Refused):
            attempt(made, connection, stop=lambda: True)
        with pytest.raises(Exception, match="not authorized"):
            connection.execute("ATTACH ':memory:' AS other")
        assert connection.execute("PRAGMA database_list").fetchall()[1:] == []


@pytest.mark.parametrize("free", [False, True])
def test_damage_is_not_carried_on(free: bool, tmp_path: Path) -> None:
    """A page that fails stops the copy; a free page that failed does not come along."""
    made = make(tmp_path / "vault", rows=100)
    if free:
        with closing(made.open()) as connection, transaction(connection):
            connection.execute("DELETE FROM part WHERE of < 90")
            connection.execute("DELETE FROM entry WHERE id < 90")
    whole = made.store.read_bytes()
    refused = copied = 0
    for page in range(2, pages(whole) + 1, 2):
        made.store.write_bytes(flipped_in_page(whole, page))
        copy = made.place / "copy"
        try:
            with closing(made.open()) as connection:
                copy_store(connection, copy, made.key()).close()
            with closing(open_store(copy, made.key(), newest=SCHEMA)) as opened:
                assert count(opened) == (11 if free else 100)
            copied += 1
            copy.unlink()
        except StoreDamaged:
            refused += 1
        assert not copy.exists()
    assert refused > 3
    assert (copied > 3) is free


def test_a_copy_is_never_made_over_a_file(made: Made) -> None:
    """Whatever has that name stays."""
    (made.place / "copy").write_bytes(b"mine")
    with closing(made.open()) as connection, pytest.raises(Refused, match="is there already"):
        copy_store(connection, made.place / "copy", made.key())
    assert (made.place / "copy").read_bytes() == b"mine"


def test_a_copy_is_private_and_its_key_wiped(made: Made) -> None:
    """0600, and the key that was handed in is zero afterwards."""
    key = made.key()
    with closing(made.open()) as connection:
        copy_store(connection, made.place / "copy", key).close()
    assert (made.place / "copy").stat().st_mode & 0o777 == 0o600
    assert key == bytes(80)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 1 MiB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(place)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_changes_nothing(small_disk: Path, tmp_path: Path) -> None:
    """There is no room for the copy: refused, what was begun is removed, the journal goes on."""
    elsewhere = make(tmp_path / "vault", rows=150)
    made = replace(elsewhere, place=Path(shutil.copytree(elsewhere.place, small_disk / "vault")))
    with closing(made.open()) as connection:
        before = listing(made.place)
        with pytest.raises(Refused, match="disk is full"):
            attempt(made, connection)
        assert listing(made.place) == before
        add(connection, range(150, 151))


def test_no_room_for_the_head_changes_nothing(small_disk: Path, tmp_path: Path, made: Made) -> None:
    """The copy is done, the head does not fit: the copy is removed, the old vault goes on."""
    full = replace(made, place=Path(shutil.copytree(made.place, small_disk / "vault")))

    def fill_up(_: Connection) -> None:
        with (small_disk / "film").open("wb", buffering=0) as film:
            while True:
                try:
                    film.write(bytes(4096))
                except OSError:
                    return

    with closing(full.open()) as connection:
        before = listing(full.place)
        with pytest.raises(Refused, match="disk is full"):
            attempt(full, connection, check=fill_up)
        assert listing(full.place) == before | {"head.new": b""} or listing(full.place) == before
        (small_disk / "film").unlink()
        attempt(full, connection)


def test_a_head_that_may_or_may_not_be_there(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder cannot be synced after the renaming: both stores stay, nothing more is written."""
    from safejournal.vault import private

    real = private.sync_folder

    def failing(place: Path) -> None:
        if (place / "head.new").exists() or parse(read(place)).generation == 1:
            return real(place)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(private, "sync_folder", failing)
    connection = made.open()
    with pytest.raises(Refused, match="at the last step"):
        attempt(made, connection)
    with pytest.raises(Exception, match="closed"):
        connection.execute("SELECT 1")
    after = replace(made, head=made.head.next())
    assert made.store.exists()
    for either in (made, after):
        with closing(either.open()) as opened:
            check_pages(opened, either.store)
            assert count(opened) == 3


def test_another_key_for_every_generation(made: Made) -> None:
    """The same DEK, another generation, another key in each of its three parts."""
    first, second = made.key(), made.head.next().store_key(made.dek, made.realm)
    assert all(first[at : at + 16] != second[at : at + 16] for at in range(0, 80, 16))
    assert written_key(first) != written_key(second)


def test_heads_of_two_generations_are_not_exchangeable(made: Made) -> None:
    """An old head put back beside the new store names a store that is gone: damage, no new one."""
    older = read(made.place)
    moved(made)
    head.replace(made.place, older)
    with folder.lock(made.place), pytest.raises(StoreDamaged, match="missing"):
        made.open()
