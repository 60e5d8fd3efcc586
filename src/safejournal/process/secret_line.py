"""The line that a secret is typed on: what each byte from a terminal does to it.

No terminal is needed here, so every key can be tried in a test. Bytes of a passphrase are never
put together into a `bytes` or `str`.
"""

from __future__ import annotations

from safejournal.process.prompt import LONGEST, exactly, wipe

_CTRL_C, _CTRL_D, _BACKSPACE, _CTRL_U, _ESCAPE, _DELETE = 0x03, 0x04, 0x08, 0x15, 0x1B, 0x7F
_ENTER = (0x0A, 0x0D)
_FIRST_PRINTABLE = 0x20
_MOUSE_BYTES = 3  # after ESC [ M: button, column, row

# UTF-8 (RFC 3629): bytes from here on begin a character of two, three, four bytes; those below
# the first continue one.
_TWO, _THREE, _FOUR = 0xC0, 0xE0, 0xF0
_CONTINUES = 0x80

_FOREIGN_LEADS = (range(0xCE, 0xDC), range(0xE1, 0xE2))
"""First bytes of Greek, Cyrillic, Armenian, Hebrew and Arabic letters, and of Georgian ones."""


class SecretLine:
    """A line being typed, in a buffer that is never resized."""

    def __init__(self) -> None:
        self._buffer = bytearray(LONGEST)
        self._length = 0
        self._sequence = ""  # of a key or mouse report: "" none, "escape" begun, "csi" inside
        self._to_skip = 0
        self.too_long = False
        """True when more was typed than fits; such a line is no answer."""

    def __len__(self) -> int:
        return self._length

    @property
    def in_sequence(self) -> bool:
        """Whether an escape sequence has begun: the Escape key looks the same until time passes."""
        return self._sequence == "escape"

    def pause(self) -> None:
        """Hear that nothing followed: it was the Escape key, which does nothing."""
        self._sequence = ""

    def feed(self, byte: int) -> bool:
        """Take one byte; return True when it ends the line. KeyboardInterrupt on Ctrl+C.

        Backspace removes one character, Ctrl+U all. Arrow keys, paste marks and mouse reports are
        no text. Ctrl+D on an empty line interrupts as Ctrl+C does.
        """
        if byte == _CTRL_C or (byte == _CTRL_D and not self._length):
            self.clear()
            raise KeyboardInterrupt
        if self._to_skip:
            self._to_skip -= 1
        elif self._sequence:
            self._follow(byte)
        elif byte in _ENTER:
            return True
        else:
            self._type(byte)
        return False

    def clear(self) -> None:
        """Wipe what was typed."""
        wipe(self._buffer)
        self._length = 0
        self.too_long = False

    def take(self) -> bytearray:
        """Return what was typed, in a buffer of its own, and wipe the line."""
        taken = exactly(self._buffer, self._length)
        self.clear()
        return taken

    def mixes_scripts(self) -> bool:
        """Tell whether Latin letters stand beside those of another script."""
        with memoryview(self._buffer)[: self._length] as typed:
            latin = any(chr(byte).isalpha() for byte in typed if byte < _CONTINUES)
            return latin and any(byte in leads for leads in _FOREIGN_LEADS for byte in typed)

    def _type(self, byte: int) -> None:
        if byte == _ESCAPE:
            self._sequence = "escape"
        elif byte in (_BACKSPACE, _DELETE):
            self._remove_character()
        elif byte == _CTRL_U:
            self.clear()
        elif byte >= _FIRST_PRINTABLE:
            self._add(byte)

    def _add(self, byte: int) -> None:
        if self._length == LONGEST:
            self.too_long = True
            return
        self._buffer[self._length] = byte
        self._length += 1

    def _remove_character(self) -> None:
        continues = True
        while continues and self._length:
            self._length -= 1
            continues = _CONTINUES <= self._buffer[self._length] < _TWO
            self._buffer[self._length] = 0

    def _follow(self, byte: int) -> None:
        """Follow an escape sequence to its end (ECMA-48, and what terminals made of it)."""
        begun, self._sequence = self._sequence, ""
        if begun == "escape":
            if byte == ord("["):
                self._sequence = "begun"
            elif byte == ord("O"):  # F1 to F4, and arrows of a keypad
                self._to_skip = 1
            elif byte >= _TWO:  # Alt with a letter of several bytes
                self._to_skip = 1 + (byte >= _THREE) + (byte >= _FOUR)
        elif begun == "begun" and byte == ord("M"):
            self._to_skip = _MOUSE_BYTES
        elif begun == "begun" and byte == ord("["):  # F1 to F5 of the Linux console
            self._to_skip = 1
        elif not ord("@") <= byte <= ord("~"):
            self._sequence = "csi"
