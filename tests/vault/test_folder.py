"""The folder: its owner's alone, made whole or not at all, opened by one at a time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from safejournal.errors import HeadDamaged, NotFound, Refused, SafeJournalError, VaultInUse
from safejournal.vault import folder, private
from safejournal.vault.folder import Note, clean, creating, lock, notes, store_path
from tests.vault.children import start
from tests.vault.vaults import Made, count, listing, make

ODD_NAMES = ["plain", "with space", "line\nbreak", "?a=b#c", "100%41", "'\"`;--", "дневник", "-rf"]
NOBODY = 65534
AS_ROOT = os.geteuid() == 0


def modes(place: Path) -> dict[str, int]:
    """Return the modes of a folder and of all in it."""
    return {each.name: each.stat().st_mode & 0o777 for each in (place, *place.iterdir())}


@pytest.mark.parametrize("mask", [0, 0o022, 0o777])
def test_everything_is_its_owner_s_alone(mask: int, tmp_path: Path) -> None:
    """0700 and 0600, whatever the umask, also for the journal that SQLite makes."""
    former = os.umask(mask)
    try:
        made = make(tmp_path / "vault")
        with lock(made.place):
            made.open().close()
    finally:
        os.umask(former)
    seen = modes(made.place)
    assert seen.pop("vault") == 0o700
    assert set(seen) >= {"head", "lock", "store.00000001", "store.00000001-journal"}
    assert set(seen.values()) == {0o600}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_will_do(name: str, tmp_path: Path) -> None:
    """Whatever a person calls the folder, the database lies in it and nowhere else."""
    made = make(tmp_path / name)
    with lock(made.place):
        connection = made.open()
        assert count(connection) == 3
        connection.close()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_missing_folders_above_are_made(tmp_path: Path) -> None:
    """The default place may not exist on a fresh machine."""
    assert make(tmp_path / "a/b/vault").store.exists()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A person may have made it in the file manager; it becomes private."""
    (tmp_path / "vault").mkdir(mode=0o755)
    made = make(tmp_path / "vault")
    assert made.place.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("what", ["folder", "file", "link", "dangling", "vault"])
def test_where_something_stands_nothing_is_made(what: str, tmp_path: Path) -> None:
    """Refused in one sentence, and what stands there stays as it is."""
    place = tmp_path / "vault"
    match what:
        case "folder":
            place.mkdir()
            (place / "letter").write_text("mine")
        case "file":
            place.write_text("mine")
        case "link":
            (tmp_path / "real").mkdir()
            place.symlink_to(tmp_path / "real")
        case "dangling":
            place.symlink_to(tmp_path / "nowhere")
        case _:
            make(place)
    before = sorted(each.name for each in tmp_path.rglob("*"))
    with pytest.raises(Refused, match="Something stands"):
        make(place)
    assert sorted(each.name for each in tmp_path.rglob("*")) == before


@pytest.mark.skipif(not AS_ROOT, reason="only root can give a folder away")
def test_somebody_else_s_folder_is_not_taken(tmp_path: Path) -> None:
    """Neither to make a vault in nor to open one."""
    place = tmp_path / "vault"
    place.mkdir()
    os.chown(place, NOBODY, NOBODY)
    with pytest.raises(Refused, match="another user"):
        make(place)
    place.rmdir()
    os.chown(make(place).place, NOBODY, NOBODY)
    with pytest.raises(Refused, match="another user"):
        lock(place)


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    """Whatever goes wrong while a vault is built: no folder, no half of one."""

    def build_half() -> None:
        with creating(tmp_path / "vault") as building:
            (building / "head").write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build_half()
    assert list(tmp_path.iterdir()) == []


KILLED_WHILE_MAKING = """
import sys, os, signal
from pathlib import Path
from safejournal.vault import head
from tests.vault.vaults import make
head.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
make(Path(sys.argv[1]))
"""


def test_a_kill_while_making_leaves_no_vault(tmp_path: Path) -> None:
    """Nothing stands at the place, and the next attempt clears what lies beside it."""
    place = tmp_path / "vault"
    child = start(KILLED_WHILE_MAKING, place)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert not place.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["vault.new"]
    with pytest.raises(NotFound):
        lock(place)
    make(place)
    assert [each.name for each in tmp_path.iterdir()] == ["vault"]


