"""A backup is whole before anybody calls it done, and only what is ours is ever removed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.errors import Damaged, HeadDamaged, NotFound, Refused, StoreDamaged
from safejournal.services import attachments, backups, journal, restoring
from safejournal.services.backups import MARK, Backup
from safejournal.vault import head
from safejournal.vault.derivation import Realm
from safejournal.vault.vault import Vault
from tests.vault.journals import Clock, Journal, make_journal

PAGE = 4096


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return a folder for backups."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def write(vault: Vault, count: int = 3) -> list[str]:
    """Write some notes, one with a file; return their ids."""
    ids = [journal.record(vault, Note(title=f"n{n}", text="слово " * 300)).id for n in range(count)]
    file = vault.place.parent / "file"
    file.write_bytes(os.urandom(300_000))
    attachments.attach(vault, ids[0], file)
    return ids


def names(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


class Stop:
    """Says no so many times, then yes."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self) -> bool:
        """Answer."""
        self.left -= 1
        return self.left < 0


def answer(of: Journal) -> bytearray:
    """Return what an unlock child answers."""
    return bytearray([0]) + of.dek


def restored(of: Journal, place: Path) -> Vault:
    """Open what was restored, with the key of the vault that was backed up."""
    return Vault.open(place, bytearray(of.dek), of.clock)


def test_a_restored_vault_holds_everything(
    vault: Vault, journal_: Journal, stick: Path, tmp_path: Path
) -> None:
    """Records, history, files, drafts and the end of the chain are as they were."""
    ids = write(vault)
    journal.revise(vault, ids[1], Note(title="second"))
    done = backups.back_up(vault, stick / "a")
    expected = journal.browse(vault), journal.history(vault, ids[1])
    whole = restoring.restore(stick / "a", tmp_path / "new", answer(journal_))
    assert whole.verified == done.verified
    with restored(journal_, tmp_path / "new") as again:
        assert (journal.browse(again), journal.history(again, ids[1])) == expected
        assert again.head.slots == vault.head.slots


@pytest.fixture
def journal_(journal: Journal) -> Journal:
    """Return the test's journal under a name that the service does not have."""
    return journal


def test_a_backup_is_one_private_file_and_nothing_lies_beside_it(vault: Vault, stick: Path) -> None:
    """Mode 0600, no part left over, and the vault is as it was but for the note of the backup."""
    write(vault)
    backups.back_up(vault, stick / "a")
    assert names(stick) == ["a"]
    assert (stick / "a").stat().st_mode & 0o777 == 0o600
    assert vault.head.generation == 1


def test_two_backups_share_no_page(vault: Vault, stick: Path) -> None:
    """Each has a key of its own, so that a page of one is worth nothing in another."""
    write(vault)
    backups.back_up(vault, stick / "a")
    backups.back_up(vault, stick / "b")
    shutil.copy(stick / "b", stick / "c")
    for page in (1, 3, 7):
        with (stick / "a").open("rb") as a, (stick / "c").open("r+b") as c:
            a.seek(page * PAGE)
            c.seek(page * PAGE)
            c.write(a.read(PAGE))
    with pytest.raises(StoreDamaged):
        backups.check(vault, stick / "c")
    store = vault.place / "store.00000001"
    assert not {*_pages(store)} & {*_pages(stick / "a")}


def _pages(path: Path) -> list[bytes]:
    raw = path.read_bytes()
    return [raw[at : at + PAGE] for at in range(0, len(raw), PAGE)]


def test_a_practice_backup_stays_one(tmp_path: Path) -> None:
    """The mark is in the keys: a practice vault cannot come back as another."""
    made = make_journal(tmp_path / "practice", realm=Realm.PRACTICE)
    with made.open() as vault:
        backups.back_up(vault, tmp_path / "a")
    restoring.restore(tmp_path / "a", tmp_path / "new", answer(made))
    with restored(made, tmp_path / "new") as again:
        assert again.practice


def test_damage_anywhere_is_found(vault: Vault, journal_: Journal, stick: Path) -> None:
    """A flipped bit in any page or in the head, a cut, and something added are told as damage."""
    write(vault)
    backups.back_up(vault, stick / "a")
    raw = (stick / "a").read_bytes()
    spots = [*range(100, len(raw), PAGE), len(raw) - 1, len(raw) - 2000, len(raw) - 4096]
    for at in spots:
        altered = bytearray(raw)
        altered[at] ^= 1
        (stick / "b").write_bytes(altered)
        with pytest.raises(Damaged):
            restoring.verify(stick / "b", answer(journal_))
    for other in (raw[:-1], raw[:-PAGE], raw[PAGE:], raw + bytes(PAGE), raw[: PAGE * 5], b"", b"x"):
        (stick / "b").write_bytes(other)
        with pytest.raises(Damaged):
            restoring.verify(stick / "b", answer(journal_))
    cut = raw[: 5 * PAGE] + raw[6 * PAGE :]
    (stick / "b").write_bytes(cut)
    with pytest.raises(StoreDamaged):
        restoring.verify(stick / "b", answer(journal_))


