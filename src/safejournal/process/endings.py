"""The three endings of a session: lock, end, fall. None of them returns.

Call them when the app has returned and Textual has put the terminal back, or never will. Python
cannot forget: after every reference is gone, thousands of copies of what was read are still in its
memory. So a lock is an `exec`: the same process with a new memory, which asks for the passphrase.
"""

from __future__ import annotations

import os
import sys

from safejournal.process import hardening, instances
from safejournal.process.modes import Modes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn, TextIO

WORKERS_MAY_TAKE = 2.0
"""Seconds that a lock waits for worker threads. Then it happens anyway."""

FIRST, THEN = "--first", "--then"
"""Words between which a command stands that is done before the program begins as it would: what the
app locks for, since it asks for secrets in the terminal."""

_STDERR, _FIRST_FREE = 2, 3

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_PROGRAM = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from safejournal.__main__ import main; sys.exit(main())"
)
"""Not -m: that costs another 3 ms before the prompt stands."""

_LEAVE = (
    "\x1b[?1049h\x1b[2J\x1b[?1049l"  # wipe what the alternate screen still holds, and leave it
    "\x1b[<u\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[?2048l"
    "\x1b[0m\x1b[?7h\x1b[?25h"
)
"""Switches off what Textual's driver switches on, and shows the cursor again."""


class _Screen:
    """The terminal as it was found, once the session has taken it."""

    stream: TextIO | None = None
    modes: Modes | None = None


def quiet_stderr() -> TextIO:
    """Make standard error silent and keep the terminal for Textual; return what it draws on.

    Libraries write to descriptor 2 whatever they like, in the middle of the screen and into the
    scrollback. It is pointed at the null device, never closed: the next file opened would become
    it. The terminal is kept on a descriptor that no child inherits, as `sys.__stderr__`, which is
    where Textual's Linux driver draws. OSError when there is no terminal.
    """
    # Neither is inheritable, and both are at least 3, since 0 to 2 are open.
    kept = os.dup(_STDERR) if os.isatty(_STDERR) else os.open("/dev/tty", os.O_RDWR)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, _STDERR)
    os.close(silent)
    stream = open(kept, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115 (lives on)
    vars(sys)["__stderr__"] = stream
    _Screen.stream, _Screen.modes = stream, Modes(kept)
    return stream


def lock(arguments: Sequence[str]) -> NoReturn:
    """Forget everything by becoming a new process that asks for the passphrase.

    `arguments` are those of the command line, without --passphrase-fd: what was left in that
    descriptor is closed here. Worker threads get `WORKERS_MAY_TAKE` seconds. What comes next is
    `safejournal.__main__.main()`; if it cannot be started, the process ends instead.
    """
    _give_back_terminal(echoes=False)  # somebody types the passphrase before it is asked for
    _wait_for_workers()
    command = again(arguments)
    try:
        if sys.platform == "win32":
            _open_new_console(command)
        else:
            _keep_only_standard_streams()
            _call_off_the_timer()
            os.execv(command[0], command)  # noqa: S606 (our own program, in our own place)
    finally:
        _give_back_terminal()
        os._exit(sys.platform != "win32")


def end(exit_code: int) -> NoReturn:
    """Clear the screen, put the terminal back and be gone. Waits for nothing and asks nothing."""
    try:
        _give_back_terminal()
        instances.leave()
    finally:
        os._exit(exit_code)


def fall() -> NoReturn:
    """End after an error that nobody expected: one sentence, and nothing of what was in it."""
    try:
        _give_back_terminal()
        hardening.say_fell()
    finally:
        os._exit(1)


def again(arguments: Sequence[str]) -> list[str]:
    """Return the command that starts the program anew, isolated from the environment and folder."""
    return [sys.executable, "-I", "-c", _PROGRAM, _ROOT, *arguments]


def _call_off_the_timer() -> None:
    """Call off the app's last resort, by which the kernel ends it: a timer outlives `exec`."""
    if sys.platform != "win32":
        import signal

        signal.setitimer(signal.ITIMER_REAL, 0)


def _wait_for_workers() -> None:
    import threading
    import time

    until = time.monotonic() + WORKERS_MAY_TAKE
    ours = (threading.current_thread(), threading.main_thread())
    for thread in threading.enumerate():
        if thread not in ours:
            thread.join(max(0.0, until - time.monotonic()))


def _give_back_terminal(*, echoes: bool = True) -> None:
    if _Screen.stream is None or _Screen.modes is None:
        return
    fd = _Screen.stream.fileno()
    try:
        # What was typed in that moment is nobody's command line, and no line of a history.
        modes = _Screen.modes
        modes.put(modes.found if echoes else modes.silent, throw_away=True)
        _write_if_taken(fd, _LEAVE.encode())
        os.dup2(fd, _STDERR)
    except OSError:  # the terminal is gone; so is what stood on it
        return


def _write_if_taken(fd: int, text: bytes) -> None:
    """Write what a terminal takes now: a stopped one (Ctrl+S, a stalled line) must not hold us up.

    Also not where Textual's writing thread hangs in it: the kernel lets one write at a time.
    """
    if sys.platform == "win32":
        os.write(fd, text)
        return
    os.set_blocking(fd, False)
    try:
        os.write(fd, text)
    except BlockingIOError:
        return
    finally:
        os.set_blocking(fd, True)  # the shell has the same terminal open


def _keep_only_standard_streams() -> None:
    """Mark every other descriptor to be closed by exec, so that nothing is lost should it fail."""
    for name in os.listdir("/dev/fd"):
        try:
            if int(name) >= _FIRST_FREE:
                os.set_inheritable(int(name), False)
        except OSError:  # the descriptor with which this folder was read
            continue


def _open_new_console(command: list[str]) -> None:
    """Windows cannot become another program: a new one gets a new window, and we end."""
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command, creationflags=subprocess.CREATE_NEW_CONSOLE)
