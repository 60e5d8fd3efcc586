"""What is still in memory after unlocking, and after a lock.

Every search is made by a process outside, and each has a control: the same search finds what must
be there, so an empty result means that nothing is left and not that nobody looked.
"""

from __future__ import annotations

import secrets
import sys

from safejournal.vault.derivation import LEAST_COST, stretch
from tests.memory import children, count, needs_root
from tests.process import works
from tests.terminal import Terminal

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
