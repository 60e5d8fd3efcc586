"""Attempts to break a promise that were once made by hand; each is kept here.

What is tried: odd streams and surroundings, floods of signals, sizes and keys, a folder that moves,
paths that lead back into the vault, and everything that may follow the practice journal.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from safejournal.domain.words import Kind
from tests.memory import children
from tests.promises.forms import type_into, waiting
from tests.promises.living import WRITTEN_BY_NOW, write
from tests.promises.program import (
    F10,
    LOCK,
    QUIT,
    Journal,
    Session,
    environment,
    program,
)
from tests.terminal import PATIENCE

PWNED = "\x1b]0;PWNED\x07"
"""A command to the terminal, in whatever the surroundings can hold."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return an empty journal."""
    journal = Journal(tmp_path / "vault")
    journal.make().close()
    return journal


# ---------------------------------------------------------------- what a lock carries over


def test_a_lock_asks_again_where_the_passphrase_came_from_a_descriptor(journal: Journal) -> None:
    """The descriptor can be read only once; after a lock the terminal is asked."""
    ours, theirs = os.pipe()
    os.write(theirs, f"{journal.passphrase}\n".encode())
    os.close(theirs)
    with Session(journal.words("--passphrase-fd", str(ours)), pass_fds=(ours,)) as app:
        app.see("F2")
        app.send(LOCK)
        app.unlock()
        app.see("F2")
    os.close(ours)


def test_a_lock_key_that_is_held_down_locks_once(journal: Journal) -> None:
    """What comes after the first is thrown away, and is no part of the passphrase."""
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        write(app, "слово")
        app.send(LOCK * 200)
        app.expect(b"Passphrase: ")
        app.drain(0.5)
        app.send(f"\x15{journal.passphrase}\r".encode())
        app.see("F2", "слово")


# ---------------------------------------------------------------- the practice journal

INTERRUPT = b"\x03"


def lock_and_stop(app: Session) -> None:
    """Lock, and press Ctrl+C at the prompt."""
    app.send(LOCK)
    app.expect(b"Passphrase: ")
    app.send(INTERRUPT)


PRACTICE_ENDS: dict[str, Callable[[Session], object]] = {
    "left": lambda app: app.send(QUIT),
    "locked, and left there": lock_and_stop,
    "told to end": lambda app: app.process.send_signal(signal.SIGTERM),
    "window closed": lambda app: app.hang_up(),
}


@pytest.mark.parametrize("way", PRACTICE_ENDS)
def test_the_practice_journal_leaves_nothing_behind(way: str, tmp_path: Path) -> None:
    """However it is left, no folder of it stays, and no process."""
    with Session([*program(), "demo"], environment={"TMPDIR": str(tmp_path)}) as app:
        app.see("F2")
        assert list(tmp_path.rglob("head"))
        PRACTICE_ENDS[way](app)
        app.process.wait(PATIENCE)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel's own table")
def test_the_practice_journal_is_as_guarded_as_a_real_one(tmp_path: Path) -> None:
    """Newcomers type real things into it: sockets are refused, and files belong to their owner."""
    told = {"TMPDIR": str(tmp_path), "TEXTUAL_DEBUG": "1", "TEXTUAL_LOG": str(tmp_path / "log")}
    with Session([*program(), "demo"], environment=told) as app:
        app.see("F2")
        (session,) = children(app.process.pid)
        status = Path(f"/proc/{session}/status").read_text()
        assert "\nSeccomp:\t2\n" in status
        assert "\nUmask:\t0077\n" in status
        assert not (tmp_path / "log").exists()


# ---------------------------------------------------------------- streams and surroundings


