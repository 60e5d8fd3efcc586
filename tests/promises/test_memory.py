"""What is still in memory after unlocking, and after a lock.

Every search is made by a process outside, and each has a control: the same search finds what must
be there, so an empty result means that nothing is left and not that nobody looked.
"""

from __future__ import annotations

import secrets
import signal
import sys
from pathlib import Path

import pytest

from safejournal.services import opening
from safejournal.vault.derivation import LEAST_COST, stretch
from tests.memory import children, count, marked, needs_root
from tests.process import works
from tests.promises.living import write
from tests.promises.program import ESCAPE, F3, F6, F10, LEAP, LOCK, QUIT, Journal, Session
from tests.terminal import PATIENCE, Terminal

SALT = bytes(range(32))

SESSION = f"""
import os, sys
from safejournal.process import endings, unlock
child = unlock.start("tests.process.works:derive", bytes(range(32)), first={works.LABEL!r})
import json, decimal  # as the app is imported while the person types
answer = child.wait()
screen = endings.quiet_stderr()
def stop(name):
    screen.write(name + "!"); screen.flush(); return sys.stdin.readline().strip()
canary = stop("UNLOCKED")
records = [f"{{number}} {{canary}}" * 10 for number in range(2000)]
encoded = "\\n".join(records).encode()
stop("OPEN")
del records, encoded, canary
stop("DELETED")
endings.again = lambda _: [sys.executable, "-I", "-c", "print('LOCKED!', flush=True); input()"]
endings.lock([])
"""

CONTROL = """
import sys
typed = sys.stdin.readline()
print("READ!", flush=True)
sys.stdin.readline()
"""


@needs_root
def test_after_unlocking_only_the_key_is_left() -> None:
    """Neither the passphrase, nor half of it, nor what Argon2 made of it is in any process."""
    passphrase = ("kite-" + secrets.token_hex(12)).encode()
    stretched = bytes(stretch(bytearray(passphrase), SALT, LEAST_COST))
    needles = {
        "passphrase": passphrase,
        "half": passphrase[:14],
        "stretched": stretched,
        "half stretched": stretched[:16],
    }
    with Terminal([sys.executable, "-c", SESSION]) as terminal:
        terminal.expect(works.LABEL.encode())
        terminal.send(passphrase + b"\r")
        terminal.expect(b"UNLOCKED!")
        assert children(terminal.process.pid) == []
        key = {"key": works.key_from(stretched)}
        assert count(terminal.process.pid, needles | key) == dict.fromkeys(needles, 0) | {"key": 1}


@needs_root
def test_the_search_finds_a_passphrase_that_was_read_as_a_string() -> None:
    """The control of the test above."""
    passphrase = ("kite-" + secrets.token_hex(12)).encode()
    with Terminal([sys.executable, "-c", CONTROL]) as terminal:
        terminal.send(passphrase + b"\n")
        terminal.expect(b"READ!")
        assert count(terminal.process.pid, {"passphrase": passphrase})["passphrase"] > 0


@needs_root
def test_after_a_lock_nothing_is_left() -> None:
    """Thousands of copies of what was read are gone, and the key: only exec makes Python forget."""
    passphrase = ("kite-" + secrets.token_hex(12)).encode()
    canary = ("zebra" + secrets.token_hex(8)).encode()
    stretched = bytes(stretch(bytearray(passphrase), SALT, LEAST_COST))
    needles = {
        "canary": canary,
        "half canary": canary[:12],
        "key": works.key_from(stretched),
        "passphrase": passphrase,
    }
    with Terminal([sys.executable, "-c", SESSION]) as terminal:
        session = terminal.process.pid
        terminal.expect(works.LABEL.encode())
        terminal.send(passphrase + b"\r")
        terminal.expect(b"UNLOCKED!")
        terminal.send(canary + b"\r")
        terminal.expect(b"OPEN!")
        held = count(session, needles)
        assert held["canary"] >= 20_000
        assert held["key"] > 0
        terminal.send(b"\r")
        terminal.expect(b"DELETED!")
        assert count(session, needles)["canary"] > 0  # deleting is not forgetting
        terminal.send(b"\r")
        terminal.expect(b"LOCKED!")
        assert count(session, needles) == dict.fromkeys(needles, 0)
        assert children(session) == []


# ---------------------------------------------------------------- the whole program

IMPATIENT = """
from safejournal.services import settings
settings.read = lambda vault: settings.Settings(idle_minutes=0.1)
"""
"""Six seconds without an answer are long."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return a real journal, whose passphrase nobody else has."""
    journal = Journal(tmp_path / "vault", f"kite-{secrets.token_hex(12)} Тополь")
    journal.make().close()
    return journal


