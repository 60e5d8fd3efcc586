"""A vault of an older version comes up on a copy, whole or not at all; a newer one is refused."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.errors import Refused, VaultTooNew
from safejournal.services import attachments, backups, drafts, journal, restoring, search
from safejournal.vault import generation, migrations, schema
from safejournal.vault.derivation import Realm
from safejournal.vault.store import Connection
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.vault.journals import Clock, Journal, make_journal
from tests.vault.vaults import listing

VECTORS = Path(__file__).parent / "vectors"


def add_table(copy: Connection) -> None:
    """Be the step from 1 to 2."""
    copy.execute("CREATE TABLE mood (record INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT")


def fill_table(copy: Connection) -> None:
    """Be the step from 2 to 3, which needs the one before."""
    copy.execute("INSERT INTO mood (record, word) SELECT number, 'calm' FROM record")


@pytest.fixture
def older(tmp_path: Path) -> Journal:
    """Return a vault of schema 1 with two notes, closed."""
    made = make_journal(tmp_path / "journal")
    with made.open() as vault:
        for title in ("first", "second"):
            journal.record(vault, Note(title=title))
    return made


@pytest.fixture
def later(older: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a program two versions later."""
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(migrations, "STEPS", {1: add_table, 2: fill_table})


@pytest.mark.usefixtures("later")
def test_every_skipped_step_is_done_and_nothing_is_lost(older: Journal) -> None:
    """In order, in one go; the journal is whole under the next generation."""
    with older.open() as vault:
        assert {each.content.title for each in journal.browse(vault)} == {"first", "second"}  # type: ignore[union-attr]
        with vault.reading() as connection:
            assert connection.execute("SELECT word FROM mood").fetchall() == [("calm",), ("calm",)]
            assert connection.execute("PRAGMA user_version").fetchall() == [(3,)]
        verify(vault, silently)
    assert older.head.generation == 2


