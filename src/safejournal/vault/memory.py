"""How much memory the machine can give, so that deriving a key is refused and never killed."""

from __future__ import annotations

import sys
from pathlib import Path

_KIB = 1024
_MEMINFO = Path("/proc/meminfo")
_OWN_GROUP = Path("/proc/self/cgroup")
_GROUPS = Path("/sys/fs/cgroup")
_UNIFIED = "0::/"  # how the line of version 2 begins


def available_kib() -> int | None:
    """Return what can still be had, in KiB, or None where the system does not say.

    Swap counts: a slow unlock is better than a person locked out of their journal.
    """
    return min((each for each in _sizes() if each is not None), default=None)


if sys.platform == "win32":
    import ctypes

    class _Status(ctypes.Structure):
        """MEMORYSTATUSEX of the Windows API."""

        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("sizes", ctypes.c_ulonglong * 7),
        )

    _COMMITTABLE = 3  # where in `sizes` stands what may still be committed, page file included

    def _sizes() -> list[int | None]:
        status = _Status(length=ctypes.sizeof(_Status))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return [int(status.sizes[_COMMITTABLE]) // _KIB or None]

else:

    def _sizes() -> list[int | None]:
        return [_machine_kib(), _group_kib()]


def _machine_kib() -> int | None:
    try:
        lines = _MEMINFO.read_text("ascii").splitlines()
    except OSError:
        return None
    sizes = {
        name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)
    }
    if "MemAvailable" not in sizes:
        return None
    return sizes["MemAvailable"] + sizes.get("SwapFree", 0)


def _group_kib() -> int | None:
    """Return the limit of the control group that a container or a login session sets."""
    try:
        lines = _OWN_GROUP.read_text("utf-8").splitlines()
        name = next((line[len(_UNIFIED) :] for line in lines if line.startswith(_UNIFIED)), "")
        limit = (_GROUPS / name / "memory.max").read_text("ascii").strip()
    except OSError:
        return None
    return int(limit) // _KIB if limit.isdigit() else None
