"""Reading secrets from a person's terminal, or from a descriptor that a script hands over."""

from __future__ import annotations


class Asker:
    """Whom the unlock child asks: a person at a terminal, or a descriptor with lines in it.

    Work functions (`safejournal.process.unlock`) get one and need not know which.
    """

    interactive = True
    """False for a descriptor: there is nobody to try again, so a first failure is the answer."""

    def ask(self, label: str) -> bytearray:
        """Return one secret as the raw UTF-8 bytes typed, unechoed. The caller wipes it.

        KeyboardInterrupt on Ctrl+C (or Ctrl+D on an empty line); `Refused` when the terminal or
        the descriptor has ended.
        """
        raise NotImplementedError

    def ask_new(self, label: str, again: str, differ: str) -> bytearray:
        """Return a new secret: typed twice until both agree (`differ` is said), read once from a descriptor."""
        raise NotImplementedError

    def ask_line(self, label: str) -> str:
        """Return one visible line without its end. Not for secrets; empty from a descriptor."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Show one line or more. Silent on a descriptor."""
        raise NotImplementedError

    def layout_hint(self) -> str:
        """Return a sentence when the last secret mixed scripts, as a switched keyboard does; else ''."""
        return ""


def wipe(buffer: bytearray) -> None:
    """Overwrite the buffer with zeros, in place."""
    buffer[:] = bytes(len(buffer))


def read_line_fd(fd: int) -> bytearray:
    """Return one line from an open descriptor, its end removed; the next line stays readable."""
    raise NotImplementedError
