"""What a person sees: a terminal's bytes turned into the rows that stand on its screen.

Only what the program sends is understood: text, moves, erasing, the alternate screen and its end.
Styles are passed over. It is no judge of what is dangerous; for that the raw bytes are looked at.
"""

from __future__ import annotations

import codecs
import re

from rich.cells import cell_len

_CONTROL = re.compile(
    r"\x1b\[(?P<values>[0-9;:<=>?]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b[ -/]*[0-Z\\^-~]",
    re.DOTALL,
)
_LONGEST_CONTROL = 4096
"""Characters of a sequence that may still be going on; a longer one is none."""


class Emulator:
    """A screen of so many lines and columns."""

    def __init__(self, lines: int, columns: int) -> None:
        self.lines, self.columns = lines, columns
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._row = self._column = 0
        self._left = (0, 0)
        """Where the cursor stood before the alternate screen."""
        self._cells: list[list[str]] = []
        self._wipe()

    def rows(self) -> list[str]:
        """Return the rows of the screen, without the spaces behind them."""
        return ["".join(cells).rstrip() for cells in self._cells]

    def text(self) -> str:
        """Return the screen as one text."""
        return "\n".join(self.rows())

    def feed(self, sent: bytes) -> None:
        """Take what the program has sent."""
        text = self._held + self._decoder.decode(sent)
        self._held, at = "", 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
            elif (control := _CONTROL.match(text, at)) is not None:
                self._obey(control["values"] or "", control["final"] or "")
                at = control.end()
            elif len(text) - at < _LONGEST_CONTROL:
                self._held = text[at:]
                return
            else:
                at += 1

    def _wipe(self) -> None:
        self._cells = [[" "] * self.columns for _ in range(self.lines)]

    def _put(self, character: str) -> None:
        if character == "\n":
            self._down()
        elif character == "\r":
            self._column = 0
        elif character == "\b":
            self._column = max(0, self._column - 1)
        elif character.isprintable():
            self._write(character, cell_len(character))

    def _write(self, character: str, width: int) -> None:
        if width == 0:
            self._cells[self._row][max(0, self._column - 1)] += character
            return
        if self._column + width > self.columns:
            self._column = 0
            self._down()
        self._cells[self._row][self._column : self._column + width] = [character] + [""] * (
            width - 1
        )
        self._column += width

    def _down(self) -> None:
        if self._row + 1 < self.lines:
            self._row += 1
        else:
            self._cells = [*self._cells[1:], [" "] * self.columns]

    def _obey(self, values: str, final: str) -> None:
        numbers = [int(value) if value.isdigit() else 0 for value in values.split(";")]
        if final in "Hf" and final:
            row, column = (*numbers, 1)[:2] if values else (1, 1)
            self._row = min(max(row, 1), self.lines) - 1
            self._column = min(max(column, 1), self.columns) - 1
        elif final == "J" and numbers[0] in {2, 3}:
            self._wipe()
        elif final == "K":
            blank = self.columns - self._column
            self._cells[self._row][self._column :] = [" "] * blank
        elif final == "h" and values == "?1049":
            self._left = (self._row, self._column)
            self._wipe()
        elif final == "l" and values == "?1049":
            self._row, self._column = self._left
            self._wipe()