def test_what_is_not_ours_beside_it_is_not_removed(tmp_path: Path) -> None:
    """A folder that happens to have that name, with somebody's file in it."""
    (tmp_path / "vault.new").mkdir()
    (tmp_path / "vault.new/letter").write_text("mine")
    with pytest.raises(Refused):
        make(tmp_path / "vault")
    assert (tmp_path / "vault.new/letter").read_text() == "mine"
    assert not (tmp_path / "vault").exists()


HOLDING = """
import sys
from pathlib import Path
from safejournal.vault.folder import lock
held = lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_elsewhere(place: Path, script: str = HOLDING) -> Iterator[None]:
    """Have another process hold the vault."""
    child = start(script, place)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    try:
        yield
    finally:
        child.communicate("")


def test_two_processes_cannot_open_one_vault(made: Made) -> None:
    """The second is told so; once the first is gone it may."""
    with held_elsewhere(made.place), pytest.raises(VaultInUse, match="open in another"):
        lock(made.place)
    lock(made.place).release()


def test_a_process_cannot_open_it_twice(made: Made) -> None:
    """Nor can two windows of one process."""
    with lock(made.place) as held, pytest.raises(VaultInUse):
        lock(made.place)
    held.release()
    lock(made.place).release()


CREATING = HOLDING.replace("folder import lock", "folder import creating").replace(
    "held = lock(Path(sys.argv[1]))", "made = creating(Path(sys.argv[1])); made.__enter__()"
)


def test_two_processes_cannot_make_one_vault(tmp_path: Path) -> None:
    """The second is told so, and does not clear away what the first is building."""
    place = tmp_path / "vault"
    with held_elsewhere(place, CREATING):
        with pytest.raises(VaultInUse):
            make(place)
        assert (tmp_path / "vault.new/lock").exists()


EXECUTING = """
import os, sys
from pathlib import Path
from safejournal.vault.folder import lock
held = lock(Path(sys.argv[1]))
os.execv(sys.executable, [sys.executable, "-c", "print('held', flush=True); input()"])
"""


def test_becoming_another_program_gives_the_lock_back(made: Made) -> None:
    """Lock (the act) ends in exec: the prompt that comes must find the vault free."""
    with held_elsewhere(made.place, EXECUTING.replace("input()", "import sys; sys.stdin.read()")):
        lock(made.place).release()


@pytest.mark.parametrize("bits", [0o750, 0o705, 0o701, 0o777])
def test_a_folder_that_others_may_enter_is_refused(bits: int, made: Made) -> None:
    """With the way to mend it, and with nothing changed."""
    made.place.chmod(bits)
    with pytest.raises(Refused, match="may look into") as refused:
        lock(made.place)
    assert "chmod 700" in refused.value.hint
    assert made.place.stat().st_mode & 0o777 == bits
    made.place.chmod(0o700)
    lock(made.place).release()


def test_files_that_others_may_read_are_taken_from_them(made: Made) -> None:
    """After a copy from a stick they are 0644 in a folder that is closed: tightened, no word."""
    for file in made.place.iterdir():
        file.chmod(0o644)
    with lock(made.place):
        assert {file.stat().st_mode & 0o777 for file in made.place.iterdir()} == {0o600}


def test_a_file_system_without_modes_is_accepted_and_noted(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAT shows everything to everybody and cannot be mounted here: its answer stands in."""
    made.place.chmod(0o755)
    monkeypatch.setattr(private, "tighten", lambda _: False)
    with lock(made.place):
        assert notes(made.place) == {Note.NO_MODES}


def test_an_ordinary_place_has_no_notes(made: Made) -> None:
    """Nothing to say of a local disk."""
    assert notes(made.place) == frozenset()


