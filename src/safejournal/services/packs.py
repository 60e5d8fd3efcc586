"""Guidance packs: the one that is here, and folders that somebody writes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from safejournal.content.builtin import base
from safejournal.content.packs import text_in
from safejournal.errors import InputRejected, NotFound

if TYPE_CHECKING:
    from pathlib import Path


class Origin(StrEnum):
    """How it is known that a pack is the one that its maker made."""

    BUILT_IN = "built_in"
    """It came with the program, whose code knows its digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A pack that the guidance is made of."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    reviewed: str
    origin: Origin
    items: dict[str, int]
    """How many there are of each kind: cases, rules, checklists, lessons, states, sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a pack is refused, and where."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Return the line as compilers write it, so that editors find the place."""
        return f"{self.file}:{self.line}: {self.reason}"


def installed(language: str) -> list[Installed]:
    """Return the packs in use."""
    pack = base()
    kinds = ("cases", "rules", "checklists", "lessons", "states", "sources")
    return [
        Installed(
            id=pack.about["id"],
            version=pack.about["version"],
            title=text_in(pack.about["title"], language),
            languages=tuple(pack.about["languages"]),
            reviewed=pack.about["reviewed"],
            origin=Origin.BUILT_IN,
            items={kind: len(getattr(pack, kind)) for kind in kinds},
        )
    ]


def find_pack(pack_id: str, language: str) -> Installed:
    """Return one pack in use. Raises NotFound."""
    found = next((each for each in installed(language) if each.id == pack_id), None)
    if found is None:
        raise NotFound("There is no pack of this id.")
    return found


def validate(folder: Path) -> list[Problem]:
    """Return every reason for refusing a pack's folder, by file and line. Raises NotFound."""
    from safejournal.content import validation

    _refuse_missing(folder)
    return [Problem(file=f, line=n, reason=why) for f, n, why in validation.validate(folder)]


def build(folder: Path) -> bytes:
    """Return a pack's folder compiled, not signed. Raises NotFound, or InputRejected with why."""
    from safejournal.content import building

    problems = validate(folder)
    if problems:
        raise InputRejected(
            f"this pack is refused: {problems[0]}", hint="pack validate says every reason."
        )
    return building.build(folder)


def _refuse_missing(folder: Path) -> None:
    if not (folder / "pack.toml").is_file():
        raise NotFound("There is no pack in this folder: pack.toml is missing.")
