"""A child whose calls to the kernel wait, each, for its parent's word.

The kernel itself asks (seccomp's user notification, Linux 5.0 and later): SQLCipher's own calls
wait as Python's do. The parent sees a call before it happens, with what is to be written, and lets
it happen, lets it fail, or kills the child in front of it. A call takes some 50 microseconds more,
and nothing is started anew, so a whole operation is tried in milliseconds.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

Calls = dict[str, tuple[int | None, int | None, str]]

NAMES: Calls = {
    # name: numbers on x86_64 and aarch64 (asm/unistd.h), argument that is a descriptor or a path
    "write": (1, 64, "fd"),
    "pwrite64": (18, 68, "fd"),
    "open": (2, None, "path"),
    "openat": (257, 56, "at"),
    "fsync": (74, 82, "fd"),
    "fdatasync": (75, 83, "fd"),
    "ftruncate": (77, 46, "fd"),
    "rename": (82, None, "two"),
    "renameat": (264, 38, "two at"),
    "renameat2": (316, 276, "two at"),
    "link": (86, None, "two"),
    "linkat": (265, 37, "two at"),
    "unlink": (87, None, "path"),
    "unlinkat": (263, 35, "at"),
    "mkdir": (83, None, "path"),
    "mkdirat": (258, 34, "at"),
    "rmdir": (84, None, "path"),
    # Unused today. `Call` is told of them, so that nobody takes a trace without them for whole.
    "truncate": (76, 45, "path"),
    "writev": (20, 66, "fd"),
    "pwritev": (296, 70, "fd"),
    "fallocate": (285, 47, "fd"),
    "copy_file_range": (326, 285, "fd"),
    "sendfile": (40, 71, "fd"),
    "symlink": (88, None, "path"),
}

LOOKING: Calls = {
    "read": (0, 63, "fd"),
    "pread64": (17, 67, "fd"),
    "newfstatat": (262, 79, "at"),
    "flock": (73, 32, "fd"),
    "fchmod": (91, 52, "fd"),
}
"""Calls that change nothing, and may fail all the same."""

_EVERY = NAMES | LOOKING

_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # linux/bpf_common.h
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000  # linux/seccomp.h
_NO_NEW_PRIVILEGES, _SECCOMP, _WITH_LISTENER = 38, {"x86_64": 317, "aarch64": 277}, 8
_RECEIVE, _SEND = 0xC0502100, 0xC0182101  # SECCOMP_IOCTL_NOTIF_RECV and _SEND
_QUESTION = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_LET = 1  # SECCOMP_USER_NOTIF_FLAG_CONTINUE
_HERE = -100  # AT_FDCWD, as a signed 32 bit number
_LONGEST_PATH = 4096

KILL = -1
"""The parent's word that ends the child in front of a call."""


@dataclass
class Call:
    """A call that waits."""

    name: str
    path: str
    target: str = ""
    """The second path of a renaming."""
    flags: int = 0
    size: int = 0
    offset: int = 0
    """Where it writes; for ftruncate, `size` is the new length."""
    _pid: int = field(default=0, repr=False)
    _address: int = field(default=0, repr=False)

    def data(self) -> bytes:
        """Return what is to be written."""
        return _memory(self._pid, self._address, self.size)


Decide = Callable[[Call], int]
"""Returns 0 to let the call happen, an error's number, or KILL."""


def watch(act: Callable[[], None], root: Path, decide: Decide, *, looking: bool = False) -> int:
    """Run `act` in a child; ask `decide` about its calls below `root`. Return how it ended.

    With `looking`, about calls that change nothing too.

    0 for an act that came to its end, 1 for one that raised (its traceback is printed), and minus
    the signal's number for a child that was killed.
    """
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        os._exit(_be_watched(act, theirs, _EVERY if looking else NAMES))
    theirs.close()
    _, (listener, *_), _, _ = socket.recv_fds(ours, 1, 1)
    ours.close()
    try:
        _answer_all(listener, child, str(root), decide)
    finally:
        os.close(listener)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _be_watched(act: Callable[[], None], channel: socket.socket, asked: Calls) -> int:
    try:
        listener = _listen(asked)
        socket.send_fds(channel, [b"x"], [listener])
        os.close(listener)
        channel.close()
        act()
    except BaseException:  # noqa: BLE001  a child's whole life: nothing may reach the parent's code
        traceback.print_exc()
        sys.stderr.flush()
        return 1
    return 0


