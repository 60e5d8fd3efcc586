"""A person at a Windows console. Written from the documentation of msvcrt; it was never run."""

from __future__ import annotations

import sys

from safejournal.i18n import _
from safejournal.process.prompt import Asker
from safejournal.process.secret_line import SecretLine

_SPECIAL = ("\x00", "\xe0")
"""What `getwch` returns first for arrows and function keys; a second call names the key."""


class Console(Asker):
    """The console of this process. There are no modes to put back: `getwch` does not echo."""

    def ask(self, label: str) -> bytearray:
        """Read a secret; see `Asker`."""
        while True:
            self._write(label)
            line = SecretLine()
            while not self._typed(line):
                pass
            self._write("\r\n")
            if not line.too_long:
                return line.take()
            line.clear()
            self.say(_("That is too long for a passphrase."))

    def ask_line(self, label: str) -> str:
        """Read a visible line; see `Asker`."""
        self._write(label)
        with open("CONIN$", encoding="utf-8") as console:
            line = console.readline()
        if not line:
            raise KeyboardInterrupt
        return line.rstrip("\r\n")

    def say(self, text: str) -> None:
        """Show text on lines of its own."""
        from safejournal.domain.visible import visible

        self._write(visible(text, newlines=True) + "\r\n")

    def progress(self, text: str) -> None:
        """Show the text on a line that stays: not every console can clear one."""
        if text:
            self.say(text)

    def _typed(self, line: SecretLine) -> bool:
        ended = [line.feed(byte) for byte in _key().encode("utf-8", "replace")]
        return any(ended)

    def _write(self, text: str) -> None:
        with open("CONOUT$", "w", encoding="utf-8", newline="") as console:
            console.write(text)


def _key() -> str:
    """Return the character that is typed next, or "" for a key that stands for none."""
    typed = ""
    if sys.platform == "win32":
        import msvcrt

        typed = msvcrt.getwch()
        if typed in _SPECIAL:
            msvcrt.getwch()
            return ""
        if "\ud800" <= typed <= "\udbff":  # beyond 16 bits: it comes in two halves
            pair = (typed + msvcrt.getwch()).encode("utf-16-le", "surrogatepass")
            typed = pair.decode("utf-16-le", "replace")
    return typed