@pytest.mark.parametrize(("kind", "noted"), [("nfs4", True), ("fuse.sshfs", True), ("ext4", False)])
def test_a_network_place_is_noted(
    kind: str, noted: bool, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read from the system's table of mounts."""
    device = made.place.stat().st_dev
    table = tmp_path / "mounts"
    table.write_text(
        f"21 1 0:99 / / rw - tmpfs none rw\n"
        f"22 1 {os.major(device)}:{os.minor(device)} / /far rw shared:1 - {kind} far:/x rw\n"
    )
    monkeypatch.setattr(folder, "_MOUNTS", table)
    assert (Note.NETWORK in notes(made.place)) is noted


def test_a_link_to_a_vault_is_refused(made: Made, tmp_path: Path) -> None:
    """Whoever can turn the link could put another vault there."""
    (tmp_path / "link").symlink_to(made.place)
    with pytest.raises(Refused, match="is a link"):
        lock(tmp_path / "link")


def test_a_file_is_no_vault(tmp_path: Path) -> None:
    """Nor is a place where nothing is, or an empty folder: and nothing is made there."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir(mode=0o700)
    with pytest.raises(Refused, match="not a folder"):
        lock(tmp_path / "file")
    for name in ("empty", "absent"):
        with pytest.raises(NotFound):
            lock(tmp_path / name)
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize("name", ["head", "lock", "store.00000001"])
@pytest.mark.parametrize("what", ["link", "pipe", "folder"])
def test_what_is_not_a_plain_file_is_refused(name: str, what: str, made: Made) -> None:
    """In the place of any file of the vault; what a link points to is not touched."""
    precious = made.place.parent / "precious"
    precious.write_bytes(b"mine")
    precious.chmod(0o644)
    (made.place / name).unlink()
    match what:
        case "link":
            (made.place / name).symlink_to(precious)
        case "pipe":
            os.mkfifo(made.place / name)
        case _:
            (made.place / name).mkdir()
    with pytest.raises(SafeJournalError) as refused:
        lock(made.place)
    assert isinstance(refused.value, Refused)
    assert precious.read_bytes() == b"mine"
    assert precious.stat().st_mode & 0o777 == 0o644


def test_a_vault_without_its_head_is_damaged(made: Made) -> None:
    """Not absent: nobody may think that a new one could be made there."""
    (made.place / "head").unlink()
    with pytest.raises(HeadDamaged):
        lock(made.place)
    with pytest.raises(Refused):
        make(made.place)


READING_ONLY = """
import os, sys
from pathlib import Path
from safejournal.errors import SafeJournalError
from safejournal.vault.folder import lock, creating
os.chdir(sys.argv[1])
os.setgid(65534)
os.setuid(65534)
for act in (lock, lambda place: creating(place / "in").__enter__()):
    try:
        act(Path("vault"))
        print("taken")
    except SafeJournalError as error:
        print(type(error).__name__, error.sentence)
"""


@pytest.mark.skipif(not AS_ROOT, reason="root alone can become somebody who may only read")
def test_a_folder_that_cannot_be_written(made: Made) -> None:
    """One sentence for opening and for making, and nothing changed."""
    for file in (*made.place.iterdir(), made.place):
        os.chown(file, NOBODY, NOBODY)
        file.chmod(0o500 if file.is_dir() else 0o400)
    before = listing(made.place)
    child = start(READING_ONLY, made.place.parent)
    told, complaint = child.communicate()
    assert complaint == ""
    assert (
        told.splitlines()
        == ["Refused The vault's folder or a file in it cannot be written; nothing was changed."]
        * 2
    )
    assert listing(made.place) == before


def test_leftovers_are_removed(made: Made) -> None:
    """A head beside the head and stores of other generations go; everything else stays."""
    left = ["head.new", "store.00000002", "store.00000000-journal", "store.000000ff"]
    kept = ["store.txt", "store.00000001.bak", "letter"]
    for name in left + kept:
        (made.place / name).write_bytes(b"x")
    clean(made.place, 1)
    names = {file.name for file in made.place.iterdir()}
    assert not names & set(left)
    assert names >= {*kept, "head", "lock", "store.00000001", "store.00000001-journal"}


def test_opening_changes_nothing(made: Made) -> None:
    """Locking alone writes to no file, and removes none, whatever lies there."""
    (made.place / "store.00000002").write_bytes(b"x")
    before = listing(made.place)
    lock(made.place).release()
    assert listing(made.place) == before


def test_stores_are_named_by_their_generation(tmp_path: Path) -> None:
    """Eight hexadecimal digits, and more when there must be."""
    assert store_path(tmp_path, 255).name == "store.000000ff"
    assert store_path(tmp_path, 2**40).name == "store.10000000000"


@pytest.mark.skipif(sys.platform != "linux", reason="the tests run on Linux")
def test_the_lock_is_not_handed_to_children(made: Made) -> None:
    """A program started meanwhile does not keep the vault locked after us."""
    held = lock(made.place)
    child = start("print('here', flush=True); input()")
    assert child.stdout is not None
    child.stdout.readline()
    held.release()
    lock(made.place).release()
    child.communicate("\n")
