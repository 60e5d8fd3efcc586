"""The short-lived child in which a secret is typed and a key derived.

Passphrases, and what Argon2 makes of them, live only in this child, and its memory ends with it.
The label stands on the terminal before anything but the standard library's core is loaded; while
the person types, the parent may import what it will need.

A work function is named "package.module:function", so that only the child imports it:

    work(asker: prompt.Asker, arguments: bytes) -> bytes | bytearray

What it returns is handed to the parent. An error of our family that it raises is raised again
there with its sentence; anything else is told as "ended unexpectedly", since its text may hold a
secret. One small child serves every act that asks for a secret: unlock, new passphrase, change.

A process that runs threads (the app), and Windows, cannot fork: there a new interpreter is the
child, which takes a little longer to ask and inherits no memory at all.
"""

from __future__ import annotations

import io
import os
import sys

from safejournal import errors
from safejournal.process import prompt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import NoReturn

    from safejournal.process.terminal import Terminal

    Handler = Callable[[int, FrameType | None], object] | int | None

_DONE, _FAILED, _STOPPED = range(3)
"""The first byte of a message: an answer follows; an error follows; the person pressed Ctrl+C."""

_LARGEST = 65536
"""Bytes of a message. The largest answer is a head of 4096 bytes."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Child:
    """A running child. While it lives, SIGINT, SIGTERM and SIGHUP end it first."""

    def __init__(self, pid: int, answer: int, lifeline: int, terminal: Terminal | None) -> None:
        self._pid = pid
        self._answer = answer
        self._lifeline = lifeline
        self._terminal = terminal
        self._running = True
        self._handlers: dict[int, Handler] = {}
        self._listen()

    def wait(self) -> bytearray:
        """Return the answer once the child has ended. The caller wipes it.

        Raises the error of our family that the work raised; KeyboardInterrupt when the person
        pressed Ctrl+C, also while a key was being derived; `Refused` when the child ended without
        a word, as when there is too little memory.
        """
        try:
            message = _read(self._answer)
            status = self._reap()
        finally:
            self.stop()
        return _answer(message, status)

    def stop(self) -> None:
        """End the child and put the terminal back as it was. Harmless when it has ended."""
        if self._running:
            self._kill()
            self._reap()
        if self._answer >= 0:
            os.close(self._answer)
            os.close(self._lifeline)
            self._answer = self._lifeline = -1
            if self._terminal is not None:
                self._terminal.close()
        self._listen_no_more()

    def _kill(self) -> None:
        import signal

        if sys.platform != "win32":
            os.kill(self._pid, signal.SIGKILL)

    def _reap(self) -> int:
        """Wait for the end; return the exit code, or the signal's number below zero."""
        status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        self._running = False
        return status

    def _listen(self) -> None:
        import signal
        import threading

        if threading.current_thread() is not threading.main_thread():
            return
        for name in _SIGNALS:
            if number := getattr(signal, name, None):
                self._handlers[number] = signal.signal(number, self._interrupted)

    def _listen_no_more(self) -> None:
        import signal

        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers = {}

    def _interrupted(self, number: int, _frame: FrameType | None) -> None:
        import signal

        self.stop()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)


def start(
    work: str, arguments: bytes = b"", *, first: str = "", passphrase_fd: int | None = None
) -> Child:
    """Paint the label `first`, harden this process, and let a child do the work.

    `arguments` are no secret. The first `ask(first)` of the work does not paint its label again.
    With `passphrase_fd`, secrets are lines of that descriptor and no terminal is opened. `Refused`
    when there is no terminal to ask on.
    """
    if not _can_fork():
        from safejournal.process.spawned import spawn

        return spawn(work, arguments, first=first, passphrase_fd=passphrase_fd)
    asker, terminal = _asker(passphrase_fd, first)
    try:
        _harden()
        _let_be_found()
        return _fork(work, arguments, asker, terminal)
    except BaseException:
        if terminal is not None:
            terminal.restore()
        raise


