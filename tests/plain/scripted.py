"""A conversation in which the person's lines are known beforehand."""

from __future__ import annotations

import io
from collections.abc import Iterable

from safejournal.plain.talk import Talk


class Scripted(Talk):
    """Answers by itself, and shows each answer in « » where a terminal would have echoed it."""

    def __init__(self, typed: Iterable[str]) -> None:
        self.shown = io.StringIO()
        super().__init__(self.shown)
        self._typed = list(typed)

    def _line(self) -> bytes:
        if not self._typed:
            raise EOFError
        line = self._typed.pop(0)
        self.shown.write(f"«{line}»\n")
        if line == "Ctrl+C":
            raise KeyboardInterrupt
        if line == "five minutes":
            raise TimeoutError
        return line.encode()