def _listen(asked: Calls) -> int:
    """Install the filter; return the descriptor on which the kernel asks."""
    machine = os.uname().machine
    column = ("x86_64", "aarch64").index(machine)
    numbers = [each[column] for each in asked.values() if each[column] is not None]
    code = struct.pack("=HBBI", _LOAD, 0, 0, 0)
    for at, number in enumerate(numbers):
        code += struct.pack("=HBBI", _EQUAL, len(numbers) - at, 0, number)
    code += struct.pack("=HBBI", _RETURN, 0, 0, _ALLOW) + struct.pack("=HBBI", _RETURN, 0, 0, _ASK)
    libc = ctypes.CDLL(None, use_errno=True)
    steps = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(steps))
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener = libc.syscall(_SECCOMP[machine], 1, _WITH_LISTENER, header)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "the kernel does not ask")
    return int(listener)


def _answer_all(listener: int, child: int, root: str, decide: Decide) -> None:
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    column = ("x86_64", "aarch64").index(os.uname().machine)
    names = {each[column]: name for name, each in _EVERY.items() if each[column] is not None}
    while True:
        ((_, events),) = waiting.poll()
        if not events & select.POLLIN:
            return  # nobody is left who could ask
        question = bytearray(_QUESTION.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, question)
        except OSError:  # killed between asking and being heard
            continue
        number, pid, _, called, _, _, *words = _QUESTION.unpack(question)
        call = _call(names[called], pid, words)
        word = decide(call) if call.path.startswith(root) or call.target.startswith(root) else 0
        if word == KILL:
            os.kill(child, signal.SIGKILL)
        with suppress(OSError):  # it was killed meanwhile
            answer = _ANSWER.pack(number, 0, -word if word > 0 else 0, 0 if word > 0 else _LET)
            if word != KILL:
                fcntl.ioctl(listener, _SEND, answer)


def _call(name: str, pid: int, words: list[int]) -> Call:
    """Return what is asked for, as far as somebody needs it who plays the disk."""
    how = _EVERY[name][2]
    call = Call(name, "", _pid=pid)
    if how == "fd":
        call.path = _of_descriptor(pid, words[0])
        if name in {"write", "pwrite64"}:
            call._address, call.size = words[1], words[2]
            call.offset = words[3] if name == "pwrite64" else _position(pid, words[0])
        elif name == "ftruncate":
            call.size = words[1]
    elif how in {"path", "at"}:
        at = how == "at"
        call.path = _path(pid, words[at], words[0] if at else _HERE)
        call.flags = words[1 + at]
    else:
        at = how == "two at"
        call.path = _path(pid, words[at], words[0] if at else _HERE)
        call.target = _path(pid, words[1 + 2 * at], words[2] if at else _HERE)
    return call


def _of_descriptor(pid: int, descriptor: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/fd/{descriptor}").readlink())
    except OSError:
        return ""


def _position(pid: int, descriptor: int) -> int:
    try:
        told = Path(f"/proc/{pid}/fdinfo/{descriptor}").read_text()
    except OSError:
        return 0
    return int(told.split(maxsplit=2)[1])


def _path(pid: int, address: int, folder: int) -> str:
    near = _LONGEST_PATH - address % _LONGEST_PATH  # a string may end where the memory does
    held = _memory(pid, address, near)
    if b"\0" not in held:
        held += _memory(pid, address + near, _LONGEST_PATH)
    path = os.fsdecode(held.partition(b"\0")[0])
    if path.startswith("/"):
        return path
    number = ctypes.c_int32(folder & 0xFFFFFFFF).value
    base = (
        str(Path(f"/proc/{pid}/cwd").readlink()) if number == _HERE else _of_descriptor(pid, number)
    )
    return os.path.join(base, path)  # noqa: PTH118  nothing on this disk is meant


def _memory(pid: int, address: int, size: int) -> bytes:
    try:
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.pread(memory, size, address)
    except OSError:
        return b""
    finally:
        os.close(memory)
