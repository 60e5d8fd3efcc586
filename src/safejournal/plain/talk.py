"""Speaking with a person one line at a time.

The law of this module: what is said goes out as whole lines, with no escape code, no colour and
nothing drawn; what is asked is one question, and its answer one line. A screen reader reads it from
top to bottom, and it works over the slowest line.

A question may end otherwise than with an answer: EOFError when the terminal is gone, TimeoutError
when nobody answered for too long, the machine slept or the process was to stop (Ctrl+Z),
KeyboardInterrupt on Ctrl+C.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from safejournal.domain.visible import visible
from safejournal.i18n import _

LONGEST_TYPED = 4095
"""Bytes of a line that a terminal hands on in its line-by-line mode; what is beyond, it drops."""

CLOCK_JUMP = 60.0
"""Seconds: when the clock of the wall runs further ahead than the other one, the machine slept."""

LIST_AGAIN = "?"
"""Typed in place of a number: say the choices again."""

_AT_ONCE = 65536


class Talk:
    """A conversation on standard input and a stream."""

    def __init__(self, out: TextIO, *, source: int = 0, idle_minutes: float = 0) -> None:
        self._out = out
        self._source = source
        self._waiting = bytearray()
        self._ended = False
        self.idle_minutes = idle_minutes
        """Minutes that a question waits for its answer; 0 for ever."""
        self.mark = ""
        """Stands before every question: that this is practice, or nothing."""

    def say(self, text: str = "") -> None:
        """Say a line, or several."""
        self._out.write(visible(text, newlines=True) + "\n")

    def say_all(self, lines: Iterable[str]) -> None:
        """Say one line after the other."""
        for line in lines:
            self.say(line)

    def ask(self, question: str) -> str:
        """Ask, and return the line that was typed, without its end and the spaces around it."""
        return self.ask_text(question).strip()

    def ask_text(self, question: str) -> str:
        """Ask, and return the line as it was typed."""
        self._out.write(visible(self.mark + question))
        self._out.flush()
        line = self._line()
        if len(line) >= LONGEST_TYPED:
            self.say(_("This line may be longer than the terminal hands on. Is its end there?"))
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def ask_unseen(self, question: str) -> str:
        """Ask, and return a line of which the terminal shows nothing."""
        from safejournal.services.unseen import unseen

        with unseen(self._source):
            typed = self.ask(question)
        self.say()
        return typed

    def ask_yes(self, question: str) -> bool:
        """Ask a question that only a plain yes answers with yes."""
        answer = self.ask(f"{question} {_('y for yes, Enter for no:')} ").lower()
        return answer in ("y", "yes", "д", "да")

    def choose(self, question: str, choices: Iterable[str], *, known: bool = False) -> int | None:
        """List numbered choices and return the number that was chosen, from 0; None for Enter.

        What is `known` is not listed again until `?` asks for it: a list is long to listen to.
        """
        named = list(choices)
        lines = [f"{number}. {choice}" for number, choice in enumerate(named, 1)]
        if not known:
            self.say_all(lines)
        while answer := self.ask(question):
            chosen = number_in(answer, len(named))
            if chosen is not None:
                return chosen
            if answer == LIST_AGAIN:
                self.say_all(lines)
            else:
                self.say(_("A number from 1 to {n}, or Enter.").format(n=len(named)))
        return None

    def _line(self) -> bytes:
        while b"\n" not in self._waiting and not self._ended:
            self._wait()
            got = os.read(self._source, _AT_ONCE)
            self._waiting += got
            self._ended = not got
        if not self._waiting:
            raise EOFError
        line, _end, rest = self._waiting.partition(b"\n")
        self._waiting = rest
        return bytes(line)

    def _wait(self) -> None:
        """Wait until something is there to read."""
        if sys.platform == "win32":  # select works on sockets alone there
            return
        drift, seconds = _drift(), self.idle_minutes * 60 or None
        ready = select.select([self._source], [], [], seconds)[0]
        slept = seconds is not None and abs(_drift() - drift) > CLOCK_JUMP
        if slept or not ready:
            raise TimeoutError


@contextmanager
def suspension_ends() -> Iterator[None]:
    """Raise TimeoutError on Ctrl+Z: a stopped process would keep everything in its memory."""
    number = getattr(signal, "SIGTSTP", None)
    before = signal.signal(number, _suspended) if number is not None else None
    try:
        yield
    finally:
        if number is not None:
            signal.signal(number, before)


def _suspended(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _drift() -> float:
    """Return what grows by as long as the machine sleeps."""
    return time.time() - time.monotonic()


def number_in(answer: str, highest: int) -> int | None:
    """Return the place (from 0) that a number from 1 to `highest` names; None for anything else."""
    if answer.isdecimal() and 1 <= int(answer) <= highest:
        return int(answer) - 1
    return None