@pytest.fixture
def needles(journal: Journal) -> dict[str, bytes]:
    """Return what must not be found afterwards: the way in, and what will be typed."""
    answer = opening.try_secret(journal.place, bytearray(journal.passphrase.encode()), None)
    typed, sought = (f"зебра{secrets.token_hex(8)}" for _ in range(2))
    return {
        "passphrase": journal.passphrase.encode(),
        "half passphrase": journal.passphrase.encode()[:16],
        "passphrase as text": journal.passphrase.encode("utf-16-le"),
        "key": bytes(answer[1:]),
        "key as digits": answer[1:].hex().encode(),
        "typed": typed.encode(),
        "typed, as text": typed.encode("utf-16-le"),
        "sought": sought.encode(),
        "sought, as text": sought.encode("utf-16-le"),
    }


def use(app: Session, needles: dict[str, bytes]) -> None:
    """Unlock, write a record, look for another, and leave a form open; see that it is in memory."""
    typed, sought = needles["typed"].decode(), needles["sought"].decode()
    app.unlock()
    app.see("F2")
    write(app, typed)
    app.send(F10)
    app.see("Sealed.")
    app.press(F6, F3)
    app.type(sought)
    app.see(sought, " 0 found")
    app.press(ESCAPE)
    write(app, f"{typed} again")
    held = count(app.process.pid, needles)
    assert min(held["typed"], held["typed, as text"], held["sought, as text"], held["key"]) > 0
    assert held["passphrase"] == held["half passphrase"] == held["passphrase as text"] == 0


def nothing_is_left(session: Session, needles: dict[str, bytes]) -> None:
    """Look through the process that asks for the passphrase again, and the child that reads it."""
    session.expect(b"Passphrase: ")
    session.until(lambda: bool(children(session.process.pid)))
    for pid in (session.process.pid, *children(session.process.pid)):
        assert count(pid, needles) == dict.fromkeys(needles, 0)


@needs_root
@pytest.mark.parametrize("way", ["key", "idle", "suspend"])
def test_after_a_lock_of_the_app_nothing_is_left(
    journal: Journal, needles: dict[str, bytes], way: str, tmp_path: Path
) -> None:
    """Neither passphrase nor key nor any text is in the process that asks for the passphrase."""
    journal.prelude, leap = LEAP, tmp_path / "leap"
    with journal.session(LEAP=str(leap)) as app:
        use(app, needles)
        if way == "key":
            app.send(LOCK)
        elif way == "suspend":
            app.process.send_signal(signal.SIGTSTP)
        else:
            leap.touch()
        nothing_is_left(app, needles)


@needs_root
@pytest.mark.parametrize("way", ["choice", "idle"])
def test_after_a_lock_of_the_line_mode_nothing_is_left(
    journal: Journal, needles: dict[str, bytes], way: str
) -> None:
    """The same holds for the line mode."""
    journal.prelude = IMPATIENT if way == "idle" else ""
    with journal.session("--plain") as line:
        line.unlock()
        line.choose("Write a record")
        line.choose("Note")
        line.answer(needles["typed"].decode(), "!", "")
        line.choose("Search")
        line.answer(needles["sought"].decode())
        line.until(line.asks)
        assert count(line.process.pid, needles)["key"] > 0
        if way == "choice":
            line.answer("")
            line.choose("Lock")
        nothing_is_left(line, needles)


@pytest.mark.parametrize("way", ["quit", "told to end", "hung up", "killed"])
def test_after_the_end_no_process_is_left(
    journal: Journal, needles: dict[str, bytes], way: str
) -> None:
    """However the app ends, nothing of it runs on: not the session, not a child, not a thread."""
    with journal.session(SESSION_MARK=journal.passphrase) as app:
        app.unlock()
        app.see("F2")
        assert marked(journal.passphrase) == [app.process.pid]
        write(app, needles["typed"].decode())
        if way == "quit":
            app.send(QUIT)
        elif way == "hung up":
            app.hang_up()
        else:
            app.process.send_signal(signal.SIGKILL if way == "killed" else signal.SIGTERM)
        app.process.wait(PATIENCE)
        assert marked(journal.passphrase) == []


def test_after_a_command_no_process_is_left(journal: Journal) -> None:
    """A command keeps nothing open, and leaves no process that could."""
    for words in (("add", "note", "-"), ("list",), ("search", "-"), ("verify",), ("doctor",)):
        journal.command(*words, read='{"title":"x"}', SESSION_MARK=journal.passphrase)
        assert marked(journal.passphrase) == []
