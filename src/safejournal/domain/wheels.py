"""Which wheel fits which machine: read off the names of the files, as their makers wrote them.

Used where pip is not: by `start.py` on a Python that has none, and where a kit is put together.
What is installed is decided by the digests in `requirements/`; a name only chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

PYTHONS = (11, 12, 13, 14)
"""The Pythons that are served, 3.11 to 3.14, by their second number."""

GLIBC = 28
"""The glibc that Linux must have at least, 2.28: Debian 10, Ubuntu 20.04, Fedora 29 and later."""


class Machine(NamedTuple):
    """A system and processor."""

    system: str
    """`linux`, `macos` or `windows`."""
    processor: str
    """`x86_64` or `arm64`."""
    glibc: int = GLIBC
    """Of Linux: the second number of its C library; a wheel may be made for an older one."""

    def __str__(self) -> str:
        """Return it as one word."""
        return f"{self.system}-{self.processor}"


MACHINES = (
    Machine("linux", "x86_64"),
    Machine("linux", "arm64"),
    Machine("macos", "arm64"),
    Machine("windows", "x86_64"),
)
"""Those that a kit serves. A Mac with an Intel processor is not among them: two of the packages
make no wheels for it any more."""


class Lock(NamedTuple):
    """What a requirement file says of one package."""

    version: str
    digests: frozenset[str]


class Lacking(LookupError):
    """No wheel fits. Its text names the package and version."""


_ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(text: str) -> dict[str, Lock]:
    """Return the packages of a requirement file. Conditions are not looked at: all are wanted."""
    return {
        name: Lock(version, frozenset(_DIGEST.findall(rest)))
        for name, version, rest in _ENTRY.findall(text)
    }


def chosen(
    locks: Mapping[str, Lock], files: Mapping[str, str], machine: Machine, python: int
) -> list[str]:
    """Return the wheel of each package for a machine and Python 3.`python`.

    `files` are those there are, by name, with their SHA-256 in hex. Only a file whose digest stands
    in the lock is a candidate, whatever it is called. Raises Lacking for the first package that has
    none.
    """
    found = []
    for name, lock in locks.items():
        fitting = [
            file
            for file, digest in files.items()
            if digest in lock.digests and fits(file, machine, python)
        ]
        if not fitting:
            raise Lacking(f"{name}=={lock.version}")
        found.append(max(fitting, key=_exactness))
    return found


def fits(file: str, machine: Machine, python: int) -> bool:
    """Tell whether the name of a wheel says that it runs there."""
    parts = file.removesuffix(".whl").split("-")
    if not file.endswith(".whl") or len(parts) not in {5, 6}:
        return False
    pythons, abis, platforms = (part.split(".") for part in parts[-3:])
    return (
        any(_runs(tag, abi, python) for tag in pythons for abi in abis)
        and any(_stands(platform, machine) for platform in platforms)
    )  # fmt: skip


def pip_platforms(machine: Machine) -> list[str]:
    """Return the names by which pip is asked for wheels of a machine: it knows no older ones."""
    if machine.system == "windows":
        return ["win_amd64"]
    if machine.system == "macos":
        return [f"macosx_{version}_{tag}" for version in _MACOS for tag in ("arm64", "universal2")]
    processor = _LINUX[machine.processor]
    older = [f"manylinux_2_{number}_{processor}" for number in range(machine.glibc, 4, -1)]
    return [*older, f"manylinux2014_{processor}", f"manylinux2010_{processor}"]


_LINUX = {"x86_64": "x86_64", "arm64": "aarch64"}
_MACOS = ("14_0", "13_0", "12_0", "11_0", "10_15", "10_13", "10_12", "10_9")
"""macOS 14 (2023) and older; a newer one runs these too."""


def _runs(tag: str, abi: str, python: int) -> bool:
    if tag == "py3":
        return abi == "none"
    found = re.fullmatch(r"cp3(\d+)", tag)
    if found is None:
        return False
    made_for = int(found[1])
    return made_for <= python if abi == "abi3" else made_for == python and abi in {tag, "none"}


def _stands(platform: str, machine: Machine) -> bool:
    if platform == "any":
        return True
    return platform in _old_names(machine) or any(_standing(platform, machine))


def _old_names(machine: Machine) -> tuple[str, ...]:
    if machine.system == "windows":
        return ("win_amd64",) if machine.processor == "x86_64" else ()
    if machine.system == "linux":
        processor = _LINUX[machine.processor]
        return tuple(f"manylinux{year}_{processor}" for year in (2014, 2010, 1))
    return ()


def _standing(platform: str, machine: Machine) -> Iterator[bool]:
    if machine.system == "linux":
        found = re.fullmatch(r"manylinux_2_(\d+)_(\w+)", platform)
        yield found is not None and (
            int(found[1]) <= machine.glibc and found[2] == _LINUX[machine.processor]
        )
    if machine.system == "macos":
        found = re.fullmatch(r"macosx_(\d+_\d+)_(\w+)", platform)
        yield found is not None and found[2] in {machine.processor, "universal2"}


def _exactness(file: str) -> tuple[int, str]:
    """Prefer what was compiled for one platform to what runs anywhere; then the newest name."""
    return int(not file.endswith("-any.whl")), file