def ask(
    work: str, arguments: bytes = b"", *, first: str = "", passphrase_fd: int | None = None
) -> bytearray:
    """Start the child and wait for its answer: `start` and `Child.wait` in one."""
    return start(work, arguments, first=first, passphrase_fd=passphrase_fd).wait()


def perform(work: str, arguments: bytes, asker: prompt.Asker) -> bytes | bytearray:
    """Do the work in this process, which must be the child, and return the message about it."""
    try:
        return bytes([_DONE]) + _function(work)(asker, arguments)
    except errors.SafeJournalError as error:
        told = f"{type(error).__name__}\0{error.sentence}\0{error.hint}"
        return bytes([_FAILED]) + told.encode()
    except KeyboardInterrupt:
        return bytes([_STOPPED])


def _asker(passphrase_fd: int | None, first: str) -> tuple[prompt.Asker, Terminal | None]:
    if passphrase_fd is not None:
        return prompt.Descriptor(passphrase_fd), None
    from safejournal.process.terminal import Terminal

    terminal = Terminal()
    if first:
        terminal.paint(first)
    return terminal, terminal


def _harden() -> None:
    from safejournal.process.hardening import harden

    harden()


def _let_be_found() -> None:
    """From here on there is something that panic must end."""
    from safejournal.process.instances import enter

    enter()


def _can_fork() -> bool:
    """Tell whether a fork is one of the whole process: it copies the thread that calls it only."""
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


def _fork(work: str, arguments: bytes, asker: prompt.Asker, terminal: Terminal | None) -> Child:
    answer, told = os.pipe()
    watched, lifeline = os.pipe()
    pid = -1
    if sys.platform != "win32":
        pid = os.fork()
    if pid == 0:
        os.close(answer)
        os.close(lifeline)
        if terminal is not None:
            terminal.lifeline = watched
        live(work, arguments, asker, told)
    os.close(told)
    os.close(watched)
    return Child(pid, answer, lifeline, terminal)


def live(work: str, arguments: bytes, asker: prompt.Asker, told: int) -> NoReturn:
    """Be the child, and end without returning: nothing of the parent's is ours to clean up."""
    code = 1
    try:
        _die_of_signals()
        message = perform(work, arguments, asker)
        with io.FileIO(told, "wb") as pipe:
            pipe.write(message)
        code = 0
    finally:
        asker.restore()
        # Leaves no traceback, whatever the error: its lines may hold a secret.
        os._exit(code)


def _die_of_signals() -> None:
    """Die at once when told to: Argon2 would not notice a Python handler. The parent restores."""
    import signal

    for name in _SIGNALS:
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_DFL)


def _function(work: str) -> Callable[[prompt.Asker, bytes], bytes | bytearray]:
    import importlib

    module, _, function = work.partition(":")
    found: Callable[[prompt.Asker, bytes], bytes | bytearray]
    found = getattr(importlib.import_module(module), function)
    return found


def _read(answer: int) -> bytearray:
    """Read to the end into a buffer that is never moved."""
    buffer, length = bytearray(_LARGEST), 0
    with io.FileIO(answer, "rb", closefd=False) as pipe, memoryview(buffer) as view:
        while got := pipe.readinto(view[length:]):
            length += got
    return prompt.exactly(buffer, length)


def _answer(message: bytearray, status: int) -> bytearray:
    """Return what an answer carries, or raise what the message says."""
    import signal

    kind = message[0] if message else None
    if kind == _DONE and status == 0:
        with memoryview(message) as view:
            answer = bytearray(view[1:])
        prompt.wipe(message)
        return answer
    if kind == _STOPPED or status == -signal.SIGINT:
        raise KeyboardInterrupt
    if kind == _FAILED:
        raise _error(message[1:].decode())
    raise errors.Refused(
        "The process that asks for the passphrase ended unexpectedly. Nothing was changed.",
        hint="If there is little free memory, close other programs and try again.",
    )


def _error(told: str) -> errors.SafeJournalError:
    name, sentence, hint = told.split("\0")
    kind: type[errors.SafeJournalError] = getattr(errors, name)
    return kind(sentence, hint=hint)