@pytest.mark.usefixtures("later")
def test_the_old_store_stays_until_the_next_unlocking(older: Journal) -> None:
    """Then it goes."""
    with older.open():
        assert (older.place / "store.00000001").exists()
    assert (older.place / "store.00000001").exists()
    with older.open() as vault:
        assert not (older.place / "store.00000001").exists()
        assert journal.count(vault) == 2


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "wrong",
    [
        lambda copy: copy.execute("INSERT INTO no_table VALUES (1)"),
        lambda copy: copy.execute("DELETE FROM content"),
        lambda copy: copy.execute("DELETE FROM chain WHERE seq = 2"),
    ],
    ids=["fails", "loses words", "loses an event"],
)
def test_a_step_that_goes_wrong_changes_nothing(
    older: Journal, wrong: migrations.Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither one that fails nor one that loses something becomes the vault; none is created."""
    before = listing(older.place)
    monkeypatch.setattr(migrations, "STEPS", {1: add_table, 2: wrong})
    with pytest.raises(Exception, match=r"no such table|lost|broken|missing|event"):
        older.open()
    assert listing(older.place) == before
    monkeypatch.setattr(migrations, "STEPS", {1: add_table, 2: fill_table})
    with older.open() as vault:
        assert journal.count(vault) == 2


def test_a_newer_vault_is_refused_by_name(older: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing of it is touched."""
    with monkeypatch.context() as patched:
        patched.setattr(schema, "SCHEMA_VERSION", 3)
        patched.setattr(migrations, "STEPS", {1: add_table, 2: fill_table})
        older.open().close()
    before = listing(older.place)
    with pytest.raises(VaultTooNew, match="later version"):
        older.open()
    assert listing(older.place) == before


@pytest.mark.usefixtures("later")
def test_a_backup_of_an_older_version_is_restored_and_comes_up(
    older: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is verified as it is, restored as it is, and brought up when it is first opened."""
    with monkeypatch.context() as patched:
        patched.setattr(schema, "SCHEMA_VERSION", 1)
        with older.open() as vault:
            backups.back_up(vault, tmp_path / "a")
    answer = bytearray([0]) + older.dek
    restoring.restore(tmp_path / "a", tmp_path / "new", answer)
    with Vault.open(tmp_path / "new", bytearray(older.dek), Clock()) as vault:
        assert journal.count(vault) == 2
        with vault.reading() as connection:
            assert len(connection.execute("SELECT * FROM mood").fetchall()) == 2


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("moment", ["_attach", "_fill", "check_copied", "_compare"])
def test_killed_at_any_moment_it_is_whole_before_or_after(older: Journal, moment: str) -> None:
    """A real SIGKILL in the middle; the next opening brings it up."""
    child = os.fork()
    if child == 0:

        def die(*_: object, **__: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(generation, moment, die)
        try:
            older.open()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    with older.open() as vault:
        assert journal.count(vault) == 2
        verify(vault, silently)


def test_without_room_it_says_so_and_stays_as_it_is(
    later: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk keeps a journal from coming up; nothing is lost, and with room it does."""
    del later
    from tests.promises.disks import new_disk

    disk = new_disk(tmp_path, mebibytes=4)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(schema, "SCHEMA_VERSION", 1)
            made = make_journal(disk.place / "journal")
            with made.open() as vault:
                journal.record(vault, Note(title="first"))
        disk.fill()
        with pytest.raises(Refused, match="full"):
            made.open()
        disk.make_room()
        with made.open() as vault:
            assert journal.count(vault) == 1
    finally:
        disk.close()


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION + 1))
def test_a_vault_of_every_schema_opens(version: int, tmp_path: Path) -> None:
    """A kept backup of each is restored: records, history, files, drafts and search are there."""
    told = json.loads((VECTORS / f"schema-{version}.json").read_text())
    dek = bytes.fromhex(told["dek"])
    file = tmp_path / "kept"
    shutil.copy(VECTORS / f"schema-{version}.backup", file)
    restoring.restore(file, tmp_path / "vault", bytearray([0]) + dek)
    with Vault.open(tmp_path / "vault", bytearray(dek), Clock()) as vault:
        verify(vault, silently)
        note = journal.show(vault, told["note"])
        assert isinstance(note.content, Note)
        assert note.content.title == "Second version"
        assert len(journal.history(vault, told["note"])) == told["versions"]
        (attached,) = note.content.attachments
        assert b"".join(attachments.pieces(vault, told["note"], attached.id)) == b"file " * 1000
        assert [hit.record.id for hit in search.find(vault, "слово")] == [told["note"]]
        assert [draft.answers for draft in drafts.waiting(vault)] == [{"text": "unfinished"}]


def keep_this_schema() -> None:
    """Make the kept backup of the present schema: `python -m tests.vault.test_migrations`.

    Once a version is released, its backup is never made again.
    """
    import tempfile

    from safejournal.domain.words import Kind

    with tempfile.TemporaryDirectory() as folder:
        made = make_journal(Path(folder) / "journal", realm=Realm.PRACTICE)
        (Path(folder) / "file").write_bytes(b"file " * 1000)
        with made.open() as vault:
            first = journal.record(vault, Note(title="First version", text="слово"))
            journal.revise(vault, first.id, Note(title="Second version", text="слово"))
            attachments.attach(vault, first.id, Path(folder) / "file")
            gone = journal.record(vault, Note(title="gone"))
            journal.erase(vault, gone.id)
            drafts.keep(vault, drafts.begin(vault, Kind.NOTE), {"text": "unfinished"})
            name = f"schema-{schema.SCHEMA_VERSION}"
            backups.back_up(vault, VECTORS / f"{name}.backup", force=True)
            told = {"dek": made.dek.hex(), "note": first.id, "versions": 3}
            (VECTORS / f"{name}.json").write_text(json.dumps(told) + "\n")


if __name__ == "__main__":
    keep_this_schema()
