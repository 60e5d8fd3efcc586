"""Whole processes: how long they take, and the most memory that they held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile

from bench.samples import Trial

KIB_PER_MIB = 1024
_OURS = "safejournal"
_TAIL = 600  # characters of a complaint that are worth reading

_WATCH = """
import os, sys
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
print(f"\\n{usage.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts a command from a small process: the system counts what its parent held for its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, and what it is given."""

    words: Sequence[str]
    environment: dict[str, str]
    given: bytes = b""
    """What stands on its standard input."""
    typed: bytes | None = None
    """Lines of passphrases: laid into a pipe that our program is told of."""

    def seconds(self) -> float:
        """Run it; return the seconds from before it was started until it had ended."""
        return self._run(self.words)[0]

    def output(self) -> bytes:
        """Run it; return what it wrote on its standard output."""
        return self._run(self.words)[1]

    def peak_mib(self) -> float:
        """Run it; return the resident memory of its greediest process, at its most."""
        _, output = self._run([sys.executable, "-I", "-S", "-c", _WATCH, *self.words])
        return int(output.split()[-1]) / KIB_PER_MIB

    def _run(self, words: Sequence[str]) -> tuple[float, bytes]:
        """Run it and return seconds and output. Ends the harness when it fails."""
        with ExitStack() as closing:
            files = [closing.enter_context(TemporaryFile()) for _ in range(3)]
            files[0].write(self.given)
            files[0].seek(0)
            told, inherited = list(words), []
            if self.typed is not None:
                inherited = [_pipe_with(self.typed)]
                closing.callback(os.close, inherited[0])
                at = told.index(_OURS) + 1
                told[at:at] = ["--passphrase-fd", str(inherited[0])]
            begun = time.perf_counter()
            process = subprocess.Popen(
                told,
                stdin=files[0],
                stdout=files[1],
                stderr=files[2],
                env=self.environment,
                pass_fds=inherited,
            )
            process.wait()
            seconds = time.perf_counter() - begun
            for file in files[1:]:
                file.seek(0)
            output = files[1].read()
            if process.returncode:
                _fail(told, process.returncode, files[2].read() + output)
            return seconds, output


def seconds(act: Callable[[], Command]) -> Trial:
    """Return a trial that says how long what an act runs takes."""
    return lambda: act().seconds()


def peak(*acts: Callable[[], Command]) -> Trial:
    """Return a trial that says how much memory the greediest of these acts takes."""
    return lambda: max(act().peak_mib() for act in acts)


def _pipe_with(text: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, text)
    os.close(writing)
    return reading


def _fail(words: list[str], code: int, said: bytes) -> None:
    text = said.decode(errors="replace")[-_TAIL:]
    sys.exit(f"bench: {' '.join(words)} ended with {code}:\n{text}")
