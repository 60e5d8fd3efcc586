"""A session of the program in a folder that is gone afterwards, however the session ends.

A lock replaces the session's process and the other endings never return, so whoever is to take the
folder away must be another process.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

from safejournal.process.endings import again

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

SESSION_MAY_TAKE = 5.0
"""Seconds that a session gets to end after the terminal was closed or we were told to end."""

LOOK_EVERY = 0.5
"""Seconds between looks at whether a session that was told to end has overstayed."""


def run_and_remove(arguments: Sequence[str], secret: bytes, folder: str) -> int:
    """Run the program with these arguments, remove `folder`, and return the exit code.

    `secret` opens the vault once; after a lock it must be typed. What tells us to end is handed on.
    """
    try:
        return run(arguments, secret)
    finally:
        remove(folder)


def run(arguments: Sequence[str], secret: bytes) -> int:
    """Run the program with these arguments, as above, and leave everything where it is."""
    return abs(_run(arguments, secret))


def remove(folder: str) -> None:
    """Remove a folder with all that is in it, as far as that can be done."""
    shutil.rmtree(folder, ignore_errors=True)


def _run(arguments: Sequence[str], secret: bytes) -> int:
    if sys.platform == "win32":  # a descriptor cannot be handed on there: it must be typed
        return subprocess.run(again(arguments), check=False).returncode
    else:  # noqa: RET505 - mypy leaves out the other system's branch, but not what follows it
        reader, writer = os.pipe()
        os.write(writer, secret + b"\n")
        os.close(writer)
        session = subprocess.Popen(
            again([*arguments, "--passphrase-fd", str(reader)]), pass_fds=(reader,)
        )
        os.close(reader)
        return _wait(session, _hand_on(session))


def _hand_on(session: subprocess.Popen[bytes]) -> list[float]:
    """Leave Ctrl+C and Ctrl+Z to the session, hand on what ends us; return when that was."""
    told: list[float] = []

    def end(number: int, _: FrameType | None) -> None:
        told.append(time.monotonic())
        session.send_signal(number)

    for name in ("SIGINT", "SIGTSTP", "SIGQUIT"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), end)
    return told


def _wait(session: subprocess.Popen[bytes], told: list[float]) -> int:
    while True:
        try:
            return session.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if told and time.monotonic() > told[0] + SESSION_MAY_TAKE:
                session.kill()
