"""Every running instance of the program, known by a small file, and ended at once when it must be.

    RUNTIME/journal/<pid>      holds when the process was started, as the system counts it

A number of a process is given away again after its end, so that what a file names is believed only
when the start agrees. The folder lies in memory (XDG_RUNTIME_DIR) and goes at logging out.
Children (the one that asks for a passphrase, the jail) are found by their parents.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

GRACE = 0.7
"""Seconds that an instance gets to seal what is being typed and end; then it is killed."""

AFTER_KILL = 0.25
"""Seconds after which a kill that took is seen: together with the grace less than one."""

LOOK_EVERY = 0.01
"""Seconds between looks at whether all are gone."""

_NAME = "journal"
_STARTED = 19  # field 22 of /proc/PID/stat, counted from behind the name in brackets
_STATE, _PARENT = 0, 1
_GONE = "ZX"


def folder() -> str:
    """Return where the files lie."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime):
        return os.path.join(runtime, _NAME)
    shared = os.environ.get("TMPDIR", "/tmp")  # noqa: S108
    if sys.platform == "win32":
        return os.path.join(shared, f"{_NAME}-{os.environ.get('USERNAME', '')}")
    user = os.getuid()
    if os.path.isdir(f"/run/user/{user}"):
        return f"/run/user/{user}/{_NAME}"
    return os.path.join(shared, f"{_NAME}-{user}")


def enter() -> None:
    """Let this process be found. Where that cannot be, it runs all the same."""
    try:
        place = folder()
        os.makedirs(place, 0o700, exist_ok=True)
        if sys.platform != "win32" and os.lstat(place).st_uid != os.getuid():
            return  # somebody else's folder: what we would write there could be read or changed
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        file = os.open(os.path.join(place, str(os.getpid())), flags, 0o600)
        os.write(file, started(os.getpid()).encode())
        os.close(file)
    except OSError:
        return


def leave() -> None:
    """Take this process's file away."""
    try:
        os.unlink(os.path.join(folder(), str(os.getpid())))
    except OSError:
        return


def started(pid: int) -> str:
    """Return when a process was started, in the system's own count; "" when there is none."""
    return _fields(pid)[_STARTED] if _fields(pid) else ""


def _fields(pid: int) -> list[str]:
    """Return what /proc says of a process from its state on; nothing when it is not there."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return []


def running() -> list[int]:
    """Return every instance but this one; what is left of ended ones is taken away."""
    return [pid for pid in _known() if pid != os.getpid()]


def _known() -> Iterator[int]:
    try:
        names = os.listdir(folder())
    except OSError:
        return
    for name in names:
        path = os.path.join(folder(), name)
        try:
            with open(path, encoding="ascii", errors="replace") as file:
                told = file.read()
        except OSError:
            continue
        if name.isdecimal() and _is_ours(int(name), told):
            yield int(name)
        else:
            _forget(path)


def _forget(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _is_ours(pid: int, told: str) -> bool:
    if os.path.isdir("/proc/self"):
        return bool(told) and started(pid) == told and not _is_gone(pid, told)
    return "safejournal" in _command(pid)  # macOS: the weaker check


def _command(pid: int) -> str:
    import subprocess

    words = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def _is_gone(pid: int, start: str) -> bool:
    fields = _fields(pid)
    return not fields or fields[_STARTED] != start or fields[_STATE] in _GONE


def end_all() -> int:
    """End every instance but this one, and all that they started; return how many there were.

    Each is told to end, which seals what is being typed; what is still there after `GRACE` is
    killed. Takes less than a second, whatever they are doing.
    """
    import signal
    import time

    instances = {pid: started(pid) for pid in running()}
    everybody = instances | _descendants(instances)
    for pid, start in instances.items():
        _send(pid, start, signal.SIGTERM)
    _wait(everybody, time.monotonic() + GRACE)
    everybody |= _descendants(everybody)
    for pid, start in everybody.items():
        _send(pid, start, getattr(signal, "SIGKILL", signal.SIGTERM))
    _wait(everybody, time.monotonic() + AFTER_KILL)
    running()  # takes their files away
    return len(instances)


def _wait(wanted: dict[int, str], until: float) -> None:
    import time

    while time.monotonic() < until:
        if all(_is_gone(pid, start) for pid, start in wanted.items()):
            return
        time.sleep(LOOK_EVERY)


def _descendants(of: dict[int, str]) -> dict[int, str]:
    """Return the children of these processes, their children, and so on, with their starts."""
    try:
        everyone = {
            int(name): _fields(int(name)) for name in os.listdir("/proc") if name.isdecimal()
        }
    except OSError:
        return {}
    found = dict(of)
    grown = True
    while grown:
        grown = False
        for pid, fields in everyone.items():
            if fields and pid not in found and int(fields[_PARENT]) in found:
                found[pid] = fields[_STARTED]
                grown = True
    found.pop(os.getpid(), None)
    return found


def _send(pid: int, start: str, number: int) -> None:
    """Send a signal to that very process, never to one that got its number afterwards."""
    import signal
    from contextlib import suppress

    if sys.platform == "linux":
        try:
            handle = os.pidfd_open(pid)
        except OSError:
            return
        try:
            if not _is_gone(pid, start):
                signal.pidfd_send_signal(handle, number)
        except OSError:
            return
        finally:
            os.close(handle)
    else:
        with suppress(OSError):
            os.kill(pid, number)


def end_all_aside() -> None:
    """Let a process of its own end every instance, this one among them."""
    import subprocess

    from safejournal.process.endings import again

    subprocess.Popen(
        again(["panic"]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
