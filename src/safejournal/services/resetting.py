"""The end of a workshop: all that it and practice made on this machine is removed, and looked for.

Removed is only what is known again: a vault by its id, a file by its digest, the workshop's own
folder by its name. What belongs to the person, as the shell's history does, is told and left.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from safejournal import config
from safejournal.domain.values import dataclass
from safejournal.errors import SafeJournalError
from safejournal.services import seats, traces
from safejournal.services.seats import Noted
from safejournal.vault import folder as folders
from safejournal.vault import head

WASTEBASKETS = (".local/share/Trash/files", ".Trash")


class Sort(StrEnum):
    """What was looked for."""

    VAULTS = "vaults"
    """Practice journals that were made for a workshop, or opened during one."""
    FILES = "files"
    """Files that were written from them: bundles, papers, backups."""
    FOLDER = "folder"
    """The workshop's folder, with the environment of a kit."""
    LEFT_OPEN = "left_open"
    """Practice journals of `demo` that a killed session left in the folder for passing things."""
    WASTE = "waste"
    """Journals in the wastebasket, whose realm nobody can tell without opening them."""
    HISTORY = "history"
    """Lines of shells' histories that started the program."""
    RECENT = "recent"
    """Names of those files in the desktop's list of recent documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What came of looking for one sort of leftover."""

    sort: Sort
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Where something was found that is still there."""


def planned() -> list[Noted]:
    """Return what a reset would remove besides the workshop's folder."""
    return [each for each in seats.noted() if _stands(each)]


def reset() -> list[Looked]:
    """Remove all of it, then look for what is left. Nobody's own journal is ever touched."""
    noted = seats.noted()
    names = tuple(each.place.name for each in noted if not each.is_vault)
    removed = {
        Sort.VAULTS: tuple(_removed(_vaults(noted))),
        Sort.FILES: tuple(_removed(_files(noted))),
    }
    removed[Sort.LEFT_OPEN] = tuple(_removed(_abandoned()))
    removed[Sort.FOLDER] = tuple(_folder_removed())
    return [
        Looked(sort=sort, removed=removed.get(sort, ()), left=tuple(look(noted, names)))
        for sort, look in _LOOKS.items()
    ]


def _vaults(noted: Iterable[Noted]) -> list[Noted]:
    return [each for each in noted if each.is_vault]


def _files(noted: Iterable[Noted]) -> list[Noted]:
    return [each for each in noted if not each.is_vault]


def _stands(of: Noted) -> bool:
    """Tell whether what is at the place is still the very thing that was noted."""
    if not of.known_by:
        return False
    now = seats.vault_id(of.place) if of.is_vault else seats.digest(of.place)
    return now == of.known_by


def _removed(found: Iterable[Noted]) -> Iterator[str]:
    for each in found:
        if not _stands(each):
            continue
        try:
            if each.is_vault:
                folders.throw_away(each.place)
            else:
                each.place.unlink()
        except (SafeJournalError, OSError):
            continue  # open elsewhere, or a stick that takes no writing: it is told as left
        yield str(each.place)


def _folder_removed() -> Iterator[str]:
    place = seats.folder()
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
        if not place.exists():
            yield str(place)


def _abandoned() -> list[Noted]:
    """Return practice vaults that sessions of `demo` left behind when they were killed."""
    found = []
    for place in _passing().glob("tmp*/practice"):
        known_by = seats.vault_id(place)
        if known_by and _owned(place) and _is_practice(place):
            found.append(Noted(place=place, known_by=known_by, is_vault=True))
    return found


def _passing() -> Path:
    named = (os.environ.get(each) for each in ("TMPDIR", "TEMP", "TMP"))
    return Path(next(filter(None, named), "/tmp"))  # noqa: S108 - looked into, nothing is written there


def _owned(place: Path) -> bool:
    try:
        return sys.platform == "win32" or place.stat().st_uid == os.getuid()
    except OSError:
        return False


def _is_practice(place: Path) -> bool:
    """Tell whether the passphrase that everybody knows opens a practice vault there."""
    from safejournal.services import demo, opening, recovery
    from safejournal.vault.derivation import wipe
    from safejournal.vault.slots import open_slots

    try:
        of_head = head.parse(head.read(place))
        stretched = opening.stretched_from(of_head, bytearray(demo.PASSPHRASE.encode()))
        opened = open_slots(of_head, stretched)
        found = recovery.is_practice(place, opened.dek)
        wipe(stretched, opened.dek)
    except SafeJournalError:
        return False
    return found


# -------------------------------------------------------------------- looking again


def _left_vaults(noted: list[Noted], _names: tuple[str, ...]) -> Iterator[str]:
    yield from (str(each.place) for each in _vaults(noted) if _stands(each))


def _left_files(noted: list[Noted], _names: tuple[str, ...]) -> Iterator[str]:
    yield from (str(each.place) for each in _files(noted) if each.place.exists())


def _left_folder(_noted: list[Noted], _names: tuple[str, ...]) -> Iterator[str]:
    if seats.folder().exists():
        yield str(seats.folder())
    # The environment of a kit that SAFEJOURNAL_ENV put elsewhere.
    here = Path(sys.prefix)
    if (here / config.KIT).is_file() and seats.folder() not in here.parents:
        yield str(here)


def _left_open(_noted: list[Noted], _names: tuple[str, ...]) -> Iterator[str]:
    yield from (str(each.place) for each in _abandoned())


def _left_waste(_noted: list[Noted], _names: tuple[str, ...]) -> Iterator[str]:
    for basket in _at_home(WASTEBASKETS):
        yield from (str(each.parent) for each in basket.glob(f"*/{head.NAME}") if _is_head(each))


def _left_history(_noted: list[Noted], _names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{path} ({count})" for path, count in traces.history_lines())


def _left_recent(_noted: list[Noted], names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{path} ({name})" for path, name in traces.recent(names))


_LOOKS: dict[Sort, Callable[[list[Noted], tuple[str, ...]], Iterator[str]]] = {
    Sort.VAULTS: _left_vaults,
    Sort.FILES: _left_files,
    Sort.FOLDER: _left_folder,
    Sort.LEFT_OPEN: _left_open,
    Sort.WASTE: _left_waste,
    Sort.HISTORY: _left_history,
    Sort.RECENT: _left_recent,
}


def _at_home(names: Iterable[str]) -> list[Path]:
    home = Path(config.home())
    return [home / each for each in names if (home / each).exists()]


def _is_head(path: Path) -> bool:
    return bool(seats.vault_id(path.parent))
