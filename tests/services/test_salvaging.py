"""Of a damaged vault everything that can be read comes out, and every loss is named."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.records import Note
from safejournal.domain.words import Kind
from safejournal.errors import Refused, StoreDamaged
from safejournal.services import attachments, backups, drafts, salvaging
from safejournal.services import journal as acts
from safejournal.services.salvaging import Loss, Salvaged
from tests.vault.journals import Journal

PAGE = 4096
DATA = random.Random(5).randbytes(700_000)


def answer(of: Journal) -> bytearray:
    """Return what an unlock child answers."""
    return bytearray([0]) + of.dek


@pytest.fixture
def ids(journal: Journal, tmp_path: Path) -> list[str]:
    """Write a hundred notes, a file, an erasure, a removal and a draft; return the notes' ids."""
    (tmp_path / "file").write_bytes(DATA)
    with journal.open() as vault:
        made = [
            acts.record(vault, Note(title=f"n{n}", text=f"слово{n} " * 200)) for n in range(100)
        ]
        attachments.attach(vault, made[3].id, tmp_path / "file")
        acts.erase(vault, acts.record(vault, Note(title="erased")).id)
        acts.remove(vault, acts.record(vault, Note(title="removed")).id)
        draft = drafts.begin(vault, Kind.NOTE)
        drafts.keep(vault, draft, {"text": "unfinished"})
    return [each.id for each in made]


def read(into: Path) -> dict[str, Any]:
    """Return the records that came out, by id."""
    found = [json.loads(path.read_text("utf-8")) for path in (into / "records").iterdir()]
    return {each["id"]: each for each in found}


def check(done: Salvaged, into: Path, ids: list[str]) -> None:
    """Each record is there with its own words, or named as lost."""
    there, lost = read(into), {each.record for each in done.lost}
    nameless = any(each.record is None for each in done.lost)
    for n, each in enumerate(ids):
        if each in there and there[each]["proven"]:
            assert there[each]["content"]["text"] == f"слово{n} " * 200
        else:
            assert each in lost or nameless


def flip(path: Path, pages: list[int]) -> None:
    """Alter these pages, counted from 1."""
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE + 100)
            file.write(os.urandom(8))


def test_of_a_whole_vault_everything_comes_out(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    """Nothing is called lost; neither what was erased nor what was removed comes back."""
    done = salvaging.salvage(journal.place, answer(journal), tmp_path / "out")
    assert (done.records, done.files, done.drafts, done.lost) == (100, 1, 1, ())
    check(done, tmp_path / "out", ids)
    assert json.loads((tmp_path / "out" / "lost.json").read_text()) == []
    (file,) = (tmp_path / "out" / "files").iterdir()
    assert file.read_bytes() == DATA
    draft = json.loads((tmp_path / "out" / "drafts" / "1.json").read_text())
    assert draft == {"kind": "note", "answers": {"text": "unfinished"}}
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "out" / "records").iterdir())
    assert "erased" not in text
    assert '"removed"' not in text


@pytest.mark.parametrize("seed", range(12))
def test_every_record_comes_out_or_is_named(
    journal: Journal, ids: list[str], tmp_path: Path, seed: int
) -> None:
    """One page in twelve is altered, anywhere but the first; the vault stays as it is."""
    count, dice = journal.store.stat().st_size // PAGE, random.Random(seed)
    flip(journal.store, dice.sample(range(2, count + 1), count // 12))
    before = journal.store.read_bytes()
    try:
        done = salvaging.salvage(journal.place, answer(journal), tmp_path / "out")
    except StoreDamaged:  # a page that lists the tables was hit
        assert not (tmp_path / "out").exists()
        return
    check(done, tmp_path / "out", ids)
    assert done.lost
    assert journal.store.read_bytes() == before


def test_a_store_that_was_cut_gives_what_is_left(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    """The first two thirds of it."""
    raw = journal.store.read_bytes()
    journal.store.write_bytes(raw[: len(raw) * 2 // 3 // PAGE * PAGE])
    done = salvaging.salvage(journal.place, answer(journal), tmp_path / "out")
    check(done, tmp_path / "out", ids)
    assert done.lost


def test_pieces_of_a_file_that_are_lost_are_said(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    """The rest of the file stands at its place."""
    with journal.tampering() as connection:
        connection.execute("DELETE FROM chunk WHERE place = 1")
    done = salvaging.salvage(journal.place, answer(journal), tmp_path / "out")
    assert [(each.loss, each.record) for each in done.lost] == [(Loss.FILE, ids[3])]
    (file,) = (tmp_path / "out" / "files").iterdir()
    piece = 256 * 1024
    assert file.read_bytes() == DATA[:piece] + bytes(piece) + DATA[2 * piece :]


def test_words_that_are_not_what_was_sealed_are_marked(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    """They come out, as not proven, and stand in the list."""
    with journal.tampering() as connection:
        connection.execute("UPDATE content SET body = X'7b7d' WHERE version = 5")
    done = salvaging.salvage(journal.place, answer(journal), tmp_path / "out")
    assert [(each.loss, each.version) for each in done.lost] == [(Loss.UNPROVEN, 5)]
    assert read(tmp_path / "out")[ids[4]]["proven"] is False


def test_a_lost_head_is_replaced_by_that_of_a_backup(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    """The journal as it was at the end comes out, not as it was at the backup."""
    with journal.open() as vault:
        backups.back_up(vault, tmp_path / "backup")
        later = acts.record(vault, Note(title="later")).id
    (journal.place / "head").unlink()
    done = salvaging.salvage(
        journal.place, answer(journal), tmp_path / "out", head_of=tmp_path / "backup"
    )
    assert done.lost == ()
    assert read(tmp_path / "out")[later]["content"] == {"title": "later"}


def test_a_damaged_backup_is_salvaged_too(journal: Journal, ids: list[str], tmp_path: Path) -> None:
    """By its own head."""
    with journal.open() as vault:
        backups.back_up(vault, tmp_path / "backup")
    count = (tmp_path / "backup").stat().st_size // PAGE
    flip(tmp_path / "backup", [count - 40, count - 90])
    done = salvaging.salvage(tmp_path / "backup", answer(journal), tmp_path / "out")
    check(done, tmp_path / "out", ids)


def test_what_stands_is_never_written_into(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    """The folder must be a new one."""
    (tmp_path / "out").mkdir()
    with pytest.raises(Refused):
        salvaging.salvage(journal.place, answer(journal), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_without_its_first_page_nothing_comes_out(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    """That is said, and no folder is made."""
    flip(journal.store, [1])
    with pytest.raises(StoreDamaged, match="Nothing can be read"):
        salvaging.salvage(journal.place, answer(journal), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_acts_of_the_journal_are_not_touched(journal: Journal, ids: list[str]) -> None:
    """The journal opens afterwards as before."""
    with journal.open() as vault:
        assert acts.count(vault) == len(ids)
