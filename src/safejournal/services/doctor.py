"""What this machine and this place give and do not give. Nothing of the journal is read.

Works without unlocking, so that it can be shown to whoever helps with the machine.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal import __version__, config, i18n
from safejournal.errors import SafeJournalError
from safejournal.process import hardening
from safejournal.services import traces
from safejournal.services.findings import Finding, Matter, State
from safejournal.vault import folder, head, memory

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

_PROC = Path("/proc")
_LIBRARIES = ("sqlcipher3", "cryptography", "argon2-cffi", "textual", "click")
_ROOM = 100 << 20
"""Bytes of free space below which a compaction or an attachment may not find room."""


def examine(place: Path, vault: Vault | None = None) -> list[Finding]:
    """Look at the program, the place of the vault and the machine. Changes nothing on the disk."""
    hardening.harden()
    return [
        *_program(),
        *_place(place),
        look_for_backup(vault),
        *_machine(place),
        *traces.look(place),
    ]


def look_for_backup(vault: Vault | None) -> Finding:
    """Tell how old the last verified backup is: known only inside, so None leaves it unknown."""
    if vault is None:
        return Finding(matter=Matter.BACKUP, state=State.UNKNOWN)
    from safejournal.services import backups

    age = backups.age(vault)
    if age is None:
        return Finding(matter=Matter.BACKUP, state=State.ABSENT)
    state = State.FINE if age < backups.STALE_DAYS else State.CAREFUL
    return Finding(matter=Matter.BACKUP, state=state, value=str(age))


def _program() -> Iterator[Finding]:
    yield Finding(matter=Matter.PROGRAM, value=__version__)
    yield Finding(matter=Matter.PYTHON, value=platform.python_version())
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    weaker = State.FINE if sys.platform == "linux" else State.CAREFUL
    yield Finding(matter=Matter.PLATFORM, state=weaker, value=system)
    yield from _kit()
    yield Finding(matter=Matter.LIBRARIES, value=", ".join(map(_version, _LIBRARIES)))
    yield Finding(matter=Matter.LANGUAGE, value=i18n.language())
    yield Finding(matter=Matter.TERMINAL, value=os.environ.get("TERM", "") or "-")


def _kit() -> Iterator[Finding]:
    """Tell, in an environment that was made from a kit, for which machines it holds no Python."""
    try:
        served = json.loads((Path(sys.prefix) / config.KIT).read_bytes())["served"]
    except FileNotFoundError:
        return
    wanting = [
        f"{each['system']}-{each['processor']}"
        for each in served
        if not each["executable"] and (not each["python"] or each["installer"])
    ]
    state = State.CAREFUL if wanting else State.FINE
    yield Finding(matter=Matter.KIT, state=state, value=", ".join(wanting))


def _version(library: str) -> str:
    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return f"{library} ?"


def _place(place: Path) -> Iterator[Finding]:
    there = place.exists()
    state = State.FINE if there else State.ABSENT
    yield Finding(matter=Matter.PLACE, state=state, value=str(place))
    if not there:
        return
    yield _head(place)
    yield Finding(matter=Matter.SIZE, value=str(_size(place)))
    yield _others(place)
    try:
        notes = folder.notes(place)
    except OSError:
        notes = frozenset()
    state = State.CAREFUL if notes else State.FINE
    yield Finding(
        matter=Matter.FILE_SYSTEM,
        state=state,
        value=", ".join(sorted(note.value for note in notes)),
    )


def _head(place: Path) -> Finding:
    try:
        cost = head.parse(head.read(place)).cost
    except SafeJournalError as error:
        return Finding(matter=Matter.HEAD, state=State.CAREFUL, value=error.sentence)
    value = f"Argon2id {cost.memory_kib // 1024} MiB, t={cost.passes}, p={cost.lanes}"
    return Finding(matter=Matter.HEAD, value=value)


def _size(place: Path) -> int:
    return sum(file.lstat().st_size for file in place.iterdir() if not file.is_symlink())


def _others(place: Path) -> Finding:
    """Tell whether other users of the machine may look into the folder or its files."""
    open_to_others = [path for path in (place, *place.iterdir()) if path.lstat().st_mode & 0o077]
    if sys.platform == "win32":
        return Finding(matter=Matter.OTHERS, state=State.UNKNOWN)
    return Finding(matter=Matter.OTHERS, state=State.CAREFUL if open_to_others else State.FINE)


def _machine(place: Path) -> Iterator[Finding]:
    yield _free_space(place)
    available = memory.available_kib()
    yield Finding(
        matter=Matter.MEMORY,
        state=State.UNKNOWN if available is None else State.FINE,
        value="" if available is None else str(available * 1024),
    )
    yield _swap()
    yield _core_dumps()
    yield from _defences()


def _free_space(place: Path) -> Finding:
    standing = next((path for path in (place, *place.parents) if path.exists()), Path())
    free = shutil.disk_usage(standing).free
    state = State.FINE if free >= _ROOM else State.CAREFUL
    return Finding(matter=Matter.FREE_SPACE, state=state, value=str(free))


def _swap() -> Finding:
    """Tell where memory may be written to: what stood in it can be read from the disk later."""
    lines = _read("swaps").splitlines()[1:]
    if not lines:
        known = (_PROC / "swaps").exists()
        return Finding(matter=Matter.SWAP, state=State.FINE if known else State.UNKNOWN)
    names = [line.split()[0] for line in lines]
    kept = [name for name in names if "zram" not in name and not _is_encrypted(name)]
    state = State.CAREFUL if kept else State.FINE
    return Finding(matter=Matter.SWAP, state=state, value=", ".join(names))


def _is_encrypted(name: str) -> bool:
    """Tell whether what is swapped to lies on a device that Linux encrypts; a file, where it is."""
    if sys.platform == "win32":
        return False  # it says nothing of swap as Linux does, and its files know no devices
    try:
        found = Path(name).stat()
    except OSError:
        return False
    device = found.st_rdev or found.st_dev
    numbers = f"{os.major(device)}:{os.minor(device)}"
    return traces.is_encrypted(Path("/sys/dev/block") / numbers)


def _core_dumps() -> Finding:
    if sys.platform == "win32":
        return Finding(matter=Matter.CORE_DUMPS, state=State.UNKNOWN)
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
    return Finding(matter=Matter.CORE_DUMPS, state=State.FINE if limit == 0 else State.CAREFUL)


def _defences() -> Iterator[Finding]:
    """Tell what Linux gave when it was asked. It is asked of this process, as of every other."""
    status = dict(line.split(":", 1) for line in _read("self/status").splitlines() if ":" in line)
    if not status:
        yield from (
            Finding(matter=matter, state=State.UNKNOWN)
            for matter in (Matter.READABLE, Matter.SOCKETS, Matter.TRACING)
        )
        return
    yield Finding(matter=Matter.READABLE, state=State.FINE if _is_unreadable() else State.CAREFUL)
    filtered = status.get("Seccomp", "0").strip() == "2"
    yield Finding(matter=Matter.SOCKETS, state=State.FINE if filtered else State.CAREFUL)
    scope = _read("sys/kernel/yama/ptrace_scope").strip()
    state = State.UNKNOWN if not scope else State.FINE if scope != "0" else State.CAREFUL
    yield Finding(matter=Matter.TRACING, state=state, value=scope)


def _is_unreadable() -> bool:
    """Tell whether the kernel has taken the process's memory from its own user."""
    if sys.platform == "win32":
        return False
    return (_PROC / "self" / "mem").stat().st_uid != os.geteuid() or os.geteuid() == 0


def _read(name: str) -> str:
    try:
        return (_PROC / name).read_text("utf-8", "replace")
    except OSError:
        return ""