def test_a_damaged_journal_is_not_called_backed_up(
    vault: Vault, journal_: Journal, stick: Path
) -> None:
    """What cannot be read whole is not copied, and no file is left that looks like a backup."""
    write(vault, 30)
    vault.close()
    with journal_.store.open("r+b") as store:
        for page in range(8, journal_.store.stat().st_size // PAGE - 1, 7):
            store.seek(page * PAGE + 50)
            store.write(b"x")
    with pytest.raises(StoreDamaged), journal_.open() as opened:
        backups.back_up(opened, stick / "a")
    assert names(stick) == []


def test_a_version_that_lost_its_words_is_not_backed_up(
    vault: Vault, journal_: Journal, stick: Path
) -> None:
    """Digests are looked at too, not only pages."""
    write(vault)
    with vault.writing() as connection:
        connection.execute("DELETE FROM content WHERE version = 1")
    with pytest.raises(StoreDamaged):
        backups.back_up(vault, stick / "a")
    assert names(stick) == []


def test_nothing_that_stands_is_overwritten(vault: Vault, stick: Path) -> None:
    """Neither a file, unless asked for, nor anything in the vault's own folder."""
    (stick / "a").write_text("letter")
    with pytest.raises(Refused):
        backups.back_up(vault, stick / "a")
    assert (stick / "a").read_text() == "letter"
    for name in ("head", "store.00000001", "b"):
        with pytest.raises(Refused):
            backups.back_up(vault, vault.place / name, force=True)
    backups.back_up(vault, stick / "a", force=True)
    backups.check(vault, stick / "a")


def test_it_can_be_stopped(vault: Vault, stick: Path) -> None:
    """Whenever it asks, and nothing is left; the next one is whole."""
    write(vault, 400)
    for after in (0, 1, 3, 9):
        with pytest.raises(Refused):
            backups.back_up(vault, stick / "a", stop=Stop(after))
        assert names(stick) == []
    backups.back_up(vault, stick / "a")


def test_progress_is_told_in_bytes(vault: Vault, stick: Path) -> None:
    """It rises and never goes beyond the whole."""
    write(vault, 200)
    told: list[tuple[int, int]] = []
    backups.back_up(vault, stick / "a", progress=lambda done, whole: told.append((done, whole)))
    assert told
    assert all(0 <= done <= whole for done, whole in told)


def test_a_place_keeps_the_last_three_and_touches_nothing_else(
    vault: Vault, journal_: Journal, stick: Path
) -> None:
    """The oldest of ours goes once the new one is whole; other files and vaults' backups stay."""
    write(vault)
    other = make_journal(stick.parent / "other")
    with other.open() as second:
        backups.back_up(second, stick / "2026-04-01-1200.backup")
    (stick / "letter.backup").write_text("x")
    backups.set_place(vault, stick)
    made = []
    for _ in range(5):
        made.append(Path(backups.back_up_in_place(vault).backup.file).name)
        journal_.clock.forward(days=1)
    left = names(stick)
    assert left == sorted([MARK, "letter.backup", "2026-04-01-1200.backup", *made[-3:]])
    assert [each.there for each in backups.remembered(vault)] == [False, False, True, True, True]


def test_an_absent_stick_is_said_and_never_replaced_by_an_empty_folder(
    vault: Vault, stick: Path
) -> None:
    """The place is known by its mark: without it nothing is written there."""
    with pytest.raises(NotFound, match="No place"):
        backups.back_up_in_place(vault)
    backups.set_place(vault, stick, keep=2)
    chosen = backups.place(vault)
    assert chosen is not None
    states = [chosen.there]
    shutil.rmtree(stick)
    stick.mkdir()
    assert [*states, chosen.there] == [True, False]
    with pytest.raises(NotFound, match="not there"):
        backups.back_up_in_place(vault)
    assert names(stick) == []


def test_the_age_is_that_of_the_last_one_found_whole(
    vault: Vault, journal_: Journal, stick: Path
) -> None:
    """None before the first; days since it was made; one that was never finished does not count."""
    assert backups.age(vault) is None
    backups.back_up(vault, stick / "a")
    journal_.clock.forward(days=3, hours=23)
    assert backups.age(vault) == 3
    with pytest.raises(Refused):
        backups.back_up(vault, stick / "b", stop=lambda: True)
    backups._note(vault, Backup(file="c", made=vault.clock().isoformat(), number="00"))
    assert backups.age(vault) == 3


def test_a_check_says_how_far_the_backup_is_behind(
    vault: Vault, journal_: Journal, stick: Path
) -> None:
    """Events that the journal has more; and a past that is not its own is damage."""
    write(vault)
    backups.back_up(vault, stick / "a")
    assert backups.check(vault, stick / "a")[1] == 0
    write(vault, 2)
    assert backups.check(vault, stick / "a")[1] == 3
    vault.close()
    shutil.rmtree(journal_.place)
    restoring.restore(stick / "a", journal_.place, answer(journal_))
    with restored(journal_, journal_.place) as again:
        journal.record(again, Note(title="another past"))
        backups.back_up(again, stick / "b")
        assert backups.check(again, stick / "a")[1] == 1
    shutil.rmtree(journal_.place)
    restoring.restore(stick / "a", journal_.place, answer(journal_))
    with restored(journal_, journal_.place) as third:
        write(third, 2)
        with pytest.raises(Damaged, match="same past"):
            backups.check(third, stick / "b")


def test_a_restored_vault_shares_no_key_with_its_double(
    vault: Vault, journal_: Journal, stick: Path, tmp_path: Path
) -> None:
    """Each restored vault begins at a generation of its own."""
    backups.back_up(vault, stick / "a")
    seen = set()
    for n in range(4):
        restoring.restore(stick / "a", tmp_path / f"new{n}", answer(journal_))
        seen.add(head.parse(head.read(tmp_path / f"new{n}")).generation)
    assert len(seen) == 4
    assert all(1 << 30 <= number < 1 << 31 for number in seen)


def test_restoring_needs_a_free_place(
    vault: Vault, journal_: Journal, stick: Path, tmp_path: Path
) -> None:
    """Where anything stands, nothing is changed."""
    backups.back_up(vault, stick / "a")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    for place in (tmp_path / "full", vault.place):
        with pytest.raises(Refused):
            restoring.restore(stick / "a", place, answer(journal_))
    assert names(tmp_path / "full") == ["x"]


def test_a_damaged_backup_restores_nothing(
    vault: Vault, journal_: Journal, stick: Path, tmp_path: Path
) -> None:
    """Nothing stands at the new place afterwards."""
    write(vault)
    backups.back_up(vault, stick / "a")
    with (stick / "a").open("r+b") as file:
        file.seek(9 * PAGE + 7)
        file.write(b"x")
    with pytest.raises(StoreDamaged):
        restoring.restore(stick / "a", tmp_path / "new", answer(journal_))
    assert not list(tmp_path.glob("new*"))


def test_a_rehearsal_leaves_nothing_and_changes_nothing(
    vault: Vault, journal_: Journal, stick: Path, tmp_path: Path
) -> None:
    """It restores, compares every digest, and throws the copy away, also what a kill left."""
    write(vault)
    backups.back_up(vault, stick / "a")
    before = (stick / "a").read_bytes()
    make_journal(tmp_path / "journal.tried")
    whole = restoring.rehearse(stick / "a", vault.place, answer(journal_), Clock())
    assert whole.verified.versions == 4
    assert not (tmp_path / "journal.tried").exists()
    assert (stick / "a").read_bytes() == before


def test_a_rehearsal_of_a_damaged_backup_fails_and_leaves_nothing(
    vault: Vault, journal_: Journal, stick: Path, tmp_path: Path
) -> None:
    """The drill is a real one."""
    write(vault)
    backups.back_up(vault, stick / "a")
    with (stick / "a").open("r+b") as file:
        file.seek(9 * PAGE + 7)
        file.write(b"x")
    with pytest.raises(StoreDamaged):
        restoring.rehearse(stick / "a", vault.place, answer(journal_), Clock())
    assert not (tmp_path / "journal.tried").exists()


def test_any_other_file_is_no_backup(journal_: Journal, stick: Path) -> None:
    """A vault's own head, a letter, nothing: told before any passphrase is asked for."""
    (stick / "letter").write_bytes(b"letter" * 2000)
    (stick / "empty").touch()
    for path in (stick / "letter", stick / "empty", journal_.place / "head"):
        with pytest.raises(HeadDamaged, match="not a backup"):
            head.read_any(path)
