"""How often an act waits for the disk, and how often it stretches a passphrase: counted, not timed.

On a stick each waiting takes tens of milliseconds, whatever this machine's own disk does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.goals import Run
from bench.processes import Command
from bench.tree import NOW
from bench.vaults import SMALL, TYPED, Stock, stock

_SYNCING = re.compile(r"^\d+ +(?:fsync|fdatasync|sync_file_range|syncfs)\(", re.MULTILINE)
_MAPPED = re.compile(r"\bmmap\(NULL, (\d+),")
_KIB = 1024
_ONE_MIB = bytes(1 << 20)

ACTS: dict[str, tuple[str, ...]] = {
    "open, look and close": ("latest",),
    "search": ("find_rare",),
    "save a record": ("save",),
    "save another version": ("save", "revise"),
    "remove a record": ("save", "remove"),
    "erase a record": ("save", "erase"),
    "keep a draft the first time": ("save", "draft"),
    "keep a draft again": ("save", "draft", "draft"),
    "take a file of 1 MiB in": ("save", "attach\tFILE"),
    "give a file back": ("save", "attach\tFILE", "give_back\tTARGET"),
    "make a verified backup": ("save", "back_up\tTARGET"),
}
"""What the last act of each costs: what the ones before it cost is taken off."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a process asked of the system."""

    syncs: int
    derivations: int
    """How often a block as large as Argon2's memory was taken."""


def count(
    run: Run, command: Sequence[str], of: Stock, *, given: bytes = b"", typed: bytes | None = None
) -> Counted:
    """Run a command under strace and count what it asked for, its children included."""
    told = run.scratch / "strace"
    tracer = ["strace", "--follow-forks", "--trace=fsync,fdatasync,sync_file_range,syncfs,mmap"]
    Command(
        words=[*tracer, f"--output={told}", *command],
        environment=NOW.environment,
        given=given,
        typed=typed,
    ).output()
    lines = told.read_text("utf-8", "replace")
    told.unlink()
    return Counted(syncs_in(lines), derivations_in(lines, memory_kib=of.cost.memory_kib))


def syncs_in(trace: str) -> int:
    """Return how often the traced processes waited for the disk."""
    return len(_SYNCING.findall(trace))


def derivations_in(trace: str, *, memory_kib: int) -> int:
    """Return how often a block was taken that could hold Argon2's memory."""
    least = memory_kib * _KIB
    return sum(int(size) >= least for size in _MAPPED.findall(trace))


def of_acts(run: Run) -> dict[str, int]:
    """Return how often each act waits for the disk."""
    file = run.scratch / "file"
    file.write_bytes(_ONE_MIB)
    counted = {
        name: _of_session(run, acts, file) - _of_session(run, acts[:-1], file)
        for name, acts in ACTS.items()
    }
    return counted | {"change the passphrase": of_passphrase_change(run, SMALL).syncs}


def _of_session(run: Run, acts: Sequence[str], file: Path) -> int:
    of = stock(SMALL).copy(run.scratch)
    target = str(run.scratch / f"out-{of.place.name}")
    told = "".join(act.replace("FILE", str(file)).replace("TARGET", target) + "\n" for act in acts)
    command = [sys.executable, "-m", "bench.session", str(of.place)]
    return count(run, command, of, given=told.encode()).syncs


def of_passphrase_change(run: Run, records: int) -> Counted:
    """Return what a change of the passphrase asks for, in a journal of so many records."""
    of = stock(records).copy(run.scratch)
    command = NOW.program("--vault", str(of.place), "passphrase", "change")
    return count(run, command, of, typed=TYPED * 2)
