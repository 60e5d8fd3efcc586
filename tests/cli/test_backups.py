"""Backing up, verifying, restoring and salvaging with the program itself, passphrases and all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.records import Note
from safejournal.services import journal
from tests.programs import PASSPHRASE, Made, call, make
from tests.vault.vaults import listing

OTHER = "quite another passphrase"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Make a vault with two notes."""
    made = make(tmp_path / "journal")
    with made.open() as vault:
        for title in ("first", "second"):
            journal.record(vault, Note(title=title))
    return made


def ask(*arguments: str, place: Path, secret: str = PASSPHRASE, code: int = 0) -> Any:
    """Call the program for its JSON."""
    done = call("--json", "--vault", str(place), *arguments, secrets=(secret,))
    assert done.returncode == code, (done.stdout, done.stderr)
    return json.loads(done.stdout) if done.stdout else done.stderr.decode()


def test_a_backup_opens_with_the_passphrase_and_the_recovery_phrase(
    made: Made, tmp_path: Path
) -> None:
    """On another machine: the file, and something that opened the vault on that day."""
    file = tmp_path / "copy"
    told = ask("backup", str(file), place=made.place)
    assert (told["versions"], told["size"]) == (2, file.stat().st_size)
    for n, secret in enumerate((PASSPHRASE, made.recovery_phrase)):
        new = tmp_path / f"new{n}"
        restored = ask("restore", str(file), place=new, secret=secret)
        assert (restored["vault"], restored["versions"]) == (str(new), 2)
        titles = {each["title"] for each in ask("list", place=new, secret=secret)}
        assert titles == {"first", "second"}
    ask("restore", str(file), place=tmp_path / "new2", secret="wrong", code=3)
    assert not (tmp_path / "new2").exists()


def test_a_changed_passphrase_does_not_open_older_backups(made: Made, tmp_path: Path) -> None:
    """Nor does it close them to the old one: that is said when it is changed."""
    ask("backup", str(tmp_path / "old"), place=made.place)
    done = call("--vault", str(made.place), "passphrase", "change", secrets=(PASSPHRASE, OTHER))
    assert done.returncode == 0
    assert "older copy of the vault" in done.stdout.decode()
    ask("verify", str(tmp_path / "old"), place=made.place)
    ask("verify", str(tmp_path / "old"), place=made.place, secret=OTHER, code=3)
    ask("backup", str(tmp_path / "new"), place=made.place, secret=OTHER)
    ask("verify", str(tmp_path / "new"), place=made.place, secret=OTHER)


