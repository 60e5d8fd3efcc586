"""How the app ends: with a lock, with an end, or with a fall, and what makes it.

A stock Textual app leaves its screen standing when it is told to end, can be stopped with
everything in its memory, and waits for its workers as long as they like.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import StrEnum
from types import FrameType
from typing import Any, ClassVar, NoReturn

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

TICK = 1.0
"""Seconds between two looks at the clock and the terminal."""

CLOCK_JUMP = 60.0
"""Seconds: when the clock leaps further between two ticks, the machine or the process slept."""

IDLE_NOTICE = 30.0
"""Seconds before `when_idle` at which `when_nearly_idle` is called: time to touch a key."""

MAY_TAKE = 2.0
"""Seconds that an ending may take once it has begun; then it happens without Textual."""

MAY_SEAL = 1.0
"""Seconds that sealing may take after that, where Textual's loop could not do it."""

MAY_DEPART = 4.0
"""Seconds after both; then the process is gone. A lock waits two of them for its workers."""

KILLED_BY = 128
"""Added to a signal's number: the exit code by which shells know that a signal ended a program."""

_LOST = 1
"""SIGHUP's number, also for a terminal that went away without a signal."""

_ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
_LOCKING_SIGNALS = ("SIGTSTP", "SIGCONT")


class Ending(StrEnum):
    """How a session ends. One further down overrides one further up."""

    LOCK = "lock"
    """Forget everything and ask for the passphrase again."""

    END = "end"
    """Be gone, and never wait at a prompt."""

    FALL = "fall"
    """Be gone after an error that nobody expected, with one sentence."""


_ORDER = list(Ending)


