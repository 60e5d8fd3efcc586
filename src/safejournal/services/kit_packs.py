"""Packs that go along in a kit: exercises and guidance, each with its maker's signature."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import field
from pathlib import Path

from safejournal.content import scenarios
from safejournal.domain.values import dataclass
from safejournal.services import installing


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A pack file that was found to be whole and signed."""

    name: str
    file: bytes = field(repr=False)


def check(path: Path) -> Taken:
    """Return a pack file. Raises NotFound, Refused or InputRejected as `installing` does."""
    file = installing.read_file(path)
    installing.check(file)
    return Taken(name=path.name, file=file)


def lay(place: Path, packs: Iterable[Taken]) -> None:
    """Put packs into a folder of the kit."""
    for each in packs:
        place.mkdir(exist_ok=True)
        (place / each.name).write_bytes(each.file)


def lay_scenarios(place: Path) -> None:
    """Put the exercises that come with the program there as folders, to be read and built upon."""
    for each in scenarios.shipped():
        shutil.copytree(scenarios.shipped_folder(each), place / each)
