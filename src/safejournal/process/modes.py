"""The modes of a terminal: as we found it, while a secret is typed, and between two questions."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_IFLAG, _LFLAG, _CC = 0, 3, 6  # where the termios module puts them
_OFF = b"\x00"  # _POSIX_VDISABLE


class Modes:
    """Three sets of modes for one open terminal (termios(3)). Windows has no such thing."""

    found: list[Any]
    """As they were before we touched them."""

    silent: list[Any]
    """As found, but nothing is echoed: between a lock and the prompt that follows it."""

    working: list[Any]
    """Nothing is echoed, so that what is typed too early is not shown; Ctrl+C interrupts."""

    typing: list[Any]
    """As `working`, but Ctrl+C comes as a byte: the line is wiped before anything ends."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        if sys.platform != "win32":
            import termios

            self.found = termios.tcgetattr(fd)
            self.found[_LFLAG] |= termios.ECHO  # a lock hands the terminal on silent
            self.silent = _copy(self.found)
            self.silent[_LFLAG] &= ~termios.ECHO
            self.working = _copy(self.found)
            self.working[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            self.working[_IFLAG] &= ~(termios.IXON | termios.IXOFF)
            keys = self.working[_CC]
            keys[termios.VMIN], keys[termios.VTIME] = 1, 0
            # Ctrl+Z and Ctrl+\ would leave a process behind that holds a secret.
            keys[termios.VSUSP] = keys[termios.VQUIT] = _OFF
            self.typing = _copy(self.working)
            self.typing[_LFLAG] &= ~termios.ISIG

    def put(self, modes: list[Any], *, throw_away: bool = False) -> None:
        """Put one of these in force, at will throwing away what was typed and not yet read.

        Never waits for output: a terminal that takes none must not keep a session open. OSError
        when the terminal is gone.
        """
        if sys.platform != "win32":
            import termios

            try:
                termios.tcsetattr(self._fd, termios.TCSANOW, modes)
                if throw_away:
                    termios.tcflush(self._fd, termios.TCIFLUSH)
            except termios.error as error:
                raise OSError(*error.args) from None


def _copy(modes: list[Any]) -> list[Any]:
    return [list(part) if isinstance(part, list) else part for part in modes]
