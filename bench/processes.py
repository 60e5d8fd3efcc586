"""Whole processes: how long they take, and the most memory that they held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile

KIB_PER_MIB = 1024
_OURS = "safejournal"
_TAIL = 600  # characters of a complaint that are worth reading


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that has ended well."""

    seconds: float
    """From before it was started until it had ended."""
    peak_mib: float
    """Resident memory at most, of it or of any process that it waited for."""
    output: bytes


def run(
    command: Sequence[str],
    *,
    environment: dict[str, str],
    given: bytes = b"",
    typed: bytes | None = None,
) -> Ran:
    """Run a command with `given` on its standard input. Ends the harness when it fails.

    `typed`, lines of passphrases, is laid into a pipe that our program is told of.
    """
    with ExitStack() as closing:
        files = [closing.enter_context(TemporaryFile()) for _ in range(3)]
        files[0].write(given)
        files[0].seek(0)
        words, inherited = list(command), []
        if typed is not None:
            inherited = [_pipe_with(typed)]
            closing.callback(os.close, inherited[0])
            at = words.index(_OURS) + 1
            words[at:at] = ["--passphrase-fd", str(inherited[0])]
        begun = time.perf_counter()
        process = subprocess.Popen(
            words,
            stdin=files[0],
            stdout=files[1],
            stderr=files[2],
            env=environment,
            pass_fds=inherited,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        for file in files[1:]:
            file.seek(0)
        if process.returncode:
            _fail(words, process.returncode, files[2].read() + files[1].read())
        return Ran(seconds, usage.ru_maxrss / KIB_PER_MIB, files[1].read())


def _pipe_with(text: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, text)
    os.close(writing)
    return reading


def _fail(words: list[str], code: int, said: bytes) -> None:
    text = said.decode(errors="replace")[-_TAIL:]
    sys.exit(f"bench: {' '.join(words)} ended with {code}:\n{text}")