def _be_gone_in(seconds: float) -> None:
    """Let the kernel end the process by then, whatever its threads wait for; 0 calls that off.

    The last resort of an ending that hangs: what was open is sealed by then, and what is in the
    memory must not stay.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


class LeavingApp(App[None]):
    """An app that seals and closes before it ends, and ends in time. Run it with `session`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "lock", show=False, priority=True),
    ]

    idle_minutes = 5.0
    """Minutes without a key or the mouse until `when_idle`; 0 for never."""

    def __init__(self) -> None:
        super().__init__()
        self.ending: Ending | None = None
        """How the session ends, once it does."""
        self._in_terminal = False
        self._sealed = False
        self._noticed = False
        self._touched = self._monotonic()
        self._looked = self._wall()
        self._watchdog: threading.Timer | None = None

    def seal_drafts_and_close(self) -> None:
        """Put down what is being written and close the vault. Called once, whatever the ending.

        It must not wait for long: when the process was told to end it has `MAY_TAKE` seconds in
        all. An error in it is not shown and does not keep the session from ending.
        """

    def when_nearly_idle(self) -> None:
        """Say that `when_idle` comes in `IDLE_NOTICE` seconds unless a key is touched."""

    def when_idle(self) -> None:
        """Do what is done after `idle_minutes`: lock, unless the app says otherwise."""
        self.lock()

    def depart(self) -> NoReturn:
        """Leave the process as `ending` says; by a thread of ours when Textual cannot finish."""
        os._exit(self.return_code or 0)

    def session(self) -> Ending:
        """Run in this terminal until the end and return which it is. No error comes out of it.

        On a loop of its own: asyncio's would wait for every worker thread before it returned.
        """
        self._in_terminal = True
        with suppress(BaseException):  # also what is no error, and would leave forms unsealed
            self._run_with_own_threads()
        if self.ending is None:
            self._leave(Ending.FALL)
        for name in (*_ENDING_SIGNALS, *_LOCKING_SIGNALS):
            if number := getattr(signal, name, None):
                signal.signal(number, signal.SIG_DFL)
        if self._watchdog is not None:
            self._watchdog.cancel()
        _be_gone_in(0)
        self.ending = self.ending or Ending.FALL
        return self.ending

    def _run_with_own_threads(self) -> None:
        """Run, and let the threads that work was done in go: idle ones would hold up a lock."""
        loop, threads = asyncio.new_event_loop(), ThreadPoolExecutor()
        loop.set_default_executor(threads)
        try:
            self.run(loop=loop)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    def lock(self) -> None:
        """End the session with a lock."""
        self._leave(Ending.LOCK)
        super().exit()

    def end(self, exit_code: int = 0) -> None:
        """End the session and the process."""
        self._leave(Ending.END)
        super().exit(return_code=exit_code)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End the session and the process, as `end` does; nothing is printed."""
        del result, message
        self.end(return_code)

    def lost(self) -> None:
        """End the session because its terminal is gone."""
        self.end(KILLED_BY + _LOST)

    def fall(self) -> None:
        """End the session because of an error that nobody expected."""
        self._return_code = 1
        self._leave(Ending.FALL)
        self._close_messages_no_wait()

    def action_lock(self) -> None:
        """Lock, from a key or the command palette."""
        self.lock()

    def action_suspend_process(self) -> None:
        """Lock: a stopped process would keep everything in its memory."""
        self.lock()

    def _leave(self, ending: Ending) -> None:
        earlier = self.ending or ending
        self.ending = max(earlier, ending, key=_ORDER.index)
        if not self._sealed:
            self._sealed = True
            with suppress(Exception):
                self.seal_drafts_and_close()
        self._watch()

    def _watch(self) -> None:
        """See to it that the ending comes, should Textual wait for something that never does."""
        if self._in_terminal and self._watchdog is None:
            self._watchdog = threading.Timer(MAY_TAKE, self._depart_without_loop)
            self._watchdog.daemon = True
            self._watchdog.start()
            _be_gone_in(MAY_TAKE + MAY_SEAL + MAY_DEPART)

    def _depart_without_loop(self) -> None:
        """Leave although the loop stands still: a terminal that takes no output, a flood of keys.

        What stands in open forms is sealed first, by a thread that is waited for a second: the loop
        may hold what it needs.
        """
        if not self._sealed:
            self._sealed = True
            sealing = threading.Thread(target=self._seal_from_outside, daemon=True)
            sealing.start()
            sealing.join(MAY_SEAL)
        self.depart()

    def _seal_from_outside(self) -> None:
        with suppress(Exception), self._context():
            self.seal_drafts_and_close()

    def _on_load(self) -> None:
        self._handle(_ENDING_SIGNALS, self._told_to_end)

    def _on_mount(self) -> None:
        # Only now: Textual's driver has set its own, which stop the process as it is.
        self._handle(_LOCKING_SIGNALS, self._told_to_stop)
        # Not Textual's timer either: it waits for whatever message is being handled.
        asyncio.get_running_loop().call_later(TICK, self._tick)

    def _handle(self, names: tuple[str, ...], handler: Any) -> None:  # noqa: ANN401 (signal's own)
        # Not asyncio's handlers: those wait for the loop, which may be what is stuck.
        if self._in_terminal:
            for name in names:
                if number := getattr(signal, name, None):
                    signal.signal(number, handler)

    def _told_to_end(self, number: int, _frame: FrameType | None) -> None:
        self.ending = max(self.ending or Ending.END, Ending.END, key=_ORDER.index)
        self._return_code = KILLED_BY + number
        self._watch()
        self._soon(self.end, KILLED_BY + number)

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        # A closed window is told in the same way, after its SIGHUP.
        self._soon(self.lock if os.isatty(0) else self.lost)

    def _soon(self, act: Callable[..., None], *arguments: object) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(act, *arguments)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there, and pass the event on."""
        if isinstance(event, events.InputEvent | events.Paste):
            self._touched = self._monotonic()
            self._noticed = False
        await super().on_event(event)

    def _tick(self) -> None:
        looked, self._looked = self._looked, self._wall()
        left = self.idle_minutes * 60 - (self._monotonic() - self._touched)
        if self._in_terminal and not os.isatty(0):
            self.lost()
        elif abs(self._looked - looked - TICK) > CLOCK_JUMP:
            self.lock()
        elif self.idle_minutes and left <= 0:
            self._touched = self._monotonic()
            self.when_idle()
        elif self.idle_minutes and left <= IDLE_NOTICE and not self._noticed:
            self._noticed = True
            self.when_nearly_idle()
        if self.ending is None:
            asyncio.get_running_loop().call_later(TICK, self._tick)

    def _monotonic(self) -> float:
        return time.monotonic()

    def _wall(self) -> float:
        return time.time()
