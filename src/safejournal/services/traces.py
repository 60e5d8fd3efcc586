"""The traces that a machine keeps of the program, outside the vault. Only their places are told.

What a file says is searched for the program's name and never repeated: a shell's history is the
person's own. Nothing is changed; `wording.doctor` says how each trace is removed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from safejournal import config
from safejournal.services.findings import Finding, Matter, State

PROGRAM = re.compile(rb"safejournal|start\.py|start\.(?:sh|cmd)")
"""What a line holds that started the program."""

LARGEST = 64 << 20
"""Bytes that are read of a history; no shell keeps so much."""

HISTORIES = (
    ".bash_history",
    ".zsh_history",
    ".local/share/fish/fish_history",
    ".histfile",
    "AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt",
)
RECENT = (".local/share/recently-used.xbel", ".recently-used.xbel")
RECORDERS = frozenset({"script", "asciinema", "ttyrec", "termrec", "tlog-rec-sessio"})
"""Programs that write down what a terminal shows; Linux gives fifteen letters of a name."""

CLIPBOARDS = frozenset(
    {"klipper", "copyq", "parcellite", "gpaste-daemon", "clipit", "diodon", "xfce4-clipman"}
    | {"clipmenud", "greenclip", "clipman", "cliphist"}
)
"""Programs that keep what was copied."""

TERMINALS = (
    ("TMUX", "tmux"),
    ("STY", "screen"),
    ("VTE_VERSION", "VTE"),
    ("KONSOLE_VERSION", "Konsole"),
    ("WT_SESSION", "Windows Terminal"),
    ("TERM_PROGRAM", ""),
)
"""Variables by which terminals show themselves, and what they are called; or by their value."""

PATIENCE = 1.0
"""Seconds in which tmux answers."""

_PROC, _SYS = Path("/proc"), Path("/sys")


def look(place: Path) -> Iterator[Finding]:
    """Yield a finding for each sort of trace; `place` is the folder of the vault."""
    yield _found(Matter.HISTORY, [f"{path} ({n})" for path, n in history_lines()])
    names = {str(place), "safejournal"}  # its bare name, “journal”, stands in many a list
    yield _found(Matter.RECENT, [str(path) for path, _name in recent(names)])
    yield _scrollback()
    yield _recording()
    yield _clipboard()
    yield _hibernation()


def history_lines() -> Iterator[tuple[Path, int]]:
    """Yield each shell's history in which the program was started, and in how many lines."""
    for path in _at_home(HISTORIES):
        count = sum(PROGRAM.search(line) is not None for line in read(path).split(b"\n"))
        if count:
            yield path, count


def recent(names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield each list of recent documents, and each of these names that stands in it."""
    for path in _at_home(RECENT):
        listed = read(path)
        yield from ((path, each) for each in names if each.encode() in listed)


def read(path: Path) -> bytes:
    """Return the beginning of a file, or nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError:
        return b""


def _at_home(names: Iterable[str]) -> list[Path]:
    home = Path(config.home())
    return [home / each for each in names if (home / each).exists()]


def _found(matter: Matter, places: list[str]) -> Finding:
    state = State.CAREFUL if places else State.FINE
    return Finding(matter=matter, state=state, value=", ".join(sorted(set(places))))


def _scrollback() -> Finding:
    """Tell which terminal it is: each keeps what commands printed into it, in its own way."""
    for variable, name in TERMINALS:
        value = os.environ.get(variable, "")
        if value:
            return Finding(matter=Matter.SCROLLBACK, state=State.CAREFUL, value=name or value)
    return Finding(matter=Matter.SCROLLBACK, state=State.UNKNOWN)


def _recording() -> Finding:
    """Tell whether something writes down what this terminal shows."""
    if not (_PROC / "self").exists():
        return Finding(matter=Matter.RECORDING, state=State.UNKNOWN)
    recorders = [name for name in _ancestors() if name in RECORDERS]
    return _found(Matter.RECORDING, [*recorders, *(["tmux pipe-pane"] if _is_piped() else [])])


def _ancestors() -> Iterator[str]:
    """Yield the names of the processes that this one was started from."""
    number = os.getppid()
    while number > 1:
        status = read(_PROC / str(number) / "status").decode("utf-8", "replace")
        told = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        yield told.get("Name", "")
        number = int(told.get("PPid", "0"))


def _is_piped() -> bool:
    """Tell whether tmux hands on what this pane shows."""
    program = shutil.which("tmux")
    if not os.environ.get("TMUX") or program is None:
        return False
    command = [program, "display-message", "-p", "#{pane_pipe}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.stdout.strip() == b"1"


if sys.platform == "win32":

    def _clipboard() -> Finding:
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Microsoft\Clipboard") as key:
                kept, _sort = winreg.QueryValueEx(key, "EnableClipboardHistory")
        except OSError:
            kept = 0
        return _found(Matter.CLIPBOARD, ["Windows"] if kept else [])

else:

    def _clipboard() -> Finding:
        """Tell whether a program of this user keeps what is copied."""
        if not (_PROC / "self").exists():
            return Finding(matter=Matter.CLIPBOARD, state=State.UNKNOWN)
        names = {read(each / "comm").decode("utf-8", "replace").strip() for each in _own()}
        return _found(Matter.CLIPBOARD, sorted(names & CLIPBOARDS))

    def _own() -> Iterator[Path]:
        for each in _PROC.glob("[0-9]*"):
            try:
                if each.stat().st_uid == os.getuid():
                    yield each
            except OSError:
                continue  # it has ended meanwhile


def _hibernation() -> Finding:
    """Tell whether the machine may write its whole memory to a disk that is not encrypted."""
    device = read(_SYS / "power" / "resume").decode("ascii", "replace").strip()
    if not device:
        return Finding(matter=Matter.HIBERNATION, state=State.UNKNOWN)
    if device == "0:0":
        return Finding(matter=Matter.HIBERNATION)
    state = State.FINE if is_encrypted(_SYS / "dev" / "block" / device) else State.CAREFUL
    return Finding(matter=Matter.HIBERNATION, state=state, value=device)


def is_encrypted(device: Path) -> bool:
    """Tell whether a block device, by its folder in /sys, lies on one that Linux encrypts."""
    if read(device / "dm" / "uuid").startswith(b"CRYPT-"):
        return True
    below = list((device / "slaves").glob("*"))
    return bool(below) and all(map(is_encrypted, below))