@pytest.mark.parametrize("stream", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full"])
def test_a_stream_that_is_closed_or_full_breaks_nothing(journal: Journal, stream: str) -> None:
    """A command ends by itself, prints no traceback, and the vault is whole."""
    journal.add("note", title="слово")
    ours, theirs = os.pipe()
    os.write(theirs, f"{journal.passphrase}\n".encode())
    os.close(theirs)
    done = subprocess.run(
        ["sh", "-c", f'"$@" {stream}', "sh", *journal.words("--passphrase-fd", str(ours), "list")],
        capture_output=True,
        check=False,
        pass_fds=[ours],
        env=environment(),
        timeout=PATIENCE * 3,
    )
    os.close(ours)
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"error of its own" not in done.stderr
    journal.command("verify")


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TERM": PWNED, "COLORTERM": PWNED, "LANG": PWNED, "LANGUAGE": "../../x", "TZ": PWNED},
        {"TERM": "nonsense", "COLUMNS": "99999", "LINES": "99999"},
        {"TERM": "", "COLUMNS": "-5", "LINES": "abc", "LC_ALL": "../../../etc", "ESCDELAY": "x"},
    ],
)
def test_hostile_surroundings_change_nothing(
    journal: Journal, surroundings: dict[str, str]
) -> None:
    """The app draws, and what the variables hold reaches no terminal."""
    with Session(journal.words(), environment=surroundings) as app:
        app.unlock()
        app.see("F2", "Nothing is written here yet.")
        app.send(QUIT)
        assert app.wait() == 0
        assert b"PWNED" not in app.output


