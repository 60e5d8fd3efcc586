"""What a process gives up before it may hold a secret.

Everything here is done once, first, and by every process of ours; a child inherits it. Linux gives
all of it; elsewhere the parts that the system lacks are left out without a word, and the threat
model says so.
"""

from __future__ import annotations

import contextlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from threading import ExceptHookArgs
    from types import TracebackType

PRIVATE = 0o077
"""The umask: files and folders that we make belong to their owner alone."""

_SWITCHES = ("TEXTUAL", "PYTHON")
"""What begins so can make Textual log keystrokes, or Python stay open for questions at its end."""

_FALSE_SIZES = ("COLUMNS", "LINES")
"""Believed before the terminal itself: a window of 99,999 lines is drawn for minutes."""

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h


def harden() -> None:
    """Give up core dumps, being read by other processes, new privileges and sockets; fall silently.

    Afterwards another process of the same user cannot read this one's memory (root can), a crash
    leaves no file, and no error prints what was in it. Harmless when repeated.
    """
    os.umask(PRIVATE)
    forget_switches()
    _fall_silently()
    _leave_no_core()
    if sys.platform == "linux":
        from safejournal.process import seccomp

        _be_unreadable()
        seccomp.close_sockets()


def forget_switches() -> None:
    """Remove the environment's switches, for this process and those that it starts."""
    for name in [name for name in os.environ if name.startswith(_SWITCHES)]:
        del os.environ[name]
    for name in _FALSE_SIZES:
        os.environ.pop(name, None)


def _leave_no_core() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _be_unreadable() -> None:
    """Close /proc/self/mem to others. The core limit alone does not bind a handler with a pipe."""
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _fall_silently() -> None:
    """Let no uncaught error print itself: its text and its lines may hold what a person wrote."""
    import faulthandler
    import threading

    faulthandler.disable()
    sys.excepthook = _fell
    sys.unraisablehook = _nothing
    threading.excepthook = _thread_fell


def say_fell() -> None:
    """Write the one sentence. Never raises: Python would then print the error that it is about."""
    with contextlib.suppress(BaseException):
        # Not sys.stderr, which is silent in a session; this one is the terminal there too.
        if sys.__stderr__ is not None:
            said = _("safejournal stopped because of an error of its own. What you saved is kept.")
            sys.__stderr__.write(f"{said}\n")
            sys.__stderr__.flush()


def _(sentence: str) -> str:
    """Return the sentence in the person's language, if that is loaded: nothing is, just for it."""
    i18n = sys.modules.get("safejournal.i18n")
    return sentence if i18n is None else str(i18n._(sentence))


def _fell(_kind: type[BaseException], _error: BaseException, _trace: TracebackType | None) -> None:
    say_fell()


def _thread_fell(_args: ExceptHookArgs) -> None:
    say_fell()


def _nothing(_unraisable: object) -> None:
    """Say nothing: it comes from an object being thrown away, and the program goes on."""
