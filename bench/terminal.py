"""A program on a terminal of its own, watched until something stands on the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from typing import Self

LINES, COLUMNS = 24, 80
PATIENCE = 60.0
"""Seconds after which a program that has shown nothing is given up."""

QUIET = 0.25
"""Seconds without output after which a screen has been painted; the cursor blinks every 0.5 s."""

_CHUNK = 65_536
_TAIL = 1_500
_SEQUENCES = re.compile(
    rb"\x1b\[[0-9;:<=>?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]"
)
_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known
    b"\x1b[c": b"\x1b[?62;4c",  # what kind of terminal
    b"\x1b[6n": b"\x1b[1;1R",  # where the cursor stands
}
"""What a terminal answers: some programs wait for it before they draw."""


class Terminal:
    """A program on a terminal of 80 by 24, as its session's leader."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._command = command
        self._seen = b""
        self.begun = time.perf_counter()
        """When the program was started."""
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 (no threads)
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def until(self, text: str) -> float:
        """Read until the text stands in what was painted; return the moment. Ends if it never does.

        Only what was painted since the last call is looked at.
        """
        wanted = text.encode()
        while wanted not in _SEQUENCES.sub(b"", self._seen):
            if not self._read(PATIENCE):
                shown = _SEQUENCES.sub(b"", self._seen)[-_TAIL:].decode(errors="replace")
                sys.exit(f"bench: {' '.join(self._command)} never showed {text!r}:\n{shown}")
        now = time.perf_counter()
        self._seen = b""
        return now

    def until_end(self) -> float:
        """Read until the program has ended; return the moment."""
        while self._read(PATIENCE):
            pass
        self.process.wait()
        return time.perf_counter()

    def send(self, keys: str) -> float:
        """Type the keys; return the moment."""
        now = time.perf_counter()
        os.write(self._master, keys.encode())
        return now

    def settled(self, quiet: float = QUIET) -> float:
        """Read until nothing more is painted; return when the last of it came."""
        last = time.perf_counter()
        while self._read(quiet):
            last = time.perf_counter()
        self._seen = b""
        return last

    def _read(self, seconds: float) -> bool:
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            got = os.read(self._master, _CHUNK)
        except OSError:  # every process has let go of the terminal
            return False
        for asked, answer in _ANSWERS.items():
            if asked in got:
                os.write(self._master, answer)
        self._seen += got
        return bool(got)

    def end(self) -> None:
        """Kill the program and what it started, and close the terminal."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1
