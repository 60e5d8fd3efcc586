r"""A real terminal for tests: a program in a pty, keys sent to it, its bytes read back.

with Terminal([sys.executable, "-c", "…"]) as terminal:
    terminal.expect(b"Passphrase: ")
    terminal.send(b"correct horse\r")
    assert terminal.wait() == 0
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parent.parent
PATIENCE = 20.0
"""Seconds for anything to happen. It is no measure of speed: two cores are shared by many tests."""


class Terminal:
    """A program on a terminal of its own, as its session's leader. `size` is lines, columns."""

    def __init__(
        self,
        command: list[str],
        *,
        environment: dict[str, str] | None = None,
        size: tuple[int, int] = (24, 80),
        pass_fds: tuple[int, ...] = (),
        errors_to: int | None = None,
        folder: Path = ROOT,
    ) -> None:
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.found = self.modes()
        """The terminal's modes before the program touched them."""
        self.output = b""
        self._seen = 0
        self.process = subprocess.Popen(
            command,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave if errors_to is None else errors_to,
            cwd=folder,
            env=_environment(environment or {}),
            start_new_session=True,
            preexec_fn=self._take,  # noqa: PLW1509 (no threads yet, and one system call)
            pass_fds=pass_fds,
        )

    def _take(self) -> None:
        # A shell's background jobs do not hear Ctrl+C, nor would what tests started there start.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        self.hang_up()

    def send(self, keys: bytes) -> None:
        """Type the keys."""
        os.write(self._master, keys)

    def expect(self, wanted: bytes, *, patience: float = PATIENCE) -> bytes:
        """Read until `wanted` has come after what was expected before; return all up to it."""
        until = time.monotonic() + patience
        while wanted not in self.output[self._seen :]:
            ended = self.process.poll() is not None
            if not self.read(0.1) and (ended or time.monotonic() > until):
                raise AssertionError(f"no {wanted!r} in {self.output[self._seen :]!r}")
        end = self.output.index(wanted, self._seen) + len(wanted)
        text, self._seen = self.output[self._seen : end], end
        return text

    def read(self, seconds: float) -> bool:
        """Read what comes within the time; False when nothing came or the terminal has ended."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        try:
            got = os.read(self._master, 65536)
        except OSError:  # every process has let go of the terminal
            return False
        self.output += got
        return bool(got)

    def drain(self, quiet: float = 0.2) -> bytes:
        """Read until nothing comes for a while; return all that was ever shown."""
        while self.read(quiet):
            pass
        return self.output

    def wait(self, patience: float = PATIENCE) -> int:
        """Read until the program ends; return its exit code, or its signal's number below zero."""
        until = time.monotonic() + patience
        while self.process.poll() is None:
            if time.monotonic() > until:
                raise AssertionError(f"still running; showed {self.output[-2000:]!r}")
            self.read(0.02)
        self.drain(0.05)
        return self.process.returncode

    def modes(self) -> list[Any]:
        """Return the terminal's modes, as tcgetattr gives them."""
        return termios.tcgetattr(self._master)

    def echoes(self) -> bool:
        """Tell whether the terminal shows what is typed."""
        return bool(self.modes()[3] & termios.ECHO)

    def hang_up(self) -> None:
        """Close the terminal, as a closed window does."""
        for end in (self._master, self._slave):
            if end >= 0:
                os.close(end)
        self._master = self._slave = -1

    def kill(self) -> None:
        """Kill the program and all that it started in its session's first group."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _environment(more: dict[str, str]) -> dict[str, str]:
    basis = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return {**os.environ, **basis, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **more}
