"""What the figures were taken on: without that they say nothing."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import peers
from bench.places import KEPT
from bench.vaults import SMALL, stock

_OURS = ("textual", "sqlcipher3", "cryptography", "click", "pyrage")
_GIB = 1 << 30
_VERSIONS = {"keepassxc-cli": "--version", "age": "--version"}


def facts() -> list[str]:
    """Return what is worth knowing, a line each."""
    cost = stock(SMALL).cost
    return [
        f"{os.cpu_count()} cores of {_processor()}, {_memory()} GiB, {_disk()}.",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}.",
        f"Ours: {', '.join(f'{name} {version(name)}' for name in _OURS)}.",
        f"Theirs: {', '.join(_theirs())}.",
        f"KDF: Argon2id, {cost.memory_kib // 1024} MiB, {cost.passes} passes, {cost.lanes} lanes.",
    ]


def load() -> float:
    """Return how many processes wanted to run during the last minute, ours included."""
    return os.getloadavg()[0]


def today() -> str:
    """Return the day, UTC."""
    return datetime.now(UTC).date().isoformat()


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(": ")[2]
    return platform.processor() or platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB)


def _disk() -> str:
    KEPT.mkdir(exist_ok=True)
    asked = subprocess.run(
        ["stat", "--file-system", "--format=%T", str(KEPT)],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() or "an unknown file system"


def _theirs() -> list[str]:
    named = [" ".join(asked).replace("==", " ") for asked in peers.listed().values()]
    for name, word in _VERSIONS.items():
        if shutil.which(name):
            said = subprocess.run([name, word], capture_output=True, text=True, check=False)
            named.append(f"{name} {said.stdout.strip()}")
    return named
