"""The packages of a kit: for each system and Python, the locked wheels that the trainer has."""

from __future__ import annotations

from pathlib import Path

from safejournal.domain.kits import Served
from safejournal.domain.values import dataclass
from safejournal.domain.wheels import MACHINES, PYTHONS, Lacking, chosen, locked
from safejournal.errors import Refused
from safejournal.process.unpacking import digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The wheels to take along, and what they serve."""

    wheels: tuple[Path, ...]
    served: tuple[Served, ...]


def stock(folder: Path, lock: Path, systems: tuple[str, ...]) -> Stock:
    """Return what a folder of wheels holds for these systems; each digest is one of the lock's.

    Raises Refused where it serves a system with no Python at all, naming the package that lacks.
    """
    locks, files = locked(lock.read_text("utf-8")), dict(digests(folder))
    wheels, served = set[str](), []
    for machine in (each for each in MACHINES if each.system in systems):
        pythons, missing = [], ""
        for python in PYTHONS:
            try:
                wheels.update(chosen(locks, files, machine, python))
                pythons.append(f"3.{python}")
            except Lacking as lacking:
                missing = str(lacking)
        if not pythons:
            raise Refused(
                f"There are no packages for {machine}: {missing} is missing.",
                hint="python3 start.py kit fetches them; --wheels names the folder they lie in.",
            )
        served.append(
            Served(system=machine.system, processor=machine.processor, pythons=tuple(pythons))
        )
    return Stock(wheels=tuple(folder / name for name in sorted(wheels)), served=tuple(served))
