"""How long the machine takes from the shell to a sealed record.

`python -m bench.capturing`, on a terminal, with the key derivation of a new vault and a passphrase
as the program proposes it. The lines are typed at once, so that what is left is the machine's
share; how many keys a person presses besides is told, since the rest is theirs.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.terminal import Terminal

PASSPHRASE = "orbit canyon velvet maple drift sonar"
TITLE = "Grey car again, by the school"
ROUNDS = 7
"""Enough for a median that one slow start does not move."""

SECONDS_A_KEY = 0.2
"""Five keys a second: somebody who types with two hands, without hurry."""

PROGRAM = [sys.executable, "-m", "safejournal", "--lang", "en", "--vault"]


def _make(place: Path, environment: dict[str, str]) -> None:
    command = [*PROGRAM, str(place), "init", "--no-recovery", "--json", "--passphrase-fd", "0"]
    subprocess.run(
        command,
        input=f"{PASSPHRASE}\n".encode(),
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _by_command(terminal: Terminal) -> int:
    """Type a note into `add note`; return how many keys that were, without the call itself."""
    typed = [("Passphrase:", PASSPHRASE), ("> ", TITLE), ("full stop", "!"), ("or a number:", "")]
    for wait, line in typed:
        terminal.until(wait)
        terminal.send(f"{line}\r")
    terminal.until("Kept.")
    return sum(len(line) + 1 for _wait, line in typed)


def _in_app(terminal: Terminal) -> int:
    """Unlock the app, press q, type a note, press F10; return how many keys that were."""
    terminal.until("Passphrase:")
    terminal.send(f"{PASSPHRASE}\r")
    terminal.until("Nothing is written")
    terminal.send("q")
    terminal.until("New: Note")
    terminal.send(TITLE)
    terminal.until("school")
    terminal.send("\x1b[21~")
    terminal.until("Sealed")
    return len(PASSPHRASE) + 1 + 1 + len(TITLE) + 1


def _measure(name: str, words: list[str], act: Callable[[Terminal], int]) -> None:
    taken, keys = [], 0
    for _round in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "HOME": folder, "TERM": "xterm-256color"}
            environment["XDG_RUNTIME_DIR"] = folder
            place = Path(folder) / "vault"
            _make(place, environment)
            with Terminal([*PROGRAM, str(place), *words], environment) as terminal:
                keys = act(terminal)
                taken.append(time.perf_counter() - terminal.begun)
    machine = statistics.median(taken)
    whole = machine + keys * SECONDS_A_KEY
    sys.stdout.write(
        f"{name}: machine {machine:.2f} s (median of {ROUNDS}, worst {max(taken):.2f});"
        f" {keys} keys besides; with five keys a second {whole:.1f} s\n"
    )


if __name__ == "__main__":
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")
    _measure("add note", ["add", "note"], _by_command)
    _measure("app, q", [], _in_app)