@pytest.mark.parametrize(
    "coding",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_a_terminal_without_our_letters_still_talks(
    journal: Journal, coding: dict[str, str]
) -> None:
    """In the line mode, letters that the coding lacks are replaced; nothing falls."""
    journal.add("note", title="слово")
    with Session(journal.words("--plain"), environment=coding) as line:
        line.unlock()
        line.choose("Records")
        line.answer("", "", "1", "", "")
        line.choose("Quit")
        assert line.wait() == 0


@pytest.mark.parametrize("stream", [">&-", ">/dev/null", ">FILE"])
def test_nothing_is_asked_where_nobody_would_see_the_journal(
    journal: Journal, tmp_path: Path, stream: str
) -> None:
    """One sentence before the prompt; nothing of the journal lands in a file."""
    out = tmp_path / "out"
    words = ["sh", "-c", f'"$@" {stream.replace("FILE", str(out))}', "sh", *journal.words()]
    with Session(words) as started:
        started.expect(b"There is no terminal to show the journal on.")
        assert started.wait() == 1
        assert b"Passphrase" not in started.output
    assert not out.exists() or out.read_bytes() == b""


# ---------------------------------------------------------------- floods


def test_a_storm_of_sizes_and_signals_loses_nothing(journal: Journal) -> None:
    """Three hundred windows, then two hundred signals at once: what was typed is kept."""
    dice = random.Random(7)
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        type_into(app, Kind.INCIDENT, "слово одно")
        for _ in range(300):
            size = dice.choice([0, 1, 2, 5, 9, 10, 24, 200]), dice.choice([0, 1, 10, 39, 40, 500])
            window = struct.pack("HHHH", *size, 0, 0)
            fcntl.ioctl(app.terminal, termios.TIOCSWINSZ, window)
            app.read(0.002)
        assert app.process.poll() is None
        for number in (signal.SIGHUP, signal.SIGTSTP, signal.SIGTERM, signal.SIGWINCH) * 50:
            app.process.send_signal(number)
        app.process.wait(PATIENCE)
    assert waiting(journal) == ["слово одно"]


def test_a_terminal_that_takes_no_output_loses_nothing(journal: Journal) -> None:
    """A stalled line, a frozen window: told to end, the program seals what was typed, and ends."""
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        type_into(app, Kind.NOTE, "слово одно")
        for lines in range(400):
            window = struct.pack("HHHH", 20 + lines % 30, 80 + lines % 50, 0, 0)
            fcntl.ioctl(app.terminal, termios.TIOCSWINSZ, window)
            time.sleep(0.003)
        app.process.send_signal(signal.SIGTERM)
        assert app.process.wait(PATIENCE) == 143
    assert waiting(journal) == ["слово одно"]


def test_a_paste_beyond_every_limit_is_kept_and_refused(journal: Journal) -> None:
    """Half a million letters in one line: said to be too many, and kept as a draft whole."""
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        write(app, "начало")
        pasted = memoryview(b"\x1b[200~" + "ж".encode() * 500_000 + b"\x1b[201~")
        while pasted:
            pasted = pasted[os.write(app.terminal, pasted[:1024]) :]
            app.read(0)
        app.see("жжж")
        app.send(F10)
        app.see("200000 characters")
        app.send(QUIT)
        app.wait()
    (kept,) = waiting(journal)
    assert len(kept) == len("начало") + 500_000


def test_a_flood_at_the_prompt_is_only_a_wrong_passphrase(journal: Journal) -> None:
    """Control bytes, half a letter, a paste, a megabyte: asked again, and then it opens."""
    with journal.session() as app:
        app.expect(b"Passphrase: ")
        for flood in (b"a" * 3000, b"\x00\x01\xff\xfe\x1b[A\x1b[200~x\x1b[201~", b"\x1a\x1c"):
            app.send(flood + b"\r")
            app.expect(b"Passphrase: ")
        app.send(f"{journal.passphrase}\r".encode())
        app.see("F2")


def test_a_second_start_is_told_that_the_first_is_open(journal: Journal) -> None:
    """Exit code 4 and one sentence, for the app, the line mode and a command; no key is asked."""
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        assert b"open in another window" in journal.command("list", code=4).stderr
        for words in ((), ("--plain",)):
            with journal.session(*words) as second:
                assert second.wait() == 4
        write(app, "слово")
        app.send(F10)
        app.see("Sealed.")


# ---------------------------------------------------------------- folders and files


def test_a_vault_that_is_moved_while_open_loses_nothing(journal: Journal, tmp_path: Path) -> None:
    """The form stays and says why; when the folder is back, it is saved."""
    elsewhere = tmp_path / "elsewhere"
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        write(app, "слово")
        journal.place.rename(elsewhere)
        app.drain(WRITTEN_BY_NOW)
        app.send(F10)
        app.see("Not saved.", "слово")
        assert not journal.place.exists()
        elsewhere.rename(journal.place)
        app.send(F10)
        app.see("Sealed.")
        app.send(QUIT)
        app.wait()
    journal.command("verify")


def test_nothing_is_written_out_over_the_vault_itself(journal: Journal, tmp_path: Path) -> None:
    """A file that is saved out replaces no file of the vault, by no way, also when told to."""
    file = tmp_path / "file"
    file.write_text("content")
    note = journal.add("note", title="слово")
    taken = json.loads(journal.command("--json", "attach", note, str(file)).stdout)["attachment"]
    before = {path.name: path.read_bytes() for path in journal.place.iterdir()}
    (tmp_path / "link").symlink_to(journal.place)
    for target in (
        journal.place / "head",
        journal.place / "store.00000001",
        journal.place / "new",
        tmp_path / "link" / "head",
        journal.place / ".." / journal.place.name / "lock",
    ):
        journal.command("save", note, taken["id"], "-o", str(target), "--force", code=1)
    after = {path.name: path.read_bytes() for path in journal.place.iterdir()}
    assert after == before


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that cannot be read")
def test_a_file_that_fails_while_it_is_read_is_told_as_that(journal: Journal) -> None:
    """Not as an answer that could not be written; and nothing was taken in."""
    note = journal.add("note", title="слово")
    done = journal.command("attach", note, "/proc/self/mem", code=1)
    assert b"what was to be kept is kept" not in done.stderr
    assert b"This file could not be read" in done.stderr
    assert json.loads(journal.command("--json", "history", note).stdout)[1:] == []
