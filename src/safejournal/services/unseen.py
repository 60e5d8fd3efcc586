"""A line that is typed and not seen, where the answer is asked for beside an open journal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def unseen(descriptor: int) -> Iterator[bool]:
    """Let a terminal show nothing of what is typed meanwhile; yield whether it does.

    What is no terminal shows nothing anyway. On Windows it cannot be switched off this way.
    """
    if sys.platform == "win32":
        yield False
        return
    import termios

    try:
        before = termios.tcgetattr(descriptor)
    except (termios.error, OSError, ValueError):  # no terminal, or no descriptor at all
        yield True
        return
    silent = [*before]
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSADRAIN, silent)
    try:
        yield True
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