def test_a_rehearsal_compares_and_throws_away(made: Made, tmp_path: Path) -> None:
    """Its digest is that of a verification of the file, and nothing is left."""
    file = tmp_path / "copy"
    ask("backup", str(file), place=made.place)
    before = sorted(path.name for path in tmp_path.iterdir())
    rehearsed = ask("backup", "--rehearse", str(file), place=made.place)
    assert rehearsed == ask("verify", str(file), place=made.place)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_place_is_set_and_used(made: Made, tmp_path: Path) -> None:
    """Without a file the backup goes there; four of them leave three; the list tells of all."""
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "no place" in ask("backup", place=made.place, code=1).lower()
    ask("backup", "--place", str(stick), place=made.place)
    removed = [ask("backup", place=made.place)["removed"] for _ in range(4)]
    assert [len(each) for each in removed] == [0, 0, 0, 1]
    assert len(list(stick.glob("*.backup"))) == 3
    listed = ask("backup", "--list", place=made.place)
    assert [each["there"] for each in listed["backups"]] == [False, True, True, True]
    assert listed["age_days"] == 0
    stick.rename(tmp_path / "pulled")
    stick.mkdir()
    assert "stick" in ask("backup", place=made.place, code=1)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "a", "--list"],
        ["backup", "--rehearse", "a", "--place", "b"],
        ["backup", "a", "--keep", "2"],
        ["verify", "a", "--against", "x"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(made: Made, words: list[str]) -> None:
    """Exit code 2, and nothing is asked."""
    ask(*words, place=made.place, code=2)


def test_damage_ends_with_6_and_what_is_missing_with_1(made: Made, tmp_path: Path) -> None:
    """A cut or altered backup is damage; a file that is no backup too; an absent one is not."""
    file = tmp_path / "copy"
    ask("backup", str(file), place=made.place)
    raw = file.read_bytes()
    (tmp_path / "cut").write_bytes(raw[:-5000])
    (tmp_path / "altered").write_bytes(raw[:9000] + bytes(8) + raw[9008:])
    for name in ("cut", "altered"):
        for act in (["verify"], ["restore"], ["backup", "--rehearse"]):
            ask(*act, str(tmp_path / name), place=tmp_path / "new", code=6)
            assert not (tmp_path / "new").exists()
    assert "no file" in ask("verify", str(tmp_path / "absent"), place=made.place, code=1)
    assert "stands" in ask("restore", str(file), place=made.place, code=1)


def test_salvage_writes_clear_files_and_names_what_is_lost(made: Made, tmp_path: Path) -> None:
    """Of a damaged vault, and of one whose head is gone, by the head of a backup."""
    ask("backup", str(tmp_path / "copy"), place=made.place)
    (made.place / "head").rename(tmp_path / "head")
    ask("salvage", "-o", str(tmp_path / "none"), place=made.place, code=6)
    told = ask(
        "salvage", "-o", str(tmp_path / "out"), "--head", str(tmp_path / "copy"), place=made.place
    )
    assert (told["records"], told["lost"]) == (2, [])
    found = [json.loads(path.read_text()) for path in (tmp_path / "out" / "records").iterdir()]
    assert {each["content"]["title"] for each in found} == {"first", "second"}
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


@pytest.fixture
def locked(made: Made, tmp_path: Path) -> Iterator[Path]:
    """Put a vault and a backup of it on a disk that is mounted for reading only."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("mkfs.ext4", "mount", "umount"))):
        pytest.skip("mounting an image takes Linux and root")
    image, place = tmp_path / "image", tmp_path / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(16 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    if subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=False).returncode:
        pytest.skip("this machine lets nobody mount an image")
    try:
        ask("backup", str(place / "copy"), place=made.place)
        shutil.copytree(made.place, place / "vault")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_locked_stick_can_be_verified_and_restored_from(locked: Path, tmp_path: Path) -> None:
    """A backup on it, and a vault's folder; whatever would write there is refused."""
    before = listing(locked / "vault")
    copy, vault = str(locked / "copy"), str(locked / "vault")
    assert ask("verify", copy, place=tmp_path / "absent")["versions"] == 2
    assert ask("verify", vault, place=tmp_path / "absent")["versions"] == 2
    assert ask("verify", place=locked / "vault")["versions"] == 2
    for n, source in enumerate((copy, vault)):
        ask("restore", source, place=tmp_path / f"new{n}")
        assert len(ask("list", place=tmp_path / f"new{n}")) == 2
        ask("backup", "--rehearse", source, place=tmp_path / "new0")
    assert ask("salvage", "-o", str(tmp_path / "out"), place=locked / "vault")["records"] == 2
    ask("list", place=locked / "vault", code=1)
    assert listing(locked / "vault") == before


def test_a_full_stick_leaves_no_file(made: Made, tmp_path: Path) -> None:
    """One sentence, exit code 1, nothing that looks like a backup; with room it works."""
    from tests.promises.disks import new_disk

    disk = new_disk(tmp_path, mebibytes=2)
    try:
        disk.fill()
        assert "full" in ask("backup", str(disk.place / "copy"), place=made.place, code=1)
        assert not (disk.place / "copy").exists()
        assert not list(disk.place.glob(".*part"))
        disk.make_room()
        ask("backup", str(disk.place / "copy"), place=made.place)
        ask("verify", str(disk.place / "copy"), place=made.place)
    finally:
        disk.close()


def test_a_pulled_stick_is_told_as_one(made: Made, tmp_path: Path) -> None:
    """Not as damage; the journal is as it was."""
    from tests.promises.disks import new_disk

    disk = new_disk(tmp_path, mebibytes=2)
    try:
        disk.pull()
        told = ask("backup", str(disk.place / "copy"), place=made.place, code=1)
        assert "damage" not in told.lower()
        assert len(ask("list", place=made.place)) == 2
    finally:
        disk.close()
