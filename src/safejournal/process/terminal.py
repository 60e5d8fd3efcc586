"""A person at a terminal, asked before anything of the app is loaded.

The terminal itself is opened, not standard input or output, which may be files. Its modes are put
back whatever happens: by the child when it has asked, by the parent when the child was killed.
"""

from __future__ import annotations

import io
import os

from safejournal.errors import Refused
from safejournal.process.modes import Modes
from safejournal.process.prompt import LONGEST, Asker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safejournal.process.secret_line import SecretLine

_PATH = "/dev/tty"
_AFTER_ESCAPE = 0.05
"""Seconds after which an Escape was the key and not the beginning of another one."""

_PASTED_WITHIN = 0.05
"""Seconds in which a further line comes that was pasted together with the one before."""

_MARK = "[*]"
"""Shown as soon as anything has been typed. Always the same: a length helps who looks on."""

_CLEAR_LINE = "\r\x1b[K"

_OWN_PAGE, _PAGE_GONE = "\x1b[?1049h\x1b[2J\x1b[H", "\x1b[2J\x1b[?1049l"
"""To the alternate screen and back (xterm's control sequences), wiping it on both ways."""

_NEXT_PAGE = "\x1b[2J\x1b[H"


class Terminal(Asker):
    """The terminal that this process was started from. `Refused` if there is none."""

    def __init__(self) -> None:
        self._fd = _open()
        self._modes = Modes(self._fd)
        self._keys = io.FileIO(self._fd, "rb", closefd=False)
        self._standing = ""
        self._passing = False
        self._mixed = False
        self._aside = False
        self.lifeline = -1
        """Read end of a pipe whose other end the parent holds: it ends when the parent does."""

    def paint(self, label: str) -> None:
        """Show a label (our own text) and stop echoing. What was typed before it is thrown away."""
        self._modes.put(self._modes.typing, throw_away=True)
        self._write(label)
        self._standing = label

    def ask(self, label: str) -> bytearray:
        """Read a secret; see `Asker`. A label that `paint` has shown is not shown again."""
        from safejournal.process.secret_line import SecretLine

        line = SecretLine()
        while True:
            if not label or self._standing != label:
                self.paint(label)
            try:
                self._type(line)
            finally:
                self._standing = ""
                self._write("\n")
                self._modes.put(self._modes.working)
            if not line.too_long:
                self._mixed = line.mixes_scripts()
                return line.take()
            from safejournal.i18n import _

            line.clear()
            self.say(_("That is too long for a passphrase."))

    def ask_line(self, label: str) -> str:
        """Read a visible line; see `Asker`."""
        return self._read_visible(label, pasted=False)

    def ask_text(self, label: str) -> str:
        """Read a visible line, or a paste of several; see `Asker`."""
        return self._read_visible(label, pasted=True)

    def _read_visible(self, label: str, *, pasted: bool) -> str:
        self._modes.put(self._modes.found, throw_away=True)
        self._write(_folded(label.rstrip(), self._size()[0]) + " ")
        self._wait(None)
        line = os.read(self._fd, LONGEST)
        while pasted and line and self._wait(_PASTED_WITHIN):
            line += os.read(self._fd, LONGEST)
        self._modes.put(self._modes.working)
        if not line:
            raise KeyboardInterrupt
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def say(self, text: str) -> None:
        """Show text on lines of its own, broken between words, control characters made visible."""
        self._write(_folded(_visible(text), self._size()[0]) + "\n")

    def turn_aside(self) -> None:
        """Go to the alternate screen until `restore`; see `Asker`."""
        if os.environ.get("TERM", "dumb") != "dumb":
            self._write(_OWN_PAGE)
            self._aside = True

    def show_once(self, text: str, label: str) -> str:
        """Show text on the alternate screen, which no scrollback keeps, and wipe it.

        What a small window cannot show at once comes page by page: nothing scrolls out of it.
        """
        from safejournal.i18n import _

        if os.environ.get("TERM", "dumb") == "dumb":
            typed = super().show_once(text, label)
            self.say(_("It stays in this window: close the window when you are done."))
            return typed
        *before, last = self._pages(text, label)
        self._write(_NEXT_PAGE if self._aside else _OWN_PAGE)
        try:
            for page in before:
                super().show_once(page, _("Enter shows the rest: "))
                self._write(_NEXT_PAGE)
            return super().show_once(last, label)
        finally:
            self._write(_NEXT_PAGE if self._aside else _PAGE_GONE)

    def _pages(self, text: str, label: str) -> list[str]:
        """Cut a text into what fits into the window above its question."""
        columns, lines = self._size()
        asked = _folded(label, columns).count("\n") + 1
        found = _folded(_visible(text), columns).split("\n")
        if not lines or len(found) + asked <= lines:
            return [text]
        kept = [line for line in found if line.strip()]
        room = max(1, lines - asked)
        return ["\n".join(kept[at : at + room]) for at in range(0, len(kept), room)]

    def progress(self, text: str) -> None:
        """Show a passing line."""
        if os.environ.get("TERM") == "dumb":
            self.say(text)
            return
        self._write(_visible(text))
        self._passing = bool(text)

    def layout_hint(self) -> str:
        """See `Asker`."""
        if not self._mixed:
            return ""
        from safejournal.i18n import _

        return _("Letters of two alphabets were typed: the keyboard layout may have been switched.")

    def restore(self) -> None:
        """Put the terminal's modes back. Harmless when the terminal is gone.

        What was typed meanwhile goes: it was meant for a question, and would be shown elsewhere.
        """
        try:
            self._modes.put(self._modes.found, throw_away=True)
            if self._passing:
                self._write("")
            if self._aside:
                self._aside = False
                self._write(_PAGE_GONE)
        except OSError:
            return

    def close(self) -> None:
        """Restore the terminal and let go of it."""
        self.restore()
        os.close(self._fd)

    def _type(self, line: SecretLine) -> None:
        one = bytearray(1)
        marked = False
        while True:
            if not self._wait(_AFTER_ESCAPE if line.in_sequence else None):
                line.pause()
                continue
            if not self._keys.readinto(one):
                raise Refused("The terminal is gone.")
            if line.feed(one[0]):
                return
            if marked != bool(line):
                marked = not marked
                self._write(_MARK if marked else "\b \b" * len(_MARK))

    def _wait(self, seconds: float | None) -> bool:
        """Wait for a key; False when the time is over. `Refused` when the parent has ended."""
        import select

        watched = [self._fd] if self.lifeline < 0 else [self._fd, self.lifeline]
        ready = select.select(watched, [], [], seconds)[0]
        if self.lifeline in ready:
            raise Refused("The program that asked has ended.")
        return bool(ready)

    def _size(self) -> tuple[int, int]:
        """Return columns and lines of the window; zeros where nobody knows."""
        try:
            size = os.get_terminal_size(self._fd)
        except OSError:
            return 0, 0
        return size.columns, size.lines

    def _write(self, text: str) -> None:
        if self._passing:
            self._passing = False
            text = _CLEAR_LINE + text
        left = text.encode("utf-8", "replace")
        while left:
            left = left[os.write(self._fd, left) :]


def _open() -> int:
    try:
        return os.open(_PATH, os.O_RDWR)
    except OSError:
        if os.isatty(0):
            return os.dup(0)
    raise Refused(
        "There is no terminal to ask for the passphrase on.",
        hint="Give it through an open descriptor with --passphrase-fd.",
    )


def _folded(text: str, columns: int) -> str:
    """Break lines that are wider than the terminal between words; a width of 0 is not known."""
    lines = text.split("\n")
    if not columns or all(len(line) < columns for line in lines):
        return text
    from textwrap import fill

    return "\n".join(line if len(line) < columns else fill(line, columns - 1) for line in lines)


def _visible(text: str) -> str:
    from safejournal.domain.visible import visible

    return visible(text, newlines=True)
