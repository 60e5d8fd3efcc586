"""A filter on the kernel's door: no socket but a local one, and no way into other processes.

The filter is a small BPF program (see seccomp(2) and linux/filter.h). It survives `exec`, so a
second one would be laid over the first at every lock until the kernel refuses, after some 680: it
is installed only where a probe shows that none of ours is active yet.
"""

from __future__ import annotations

import errno
import os
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ctypes

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM  # linux/seccomp.h
_AT_NUMBER, _AT_MACHINE, _AT_FIRST_ARGUMENT = 0, 4, 16  # struct seccomp_data
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
_AF_UNSPEC, _AF_UNIX, _SOCK_STREAM = 0, 1, 1  # linux/socket.h

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Column of the table below, and the kernel's number for the machine (linux/audit.h)."""

_X32 = 0x40000000
"""Calls of the x32 interface have numbers from here on, which would slip past the table."""

_32_BITS = 2**32

_SOCKET = (41, 198)
_REFUSED = {
    # into other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    # into the kernel, where most of the ways around a filter were found
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    # around the folders
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "open_by_handle_at": (304, 265),
    "unshare": (272, 97),
    "setns": (308, 268),
}
"""Calls that a journal never makes, by their numbers on x86_64 and aarch64 (asm/unistd.h)."""


def close_sockets() -> bool:
    """Refuse every socket but AF_UNIX, and the calls of the table, for good and for all children.

    Linux only, and before any thread is started. Returns whether the filter is active: False on a
    machine that we have no table for, and where the kernel refuses.
    """
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if not _is_closed(libc) and (machine := _machine()) in _MACHINES:
        _install(libc, program(machine))
    return _is_closed(libc)


def program(machine: str) -> bytes:
    """Return the filter for "x86_64" or "aarch64": eight bytes an instruction."""
    column, audit = _MACHINES[machine]
    code = [_step(_LOAD, _AT_MACHINE), _step(_EQUAL, audit, 1, 0), _step(_RETURN, _KILL)]
    code.append(_step(_LOAD, _AT_NUMBER))
    if machine == "x86_64":
        code += [_step(_AT_LEAST, _X32, 0, 1), _step(_RETURN, _KILL)]
    for numbers in _REFUSED.values():
        code += [_step(_EQUAL, numbers[column], 0, 1), _step(_RETURN, _REFUSE)]
    code += [
        _step(_EQUAL, _SOCKET[column], 0, 3),
        _step(_LOAD, _AT_FIRST_ARGUMENT),
        _step(_EQUAL, _AF_UNIX, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]
    return b"".join(code)


def _machine() -> str:
    """Return the kernel's name for the machine, or "" for a process of another width than it."""
    name = ""
    if sys.platform != "win32" and sys.maxsize > _32_BITS:
        name = os.uname().machine
    return name


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _install(libc: ctypes.CDLL, code: bytes) -> None:
    import ctypes

    steps = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(steps))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(
        _PR_SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(header, len(header)), 0, 0
    )


def _is_closed(libc: ctypes.CDLL) -> bool:
    """Ask for a socket of no family: without our filter the kernel has another answer than EPERM.

    Not /proc/self/status: a container has a filter of its own, which leaves the sockets open.
    """
    import ctypes

    descriptor = libc.socket(_AF_UNSPEC, _SOCK_STREAM, 0)
    if descriptor >= 0:
        os.close(descriptor)
    return descriptor < 0 and ctypes.get_errno() == errno.EPERM
