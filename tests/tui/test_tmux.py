"""The whole way in a real terminal: the passphrase, a record, found by one word, and locked."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PASSPHRASE = "orbit canyon velvet maple drift sonar"
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed here")


class Tmux:
    """A tmux server of our own with one window in it."""

    def __init__(self, size: tuple[int, int], command: list[str]) -> None:
        self._socket = f"journal-{secrets.token_hex(4)}"
        columns, lines = map(str, size)
        self._run("new-session", "-d", "-s", "w", "-x", columns, "-y", lines, *command)

    def _run(self, *words: str) -> str:
        command = ["tmux", "-u", "-f", os.devnull, "-L", self._socket, *words]
        environment = {
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT / "src"),
            "COLORTERM": "truecolor",
        }
        done = subprocess.run(
            command, capture_output=True, check=True, text=True, env=environment, cwd=ROOT
        )
        return done.stdout

    def screen(self, *, past: bool = False) -> str:
        """Return what stands in the window; with `past`, all that ever scrolled out of it too."""
        return self._run("capture-pane", "-p", "-t", "w", *(["-S", "-"] if past else []))

    def send(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self._run("send-keys", "-t", "w", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._run("send-keys", "-t", "w", "-l", text)

    def wait_for(self, *texts: str, times: int = 1) -> None:
        """Wait until these texts stand there, so many times each."""
        until = time.monotonic() + PATIENCE
        while not all((shown := self.screen()).count(text) >= times for text in texts):
            if time.monotonic() > until:
                raise AssertionError(f"no {texts} in:\n{shown}")
            time.sleep(0.05)

    def close(self) -> None:
        """End the server and what runs in it."""
        self._run("kill-server")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a vault with a passphrase, as quickly as it may be derived."""
    vault = tmp_path / "journal"
    subprocess.run(
        [
            *(sys.executable, "-m", "safejournal", "--vault", str(vault), "init"),
            *("--kdf-memory", "64", "--no-recovery", "--passphrase-fd", "0"),
        ],
        input=f"{PASSPHRASE}\n".encode(),
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
    )
    return vault


@pytest.fixture(params=[(80, 24), (40, 10)], ids=["80x24", "40x10"])
def tmux(place: Path, request: pytest.FixtureRequest) -> Iterator[Tmux]:
    """Start the program in a window, as a person would."""
    command = [sys.executable, "-m", "safejournal", "--vault", str(place), "--lang", "en"]
    window = Tmux(request.param, command)
    yield window
    window.close()


def test_a_record_is_written_found_by_one_word_and_locked_away(tmux: Tmux) -> None:
    """Passphrase, F2, a Russian sentence, F10, F3, one word: it is there; Ctrl+L: it is gone."""
    tmux.wait_for("Passphrase:")
    tmux.write(PASSPHRASE)
    tmux.send("Enter")
    tmux.wait_for("Nothing is written here yet.")
    tmux.send("F2")
    tmux.wait_for("What do you want to write down?")
    tmux.send("1")
    tmux.wait_for("New: Note")
    tmux.write("Двое мужчин стояли у подъезда до полуночи")
    tmux.wait_for("полуночи")
    tmux.send("F10")
    tmux.wait_for("Written last")
    tmux.send("F3")
    tmux.wait_for("Search:")
    tmux.write("мужчины"[:5])
    tmux.wait_for("1 found", "Двое")
    tmux.send("C-l")
    tmux.wait_for("Passphrase:", times=2)
    assert "мужчин" not in tmux.screen(past=True)
    tmux.write(PASSPHRASE)
    tmux.send("Enter")
    tmux.wait_for("Written last", "Двое")
    tmux.send("C-q")
