"""Whom a work function asks for secrets: a person, or a descriptor that a script hands over.

Secrets are bytearrays from the first byte on, because those can be overwritten; Python strings
cannot, and a passphrase that was once a string stays in memory until the process ends.
"""

from __future__ import annotations

import io

from safejournal.errors import Refused, WrongUsage

LONGEST = 1024
"""Bytes of a secret. A recovery phrase has about eighty; nobody types a thousand by heart."""


class Asker:
    """Whom the unlock child asks. Work functions get one and need not know which kind it is."""

    interactive = True
    """False for a descriptor: nobody can try again, so a first failure is the answer."""

    def ask(self, label: str) -> bytearray:
        """Return one secret as the raw UTF-8 bytes typed, unechoed. The caller wipes it.

        KeyboardInterrupt on Ctrl+C (or Ctrl+D on an empty line); `Refused` when the terminal or
        the descriptor has ended.
        """
        raise NotImplementedError

    def ask_new(self, label: str, again: str, differ: str) -> bytearray:
        """Return a new secret: typed twice until both are the same (else `differ` is said).

        From a descriptor it is read once: a script does not mistype. An empty one is the caller's
        to refuse.
        """
        while True:
            first, second = self.ask(label), self.ask(again)
            same = first == second
            wipe(second)
            if same:
                return first
            wipe(first)
            self.say(differ)

    def ask_line(self, label: str) -> str:
        """Return one visible line without its end. Not for secrets; empty from a descriptor."""
        raise NotImplementedError

    def ask_text(self, label: str) -> str:
        """Return a visible line, and those that came at once with it, as a paste does."""
        return self.ask_line(label)

    def say(self, text: str) -> None:
        """Show a line, or more. Silent on a descriptor."""

    def turn_aside(self) -> None:
        """Hold the whole conversation where it leaves nothing, if there is such a place.

        What is said of a new journal and its passphrase is nobody's business afterwards.
        """

    def show_once(self, text: str, label: str) -> str:
        """Show what must not stay on the screen, until a line is typed; return that line.

        A terminal shows it on a page of its own and wipes it; where that cannot be, it stays.
        """
        self.say(text)
        return self.ask_line(label)

    def progress(self, text: str) -> None:
        """Show a passing line, such as "Opening … Ctrl+C stops"; what comes next replaces it."""

    def layout_hint(self) -> str:
        """Return a sentence if the last secret mixed scripts (a switched keyboard?), else ""."""
        return ""

    def restore(self) -> None:
        """Leave everything as it was found."""


class Descriptor(Asker):
    """Lines of an open descriptor (--passphrase-fd), one secret each."""

    interactive = False

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def ask(self, label: str) -> bytearray:
        """Return the next line. The label is not shown."""
        del label
        return read_line_fd(self._fd)

    def ask_new(self, label: str, again: str, differ: str) -> bytearray:
        """Return the next line, once."""
        del again, differ
        return self.ask(label)

    def ask_line(self, label: str) -> str:
        """Return nothing: there is nobody to answer."""
        del label
        return ""


def wipe(buffer: bytearray) -> None:
    """Overwrite the buffer with zeros, in place."""
    buffer[:] = bytes(len(buffer))


def exactly(buffer: bytearray, length: int) -> bytearray:
    """Return the first `length` bytes as a buffer of their own and wipe the old one.

    Cutting a bytearray short may move it and leave the old bytes behind.
    """
    with memoryview(buffer) as view:
        kept = bytearray(view[:length])
    wipe(buffer)
    return kept


def read_line_fd(fd: int) -> bytearray:
    """Return one line from an open descriptor, its end removed; the next line stays readable.

    `WrongUsage` when the descriptor is not open for reading, `Refused` when it has ended or the
    line is longer than `LONGEST` bytes.
    """
    line, one, length = bytearray(LONGEST), bytearray(1), 0
    try:
        # Byte by byte, because what is read ahead would be lost to the next line.
        with io.FileIO(fd, "rb", closefd=False) as source:
            while (got := source.readinto(one)) and one[0] != ord("\n"):
                if length == LONGEST:
                    wipe(line)
                    raise Refused(f"The passphrase is longer than {LONGEST:,} bytes.")
                line[length] = one[0]
                length += 1
    except OSError:
        raise WrongUsage(f"Descriptor {fd} is not open for reading.") from None
    if not got and not length:
        raise Refused(f"Descriptor {fd} ended before the passphrase.")
    if length and line[length - 1] == ord("\r"):
        length -= 1
    return exactly(line, length)
