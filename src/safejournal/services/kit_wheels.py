"""The packages of a kit: for each system and Python, the locked wheels that the trainer has."""

from __future__ import annotations

from pathlib import Path

from safejournal.domain.kits import Served
from safejournal.domain.values import dataclass
from safejournal.domain.wheels import MACHINES, PYTHONS, Lacking, Machine, chosen, locked
from safejournal.errors import Refused
from safejournal.process.unpacking import digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The wheels to take along, and what they serve."""

    wheels: tuple[Path, ...]
    served: tuple[Served, ...]


def stock(folder: Path, lock: Path, systems: tuple[str, ...]) -> Stock:
    """Return what a folder of wheels holds for these systems; each digest is one of the lock's.

    Raises Refused where it serves a system on no processor and with no Python, naming what lacks.
    """
    locks, files = locked(lock.read_text("utf-8")), dict(digests(folder))
    wheels, served, missing = set[str](), list[Served](), dict[str, str]()
    for machine in (each for each in MACHINES if each.system in systems):
        pythons = []
        for python in PYTHONS:
            try:
                wheels.update(chosen(locks, files, machine, python))
                pythons.append(f"3.{python}")
            except Lacking as lacking:
                missing[machine.system] = str(lacking)
        if pythons:
            served.append(_served(machine, pythons))
    for system in set(systems) - {each.system for each in served}:
        raise Refused(
            f"There are no packages for {system}: {missing[system]} is missing.",
            hint="python3 start.py kit fetches them; --wheels names the folder they lie in.",
        )
    return Stock(wheels=tuple(folder / name for name in sorted(wheels)), served=tuple(served))


def _served(machine: Machine, pythons: list[str]) -> Served:
    system, processor = machine.system, machine.processor
    return Served(system=system, processor=processor, pythons=tuple(pythons))
