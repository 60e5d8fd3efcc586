"""Packages of Python that a trainer fetched beforehand: compared with what was published.

The embeddable zip for Windows is unpacked, and then runs from the stick as it is. Everything else
is an installer, which is run on each computer.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Container, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from safejournal.content.kit import Python, pythons
from safejournal.domain.kits import Served
from safejournal.domain.values import dataclass
from safejournal.domain.wheels import PYTHONS
from safejournal.errors import InputRejected, NotFound
from safejournal.process.unpacking import digest_of

OWN_SUMS = "SHA256SUMS"
"""A list that the trainer wrote from python.org's pages, for packages that we have no digest of."""

_SUFFIXES = {
    ".zip": ("windows", "x86_64"),
    ".exe": ("windows", "x86_64"),
    ".pkg": ("macos", "arm64"),
}
_EMBEDDABLE = "-embed-amd64.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A package of Python that is the one that was published."""

    path: Path
    python: Python

    @property
    def embeddable(self) -> bool:
        """Tell whether it runs without being installed."""
        return self.path.name.endswith(_EMBEDDABLE)

    @property
    def machine(self) -> str:
        """The folder it is unpacked into."""
        return f"{self.python.system}-{self.python.processor}"


def check(folder: Path, systems: Container[str]) -> list[Given]:
    """Return the packages in a folder that fit the systems, each compared with its digest.

    Raises NotFound for a folder with none, and InputRejected for a file that is not the one that
    was published, or of which nobody said what it should be.
    """
    found = sorted(path for path in folder.glob("python-*") if path.suffix in _SUFFIXES)
    if not found:
        raise NotFound("There is no package of Python in that folder.")
    known = {each.name: each for each in pythons()} | _own(folder)
    given = [_checked(path, known) for path in found]
    return [each for each in given if each.python.system in systems]


def _own(folder: Path) -> dict[str, Python]:
    """Return what the trainer's own list says, which goes before ours."""
    listed = folder / OWN_SUMS
    if not listed.is_file():
        return {}
    lines = (line.split() for line in listed.read_text("utf-8").splitlines())
    return {
        each[1].lstrip("*"): _by_name(each[1].lstrip("*"), each[0]) for each in lines if each[1:]
    }


def _by_name(name: str, digest: str) -> Python:
    system, processor = _SUFFIXES.get(Path(name).suffix, ("", ""))
    version = name.removeprefix("python-").partition("-")[0]
    return Python(name, version, system, processor, digest.lower(), "the trainer's own list")


def _checked(path: Path, known: dict[str, Python]) -> Given:
    python = known.get(path.name)
    if python is None:
        raise InputRejected(
            f"{path.name} is not in the list of published packages of Python",
            hint="Write its digest from python.org into a file SHA256SUMS beside it.",
        )
    if not re.fullmatch(rf"3\.({'|'.join(map(str, PYTHONS))})\.\d+", python.version):
        raise InputRejected(f"{path.name} is of a Python that the program is not made for")
    if digest_of(path) != python.sha256:
        raise InputRejected(f"{path.name} is not the file that was published: its digest differs")
    return Given(path=path, python=python)


def with_pythons(
    served: Iterable[Served], given: Iterable[Given], executables: Container[str]
) -> tuple[Served, ...]:
    """Return what is served with the Pythons and executables that go in, the embeddable first."""
    by_machine: dict[str, Given] = {}
    for each in sorted(given, key=lambda each: (each.embeddable, each.python.version)):
        by_machine[each.machine] = each
    return tuple(_with(each, by_machine, executables) for each in served)


def _with(of: Served, by_machine: dict[str, Given], executables: Container[str]) -> Served:
    machine = f"{of.system}-{of.processor}"
    alone = replace(of, executable=machine in executables)
    given = by_machine.get(machine)
    if given is None:
        return alone
    installer = "" if given.embeddable else f"python/{given.path.name}"
    return replace(alone, python=given.python.version, installer=installer)


def lay(place: Path, given: Iterable[Given]) -> None:
    """Put the packages into the kit; of several embeddable ones, the newest is what runs there."""
    for each in sorted(given, key=lambda each: each.python.version):
        place.mkdir(exist_ok=True)
        if each.embeddable:
            shutil.rmtree(place / each.machine, ignore_errors=True)
            _unzip(each.path, place / each.machine)
        else:
            shutil.copyfile(each.path, place / each.path.name)


def _unzip(archive: Path, place: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise InputRejected("the zip of Python holds a file that would lie elsewhere")
        opened.extractall(place)
