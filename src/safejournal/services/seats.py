"""Practice vaults for a room, and all that a workshop writes on this machine: noted, to be removed.

What is noted is where it lies and by what it is known again: a vault by its id, a file by its
digest. `workshop reset` removes only what it knows again. The list lies in the workshop's folder
and goes with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal import config
from safejournal.domain.values import dataclass
from safejournal.errors import SafeJournalError
from safejournal.services import demo, scenarios, sitting, written_file
from safejournal.vault import head

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

LIST = "places.json"
SEATS = "seats"
LEADER = "facilitator"
"""The name of the seat of who leads it, and no role's: ids of roles are the scenario's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A practice vault for one person in the room."""

    place: Path
    passphrase: str
    scenario: str
    role: str
    """"" for who leads it."""
    made: bool
    """False where it stood already, and is gone on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Something that a workshop has written on this machine."""

    place: Path
    known_by: str
    """A vault's id, or a file's SHA-256."""
    is_vault: bool


def folder() -> Path:
    """Return the workshop's folder on this machine. Nothing of it need exist."""
    return Path(config.workshop_folder())


def take(named: str, role: str, language: str, now: datetime, place: Path | None = None) -> Seat:
    """Make the practice vault of a seat, filled as the scenario says, or go on with it.

    `named` is a scenario's id, its folder or the file of its pack; `role` is "" for who leads it.
    Without `place` it lies in the workshop's folder. Raises NotFound, InputRejected, or Refused
    where something else stands at the place.
    """
    found = scenarios.wanted(named, language)
    scenario = found.scenario
    if role and scenario.role(role) is None:
        raise scenarios.no_role(scenario)
    where = place or folder() / SEATS / f"{scenario.id}-{role or LEADER}"
    seat = Seat(
        place=where, passphrase=demo.PASSPHRASE, scenario=scenario.id, role=role, made=False
    )
    if place is None and (where / head.NAME).exists():
        return seat
    where.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with demo.practice_vault(where, now) as vault:
        note_vault(where)
        scenarios.keep(vault, named, language)
        records = [as_story(each) for each in scenario.records if each.role == role]
        demo.tell(vault, now, {"record": records})
        sitting.begin(vault, scenario.id, role)
    return Seat(place=where, passphrase=demo.PASSPHRASE, scenario=scenario.id, role=role, made=True)


def as_story(of: scenarios.Start) -> dict[str, object]:
    """Return a record as `demo.tell` takes it."""
    return {"name": of.name, "kind": of.kind, "on": of.on, "content": dict(of.content)}


def note_vault(place: Path) -> None:
    """Note a practice vault, so that a reset finds it."""
    _note([Noted(place=place.absolute(), known_by=vault_id(place), is_vault=True)])


def watch(vault: Vault) -> None:
    """Note this practice vault and every file that is written from it, if there is a list.

    Without one no workshop runs here, and nothing of practice is to leave a trace.
    """
    there = (folder() / LIST).is_file()
    written_file.watch((lambda path: note_files([path])) if there else None)
    if there:
        note_vault(vault.place)


def note_files(places: Iterable[Path]) -> None:
    """Note files that were written for a workshop."""
    _note(Noted(place=p.absolute(), known_by=digest(p), is_vault=False) for p in places)


def noted() -> list[Noted]:
    """Return what is noted; nothing where there is no list, or none that can be read."""
    try:
        told = json.loads((folder() / LIST).read_text("utf-8"))
        return [
            Noted(place=Path(each["place"]), known_by=each["known_by"], is_vault=each["is_vault"])
            for each in told
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def vault_id(place: Path) -> str:
    """Return the id of the vault at a place; "" where none stands."""
    try:
        return head.parse(head.read(place)).vault_id.hex()
    except SafeJournalError:
        return ""


def digest(place: Path) -> str:
    """Return the SHA-256 of a file; "" where none stands or it cannot be read."""
    try:
        with place.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _note(more: Iterable[Noted]) -> None:
    kept = {str(each.place): each for each in (*noted(), *more)}
    told = [
        {"place": place, "known_by": each.known_by, "is_vault": each.is_vault}
        for place, each in kept.items()
    ]
    beside = folder() / f".{LIST}.part"
    with suppress(OSError):  # a list that cannot be kept never keeps anybody from practising
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(folder() / LIST)
