"""The practice journal is gone afterwards, however it ends."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

DEMO = [sys.executable, "-I", "-m", "safejournal", "demo"]
BAND = b"PRACTICE"
GONE_WITHIN = 10.0


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Terminal]:
    """A practice journal, open in a terminal, its folder below `tmp_path`."""
    with Terminal(DEMO, environment={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.expect(BAND)
        terminal.expect(b"F1")
        assert list(tmp_path.iterdir()), "the control: it must be there while it is open"
        yield terminal


def wait_until_empty(folder: Path) -> bool:
    """Wait until nothing is left in a folder."""
    until = time.monotonic() + GONE_WITHIN
    while list(folder.iterdir()) and time.monotonic() < until:
        time.sleep(0.1)
    return not list(folder.iterdir())


def test_ended_by_its_key_it_is_gone(demo: Terminal, tmp_path: Path) -> None:
    """Ctrl+Q ends it with 0, and no folder is left."""
    demo.send(b"\x11")
    assert demo.wait() == 0
    assert list(tmp_path.iterdir()) == []


def test_locked_it_asks_for_its_passphrase_and_is_gone_when_left(
    demo: Terminal, tmp_path: Path
) -> None:
    """A lock keeps it, the passphrase that was told opens it, and Ctrl+C at the prompt ends it."""
    demo.send(b"\x0c")
    demo.expect(b"Passphrase: ")
    demo.send(b"practice makes it easy\r")
    demo.expect(BAND)
    demo.send(b"\x0c")
    demo.expect(b"Passphrase: ")
    demo.send(b"\x03")
    demo.wait()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_is_gone(demo: Terminal, tmp_path: Path, number: int) -> None:
    """Whoever ends the program from outside ends the session too, and the folder."""
    os.kill(demo.process.pid, number)
    demo.wait()
    assert list(tmp_path.iterdir()) == []


def test_a_closed_window_leaves_nothing(demo: Terminal, tmp_path: Path) -> None:
    """Closing the terminal is an end like any other."""
    demo.hang_up()
    assert wait_until_empty(tmp_path)
