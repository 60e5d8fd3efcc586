"""What another process holds in its memory, counted without looking for it in our own.

Needs root, since every process of ours refuses to be read; without it tests that scan are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

needs_root = pytest.mark.skipif(
    not Path("/proc/self/maps").exists() or os.geteuid() != 0,
    reason="reading the memory of a hardened process takes Linux and root",
)

_KERNELS = ("[vvar", "[vsyscall")


def count(pid: int, needles: dict[str, bytes]) -> dict[str, int]:
    """Return how often each needle stands in the readable memory of the process."""
    found = dict.fromkeys(needles, 0)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            area, rights, *_rest = line.split()
            if "r" not in rights or any(name in line for name in _KERNELS):
                continue
            first, last = (int(end, 16) for end in area.split("-"))
            try:
                memory.seek(first)
                held = memory.read(last - first)
            except OSError:
                continue
            for name, needle in needles.items():
                found[name] += held.count(needle)
    return found


def children(pid: int) -> list[int]:
    """Return the process's children that are still there."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def marked(mark: str) -> list[int]:
    """Return the processes that were started with this mark in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = (place / "environ").read_bytes()
            waits = "\nState:\tZ" in (place / "status").read_text()
        except OSError:  # ended meanwhile, or none of our business
            continue
        if mark.encode() in told and not waits:
            found.append(int(place.name))
    return found
