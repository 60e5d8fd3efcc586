"""`panic` ends every instance within one second, whatever it does, and leaves journals whole."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.process import instances
from safejournal.services import destroying, journal
from safejournal.vault import head
from safejournal.vault.slots import SlotKind, seal_slot
from tests.promises.disks import new_disk
from tests.promises.forms import waiting
from tests.promises.living import write
from tests.promises.program import ENTER, F2, F4, Journal, Session, environment, program
from tests.vault.journals import make_journal

PANIC_KEY = b"\x0b"

CHANGES = 5

ENDED = (0, 143)
"""Ended by itself, or told to by what it had started: both within the second."""


def panic(*words: str) -> dict[str, float]:
    """Run panic, without vault or passphrase; return what it says."""
    done = subprocess.run(
        [*program(), "panic", "--json", *words],
        capture_output=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def gone(*pids: int) -> bool:
    """Tell whether none of them runs any more."""
    return all(instances._is_gone(pid, instances.started(pid)) for pid in pids)


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    """Return a vault with some records."""
    made = Journal(tmp_path / "journal")
    with made.make() as vault:
        for n in range(20):
            journal.record(vault, Note(title=f"n{n}", text="слово " * 50))
    return made


@pytest.fixture
def large(tmp_path: Path) -> Journal:
    """Return a vault that takes a while to be copied."""
    made = Journal(tmp_path / "large")
    file = tmp_path / "file"
    file.write_bytes(os.urandom(120_000_000))
    from safejournal.services import attachments

    with made.make() as vault:
        kept = journal.record(vault, Note(title="large"))
        attachments.attach(vault, kept.id, file)
    return made


@pytest.fixture
def app(made: Journal) -> Iterator[Session]:
    """Return the app, open."""
    with made.session() as app:
        app.unlock()
        app.see("F2")
        yield app


def started(of: Journal, *words: str) -> subprocess.Popen[bytes]:
    """Start a command, its passphrase in a pipe."""
    ours, theirs = os.pipe()
    os.write(theirs, f"{of.passphrase}\n".encode())
    os.close(theirs)
    command = of.words("--passphrase-fd", str(ours), *words)
    child = subprocess.Popen(
        command,
        pass_fds=[ours],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    os.close(ours)
    return child


def size(path: Path, pattern: str) -> int:
    """Return how large the files of that name are."""
    sizes = [0]
    for each in path.glob(pattern):
        with suppress(OSError):
            sizes.append(each.stat().st_size)
    return sum(sizes)


def grows(path: Path, pattern: str, begin: int) -> None:
    """Wait until the files of that name have grown by a megabyte."""
    patience = time.monotonic() + 30
    while size(path, pattern) < begin + 1_000_000:
        assert time.monotonic() < patience, "it never began"
        time.sleep(0.005)


def test_none_runs_and_it_is_content() -> None:
    """Exit code 0, and none was ended."""
    assert panic()["ended"] == 0


def test_every_open_window_ends_and_what_was_typed_is_kept(made: Journal, app: Session) -> None:
    """The app in the middle of a form, the line mode, a prompt that waits: all within a second."""
    write(app, "half a sentence")
    other, third = (Journal(made.place.parent / name) for name in ("other", "third"))
    other.make().close()
    third.make().close()
    with other.session("--plain") as line, third.session() as prompt:
        line.unlock()
        line.until(line.asks)
        prompt.expect(b"Passphrase: ")
        told = panic()
        assert told["ended"] == 3
        assert told["seconds"] <= 1
        assert gone(app.process.pid, line.process.pid, prompt.process.pid)
    assert waiting(made) == ["half a sentence"]
    made.command("verify")


def test_an_open_dialog_does_not_hold_it_up(made: Journal, app: Session) -> None:
    """Nor does the palette."""
    app.press(F2)
    app.see("What do you want to write down?")
    told = panic()
    assert (told["ended"], told["seconds"] <= 1, gone(app.process.pid)) == (1, True, True)


@pytest.mark.parametrize(
    ("words", "folder", "pattern"),
    [
        (["backup", "STICK"], "", ".*.part"),
        (["compact"], "large", "store.00000002"),
        (["attach", "ID", "FILE"], "large", "store.00000001"),
    ],
    ids=["backing up", "compacting", "attaching"],
)
def test_slow_work_ends_in_the_middle(
    large: Journal, tmp_path: Path, words: list[str], folder: str, pattern: str
) -> None:
    """The journal is whole afterwards, as it was before; no backup stands there half-written."""
    with_id = large.command("--json", "list").stdout
    real = {
        "STICK": str(tmp_path / "copy"),
        "FILE": str(tmp_path / "file"),
        "ID": json.loads(with_id)[0]["id"],
    }
    begin = size(tmp_path / folder, pattern)
    child = started(large, *(real.get(word, word) for word in words))
    grows(tmp_path / folder, pattern, begin)
    told = panic()
    child.wait(5)
    assert (told["ended"], told["seconds"] <= 1) == (1, True)
    assert child.returncode < 0 or child.returncode >= 128
    assert not (tmp_path / "copy").exists()
    large.command("verify")


def test_an_unlocking_in_progress_ends_with_its_child(made: Journal, tmp_path: Path) -> None:
    """Also while the key is derived, and the child that derives it."""
    slow = Journal(tmp_path / "slow")
    slow.command("init", "--no-recovery", "--kdf-memory", "1024")
    child = started(slow, "list")
    while not (found := instances._descendants({child.pid: instances.started(child.pid)})) or (
        len(found) < 2
    ):
        time.sleep(0.005)
    told = panic()
    child.wait(5)
    assert (told["ended"], told["seconds"] <= 1, gone(*found)) == (1, True, True)


def test_one_that_does_not_listen_is_killed(made: Journal, app: Session) -> None:
    """A stopped process cannot end by itself; it is gone within the second all the same."""
    app.process.send_signal(signal.SIGSTOP)
    told = panic()
    assert (told["ended"], told["seconds"] <= 1, gone(app.process.pid)) == (1, True, True)


def test_a_number_that_was_given_away_again_is_let_alone() -> None:
    """A file of an ended instance names a process of somebody else: that one lives on."""
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        place = Path(instances.folder())
        place.mkdir(parents=True)
        (place / str(bystander.pid)).write_text("1234")
        (place / "999999").write_text("99")
        assert panic()["ended"] == 0
    finally:
        alive = bystander.poll() is None
        bystander.kill()
        bystander.wait()
    assert alive


def test_the_panic_key_ends_this_window_and_every_other(made: Journal, app: Session) -> None:
    """One key, no question; what was typed is kept."""
    other = Journal(made.place.parent / "other")
    other.make().close()
    with other.session() as second:
        second.unlock()
        second.see("F2")
        write(app, "half a sentence")
        app.send(PANIC_KEY)
        assert app.wait() in ENDED
        second.wait()
    assert waiting(made) == ["half a sentence"]


def test_keys_are_destroyed_only_as_it_was_set_up(made: Journal, tmp_path: Path) -> None:
    """Refused before; then no head is left, a backup still opens, nothing else was touched."""
    backup = tmp_path / "copy"
    made.command("backup", str(backup))
    done = made.command("panic", "--destroy-keys", "--yes", code=1)
    assert b"not set up" in done.stderr
    assert made.command("panic", "--set-up", code=1).stdout == b""
    page = made.command("panic", "--set-up", "--countdown", "0", "--yes").stderr.decode()
    assert str(backup) in page
    assert "old copies of the head" in page
    made.command("panic", "--call-off")
    made.command("panic", "--destroy-keys", "--yes", code=1)
    made.command("panic", "--set-up", "--countdown", "0", "--yes")
    assert made.command("panic", "--destroy-keys", code=1).stdout == b""
    made.command("list")
    store = (made.place / "store.00000001").read_bytes()
    made.command("panic", "--destroy-keys", "--yes")
    assert sorted(path.name for path in made.place.iterdir()) == [
        "lock",
        "store.00000001",
        "store.00000001-journal",
    ]
    assert (made.place / "store.00000001").read_bytes() == store
    made.command("list", code=6)
    made.command("verify", str(backup))


def test_old_heads_survive_on_the_disk_and_the_page_says_so(tmp_path: Path) -> None:
    """Of the destroyed head nothing is found in the image; each older one is, as the docs tell."""
    disk = new_disk(tmp_path, mebibytes=16)
    try:
        made = make_journal(disk.place / "journal")
        name = made.head.opening()
        with made.open() as vault:
            for _ in range(CHANGES):
                with vault.dek() as dek:
                    slot = seal_slot(vault.head, SlotKind.PASSPHRASE, dek, secrets.token_bytes(32))
                    changed = vault.head.with_slot(0, slot)
                    head.replace(vault.place, head.serialise(changed, dek, vault.realm))
                    vault.head = changed
            destroying.set_up(vault, 0)
        last = head.read(made.place)
        os.sync()
        assert last in disk.image.read_bytes()
        destroying.destroy(made.place)
        os.sync()
        raw = disk.image.read_bytes()
        assert last not in raw
        assert raw.count(name) == CHANGES
    finally:
        disk.close()


def test_a_countdown_can_be_stopped(made: Journal) -> None:
    """Ctrl+C, and the head is as it was."""
    made.command("panic", "--set-up", "--countdown", "30", "--yes")
    before = (made.place / "head").read_bytes()
    child = subprocess.Popen(
        made.words("panic", "--destroy-keys", "--yes"),
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    assert child.wait(5) == 130
    assert (made.place / "head").read_bytes() == before
    made.command("list")


def test_keys_used_here(app: Session) -> None:
    """The palette names the panic key, so that it can be found before it is needed."""
    app.press(F4)
    app.type("Panic")
    app.see("End every open window")
    app.press(ENTER)
    assert app.wait() in ENDED
