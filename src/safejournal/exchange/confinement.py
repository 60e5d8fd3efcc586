"""What the process that reads foreign bytes gives up before it reads the first of them.

Memory, processor time, files, processes and the network. Limits hold on every Unix; Linux adds
Landlock (no file of any kind can be opened) and a list of the few system calls that are left. The
program must have loaded everything before.
"""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ctypes

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM  # linux/seccomp.h
_AT_NUMBER, _AT_MACHINE = 0, 4  # struct seccomp_data
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 4, 22, 38  # linux/prctl.h
_MODE_FILTER = 2  # linux/seccomp.h
_X32 = 0x40000000
_32_BITS = 2**32

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Column of the table below, and the kernel's number for the machine (linux/audit.h)."""

_LEFT = {
    # bytes in and out, over what is open already
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "readv": (19, 65),
    "writev": (20, 66),
    "poll": (7, None),
    "ppoll": (271, 73),
    # memory
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "mremap": (25, 216),
    "madvise": (28, 233),
    # itself
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "set_robust_list": (273, 99),
    "getrandom": (318, 278),
    "clock_gettime": (228, 113),
    "gettimeofday": (96, 169),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
"""Calls that decrypting and comparing need, by their numbers on x86_64 and aarch64 (asm/unistd.h).
Any other is refused, and the library then fails softly, which the session sees as a refusal."""

_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same on every machine
_LANDLOCK_ASK_VERSION = 1
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # bits that a version of Landlock knows
_MOST_FILE_RIGHTS = 16
_FIRST_WITH_NETWORK, _NETWORK_RIGHTS = 4, 0b11


def limit(memory: int, seconds: int) -> None:
    """Limit this process: bytes of memory, seconds of processor time, no files, no children."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a limit that is tighter already stays
            resource.setrlimit(what, (most, most))


def confine() -> frozenset[str]:
    """Give up files, sockets, processes and every call that is not needed; for good.

    Returns what this machine could give: "files", "calls". Nothing may be imported afterwards.
    """
    given: set[str] = set()
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if _close_files(libc):
            given.add("files")
        _open_no_more()
        if _close_calls(libc):
            given.add("calls")
    else:
        _open_no_more()
    return frozenset(given)


def _open_no_more() -> None:
    """Let no further descriptor be opened, of whatever kind."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _close_files(libc: ctypes.CDLL) -> bool:
    """Lay a Landlock ruleset without a single rule over this process."""
    import ctypes

    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), _LANDLOCK_ASK_VERSION)
    if version < 1:
        return False
    files = (1 << _FILE_RIGHTS.get(version, _MOST_FILE_RIGHTS)) - 1
    with_network = version >= _FIRST_WITH_NETWORK
    rights = (
        struct.pack("=QQ", files, _NETWORK_RIGHTS) if with_network else struct.pack("=Q", files)
    )
    ruleset = libc.syscall(_LANDLOCK_CREATE, rights, ctypes.c_size_t(len(rights)), 0)
    return bool(ruleset >= 0 and libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)


def _close_calls(libc: ctypes.CDLL) -> bool:
    import ctypes

    if sys.platform == "win32" or sys.maxsize <= _32_BITS:
        return False
    machine = os.uname().machine
    if machine not in _MACHINES:
        return False
    code = program(machine)
    steps = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(steps))
    buffer = ctypes.create_string_buffer(header, len(header))
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, buffer, 0, 0) == 0)


def program(machine: str) -> bytes:
    """Return the filter for "x86_64" or "aarch64": eight bytes an instruction."""
    column, audit = _MACHINES[machine]
    code = [_step(_LOAD, _AT_MACHINE), _step(_EQUAL, audit, 1, 0), _step(_RETURN, _KILL)]
    code.append(_step(_LOAD, _AT_NUMBER))
    if machine == "x86_64":
        code += [_step(_AT_LEAST, _X32, 0, 1), _step(_RETURN, _KILL)]
    for numbers in _LEFT.values():
        number = numbers[column]
        if number is not None:
            code += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ALLOW)]
    return b"".join((*code, _step(_RETURN, _REFUSE)))


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
