"""Every other way to what the journal says that the program knows of.

Counted before anything is promised: that a passphrase is changed, a record erased, a key renewed,
a device emptied. What lies elsewhere cannot be taken back; it can be named.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from safejournal.domain.values import dataclass
from safejournal.services import backups, travelling
from safejournal.services.opening import Vault
from safejournal.services.ways_in import list_ways_in
from safejournal.vault import folder, head, journal, sent

_TRIALS, _COPIES = (".new", ".tried", ".drill"), (".opened", ".copy")
"""What ends the names of vaults and of backups that were to be thrown away."""


class Sort(StrEnum):
    """What sort of way back it is."""

    SLOT = "slot"
    """Something opens the vault itself."""
    BACKUP = "backup"
    """A complete copy; opened by what opened the vault on its day."""
    REMNANT = "remnant"
    """A file of interrupted work in the vault's folder or beside it; opened like the vault."""
    PACKAGE = "package"
    """Everything, sealed before travelling with little: opened by whom it was sealed to and by what
    opened the vault on its day, together."""
    SENT = "sent"
    """Something was given to others; opened by its readers' keys, or by anybody if on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """One way."""

    sort: Sort
    what: str
    """The slot's kind, a path, or what was sent, with its number."""
    made: str
    """The day on which it was made; "" where nobody knows."""
    slot: int | None = None
    there: bool = True
    """Whether it lies where it was put, as far as can be seen now."""
    readers: int = 0
    """For what was sent: how many were given it."""


def ways_back(vault: Vault) -> list[WayBack]:
    """Return every way: slots, backups, what interrupted work left, packages, what was sent."""
    return [
        *_slots(vault),
        *_backups(vault),
        *_remnants(vault),
        *_packages(vault),
        *_sent(vault, None),
    ]


def ways_back_to(vault: Vault, record_id: str) -> list[WayBack]:
    """Return the copies of one record outside the journal: backups since, and what was sent."""
    with vault.reading() as connection:
        begun = min(
            datetime.fromisoformat(each.written_at)
            for each in journal.history(connection, bytes.fromhex(record_id))
        )
    since = [each for each in backups.remembered(vault) if _is_since(each.made, begun)]
    return [
        *map(_backup, since),
        *_remnants(vault),
        *_packages(vault, begun),
        *_sent(vault, record_id),
    ]


def _is_since(made: str, begun: datetime) -> bool:
    return datetime.fromisoformat(made).replace(microsecond=0) >= begun


def _slots(vault: Vault) -> list[WayBack]:
    return [
        WayBack(sort=Sort.SLOT, what=way.kind.name.lower(), made=way.made, slot=way.slot)
        for way in list_ways_in(vault)
    ]


def _backups(vault: Vault) -> list[WayBack]:
    return [_backup(each) for each in backups.remembered(vault)]


def _backup(of: backups.Backup) -> WayBack:
    made = datetime.fromisoformat(of.made).date().isoformat()
    return WayBack(sort=Sort.BACKUP, what=of.file, made=made, there=of.there)


def _remnants(vault: Vault) -> list[WayBack]:
    present = folder.store_path(vault.place, vault.head.generation).name
    inside = [
        path
        for path in vault.place.iterdir()
        if path.name == head.BESIDE
        or (path.name.startswith("store.") and not path.name.startswith(present))
    ]
    beside = [
        path
        for path in vault.place.parent.glob(f"{_quoted(vault.place.name)}.*")
        if (path.suffix in _TRIALS and (path / "head").exists())
        or (path.suffix in _COPIES and path.is_file())
    ]
    return [WayBack(sort=Sort.REMNANT, what=str(path), made=_day(path)) for path in inside + beside]


def _packages(vault: Vault, begun: datetime | None = None) -> list[WayBack]:
    return [
        WayBack(
            sort=Sort.PACKAGE,
            what=each["file"],
            made=datetime.fromisoformat(each["made"]).date().isoformat(),
            there=Path(each["file"]).is_file(),
        )
        for each in travelling.packages(vault)
        if begun is None or _is_since(each["made"], begun)
    ]


def _quoted(name: str) -> str:
    import glob

    return glob.escape(name)


def _day(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date().isoformat()


def _sent(vault: Vault, record_id: str | None) -> list[WayBack]:
    with vault.reading() as connection:
        found = (
            sent.everything(connection)
            if record_id is None
            else sent.with_record(connection, record_id)
        )
    return [
        WayBack(
            sort=Sort.SENT,
            what=f"{each.form.value} {each.number}",
            made=each.at.date().isoformat(),
            readers=len(each.readers),
        )
        for each in found
    ]
