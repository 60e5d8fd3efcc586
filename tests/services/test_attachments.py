"""Files taken into the vault and given back: whole, or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.errors import NotFound, Refused, StoreDamaged
from safejournal.services import journal as acts
from safejournal.services.attachments import attach, detach, save
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.vault.journals import Journal


class Stopped(Exception):
    """The person pressed Esc."""


@pytest.mark.parametrize("size", [0, 1, 256 * 1024, 256 * 1024 + 1, 3_000_000])
def test_a_file_comes_back_byte_for_byte(vault: Vault, tmp_path: Path, size: int) -> None:
    """Whatever its size, with the hash it had when it was taken in; outside it is untouched."""
    source = tmp_path / "Фото границы.jpg"
    source.write_bytes(data := os.urandom(size))
    kept = attach(vault, acts.record(vault, Note(title="a")).id, source)
    assert kept.content is not None
    (attachment,) = kept.content.attachments
    assert (attachment.name, attachment.size) == (source.name, size)
    assert attachment.sha256 == hashlib.sha256(data).hexdigest()
    target = tmp_path / "out"
    save(vault, kept.id, attachment.id, target)
    assert target.read_bytes() == source.read_bytes() == data
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["journal", "out", source.name]


def test_a_stopped_intake_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    """Stopped half-way, there is no version, no piece of a file, and the vault verifies."""
    source = tmp_path / "large"
    source.write_bytes(os.urandom(2_000_000))
    kept = acts.record(vault, Note(title="a"))

    def stop(done: int, whole: int) -> None:
        assert whole == 2_000_000
        if done > 500_000:
            raise Stopped

    with pytest.raises(Stopped):
        attach(vault, kept.id, source, progress=stop)
    assert acts.show(vault, kept.id) == kept
    assert verify(vault, silently).files == 0
    with vault.reading() as connection:
        for table in ("attachment", "chunk"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_stopped_saving_leaves_no_file(vault: Vault, tmp_path: Path) -> None:
    """A file outside is complete or absent."""
    source = tmp_path / "large"
    source.write_bytes(os.urandom(2_000_000))
    kept = attach(vault, acts.record(vault, Note(title="a")).id, source)
    assert kept.content is not None

    def stop(done: int, whole: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        save(vault, kept.id, kept.content.attachments[0].id, tmp_path / "out", progress=stop)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["journal", "large"]


def test_an_existing_file_is_not_replaced_unasked(vault: Vault, tmp_path: Path) -> None:
    """Not even through a link that points nowhere."""
    source = tmp_path / "in"
    source.write_bytes(b"new")
    kept = attach(vault, acts.record(vault, Note(title="a")).id, source)
    assert kept.content is not None
    attachment = kept.content.attachments[0].id
    taken = tmp_path / "taken"
    taken.write_bytes(b"old")
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    for target in (taken, dangling):
        with pytest.raises(Refused, match="already"):
            save(vault, kept.id, attachment, target)
    assert taken.read_bytes() == b"old"
    save(vault, kept.id, attachment, taken, force=True)
    assert taken.read_bytes() == b"new"


def test_nothing_is_written_into_the_vault_s_own_folder(
    vault: Vault, journal: Journal, tmp_path: Path
) -> None:
    """Not over the head, not through a link to the folder, not even with force."""
    source = tmp_path / "in"
    source.write_bytes(b"data")
    kept = attach(vault, record(vault, Note(title="a")).id, source)
    assert kept.content is not None
    (tmp_path / "link").symlink_to(journal.place)
    for target in (journal.place / "head", tmp_path / "link" / "new", journal.place / "new"):
        with pytest.raises(Refused, match="own folder"):
            save(vault, kept.id, kept.content.attachments[0].id, target, force=True)
    assert journal.head.generation == 1


def test_a_file_that_cannot_be_read_to_its_end_is_said(vault: Vault) -> None:
    """As when the stick that holds it is pulled meanwhile; nothing of it is kept."""
    kept = record(vault, Note(title="a"))
    with pytest.raises(Refused, match="read to its end"):
        attach(vault, kept.id, Path("/proc/self/mem"))
    assert acts.show(vault, kept.id) == kept


def test_only_plain_files_are_taken(vault: Vault, tmp_path: Path) -> None:
    """A folder, a pipe, a device or nothing at all is one sentence, and nothing waits for ever."""
    kept = acts.record(vault, Note(title="a"))
    os.mkfifo(tmp_path / "pipe")
    for source in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(Refused):
            attach(vault, kept.id, source)
    with pytest.raises(NotFound):
        attach(vault, kept.id, tmp_path / "nothing")
    assert acts.show(vault, kept.id) == kept


def test_a_detached_file_is_still_in_the_past(vault: Vault, tmp_path: Path) -> None:
    """Taking a file off is a new version; the one before still names it."""
    source = tmp_path / "in"
    source.write_bytes(b"data")
    kept = attach(vault, acts.record(vault, Note(title="a")).id, source)
    assert kept.content is not None
    gone = detach(vault, kept.id, kept.content.attachments[0].id)
    assert gone.content == Note(title="a")
    assert acts.history(vault, kept.id)[1].content == kept.content
    with pytest.raises(NotFound):
        detach(vault, kept.id, kept.content.attachments[0].id)


def test_erasing_a_record_takes_its_files_along(vault: Vault, tmp_path: Path) -> None:
    """No piece of a file outlives the record it belongs to."""
    source = tmp_path / "in"
    source.write_bytes(os.urandom(600_000))
    kept = attach(vault, acts.record(vault, Note(title="a")).id, source)
    acts.erase(vault, kept.id)
    with vault.reading() as connection:
        assert connection.execute("SELECT count(*) FROM chunk").fetchone() == (0,)
    verify(vault, silently)


def test_a_file_altered_inside_is_not_handed_out(journal: Journal, tmp_path: Path) -> None:
    """A chunk exchanged by somebody who has the key is noticed at saving and at verifying."""
    source = tmp_path / "in"
    source.write_bytes(b"the original")
    with journal.open() as vault:
        kept = attach(vault, record(vault, Note(title="a")).id, source)
    with journal.tampering() as connection:
        connection.execute("UPDATE chunk SET data = ?", (b"the forgery!",))
    assert kept.content is not None
    with journal.open() as vault:
        with pytest.raises(StoreDamaged, match="not the"):
            save(vault, kept.id, kept.content.attachments[0].id, tmp_path / "out")
        with pytest.raises(StoreDamaged, match="not the file"):
            verify(vault, silently)
    assert not (tmp_path / "out").exists()


record = acts.record
