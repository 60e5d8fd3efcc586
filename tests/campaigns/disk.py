"""A disk that is played: what was written, what is surely there, and what a power loss leaves.

Nothing is durable but what was synced: a file's content by syncing the file, names by syncing their
folder. Of everything else any part may be there or not, in any order, cut at any sector.
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaigns.kernel import Call

SECTOR = 512
PAGE = 4096

POLICIES = ("nothing", "everything", "names", "data", "torn", "ordered", "reordered")
"""What of the unsynced is there after the loss: `names` without the data behind them, `data` under
names that are lost, the last write `torn`, a beginning of all names with some of the data
(`ordered`), any names with any data (`reordered`)."""

_DONE_BY = {
    "write": "_write",
    "pwrite64": "_write",
    "ftruncate": "_cut",
    "fsync": "_sync",
    "fdatasync": "_sync",
    "open": "_open",
    "openat": "_open",
    "rename": "_rename",
    "renameat": "_rename",
    "renameat2": "_rename",
    "link": "_link",
    "linkat": "_link",
    "unlink": "_remove",
    "unlinkat": "_remove",
    "rmdir": "_remove",
    "mkdir": "_make_folder",
    "mkdirat": "_make_folder",
}
"""A call that is not here is one that nobody has thought of yet: a KeyError."""

_GONE = " (deleted)"


@dataclass
class File:
    """A file's content: what is durable, and what was written since."""

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where and what; None cuts the file there."""

    def content(self, chosen: list[tuple[int, bytes | None]] | None = None) -> bytes:
        """Return it with these of the pending writes, or all."""
        made = bytearray(self.durable)
        for at, data in self.pending if chosen is None else chosen:
            if data is None:
                del made[at:]
                made.extend(bytes(at - len(made)))
            else:
                made.extend(bytes(max(0, at - len(made))))
                made[at : at + len(data)] = data
        return bytes(made)


@dataclass
class Folder:
    """A folder's names: what is durable, and what was changed since, change by change."""

    durable: dict[str, File | Folder] = field(default_factory=dict)
    pending: list[dict[str, File | Folder | None]] = field(default_factory=list)

    def names(
        self, chosen: list[dict[str, File | Folder | None]] | None = None
    ) -> dict[str, File | Folder]:
        """Return them with these of the pending changes, or all."""
        made: dict[str, File | Folder | None] = dict(self.durable)
        for change in self.pending if chosen is None else chosen:
            made.update(change)
        return {name: each for name, each in made.items() if each is not None}


class Disk:
    """Everything below one folder, which is taken over as it is, and durable."""

    def __init__(self, root: Path, *, files_sync: bool = True, folders_sync: bool = True) -> None:
        """The two switches are for controls: a disk on which asking to sync does nothing."""
        self._root, self._files_sync, self._folders_sync = root, files_sync, folders_sync
        self.top = _taken(root)

    def do(self, call: Call, data: bytes) -> None:
        """Do what a call asked for, with what was to be written."""
        if not call.path.endswith(_GONE):  # else nobody will ever find it again
            getattr(self, _DONE_BY[call.name])(call, data)

    def _write(self, call: Call, data: bytes) -> None:
        self._file(call.path).pending.append((call.offset, data))

    def _cut(self, call: Call, _: bytes) -> None:
        self._file(call.path).pending.append((call.size, None))

    def _link(self, call: Call, _: bytes) -> None:
        self._change(call.target, self._find(call.path))

    def _remove(self, call: Call, _: bytes) -> None:
        if self._find(call.path) is not None:
            self._change(call.path, None)

    def _make_folder(self, call: Call, _: bytes) -> None:
        if self._find(call.path) is None:
            self._change(call.path, Folder())

    def _parts(self, path: str) -> tuple[str, ...]:
        return Path(path).relative_to(self._root).parts

    def _find(self, path: str) -> File | Folder | None:
        found: File | Folder | None = self.top
        for part in self._parts(path):
            found = found.names().get(part) if isinstance(found, Folder) else None
        return found

    def _file(self, path: str) -> File:
        found = self._find(path)
        assert isinstance(found, File), path
        return found

    def _folder_of(self, path: str) -> tuple[Folder, str]:
        folder = self._find(str(Path(path).parent))
        assert isinstance(folder, Folder), path
        return folder, Path(path).name

    def _change(self, path: str, to: File | Folder | None) -> None:
        folder, name = self._folder_of(path)
        folder.pending.append({name: to})

    def _open(self, call: Call, _: bytes) -> None:
        found = self._find(call.path)
        if found is None and call.flags & os.O_CREAT:
            self._change(call.path, File())
        elif isinstance(found, File) and call.flags & os.O_TRUNC:
            found.pending.append((0, None))

    def _rename(self, call: Call, _: bytes) -> None:
        moved = self._find(call.path)
        if moved is None:
            return
        folder, name = self._folder_of(call.path)
        target, new = self._folder_of(call.target)
        if folder is target:  # in one folder it is one change
            folder.pending.append({name: None, new: moved})
        else:
            target.pending.append({new: moved})
            folder.pending.append({name: None})

    def _sync(self, call: Call, _: bytes) -> None:
        found = self._find(call.path)
        if isinstance(found, File) and self._files_sync:
            found.durable, found.pending = found.content(), []
        elif isinstance(found, Folder) and self._folders_sync:
            found.durable, found.pending = found.names(), []

    def lose_power(self, policy: str, chance: random.Random) -> None:
        """Write below the root what is found after the loss; the played disk stays as it is."""
        for each in self._root.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        _lay(self._root, self.top, policy, chance)


def _taken(place: Path) -> Folder:
    names: dict[str, File | Folder] = {}
    for each in place.iterdir():
        names[each.name] = _taken(each) if each.is_dir() else File(each.read_bytes())
    return Folder(names)


def _lay(place: Path, folder: Folder, policy: str, chance: random.Random) -> None:
    for name, each in folder.names(_names_left(folder, policy, chance)).items():
        if isinstance(each, Folder):
            (place / name).mkdir(0o700)
            _lay(place / name, each, policy, chance)
        else:
            with open(place / name, "wb", opener=_private) as file:
                file.write(each.content(_data_left(each, policy, chance)))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _names_left(
    folder: Folder, policy: str, chance: random.Random
) -> list[dict[str, File | Folder | None]]:
    if policy in {"everything", "names", "torn"}:
        return folder.pending
    if policy == "ordered":
        return folder.pending[: chance.randint(0, len(folder.pending))]
    if policy == "reordered":
        return [each for each in folder.pending if chance.random() < chance.random()]
    return []


def _data_left(file: File, policy: str, chance: random.Random) -> list[tuple[int, bytes | None]]:
    if policy in {"everything", "data"}:
        return file.pending
    if policy == "torn":
        return [*file.pending[:-1], *(_torn(*each, chance) for each in file.pending[-1:])]
    if policy in {"ordered", "reordered"}:
        share = chance.random()
        return [
            _torn(*each, chance) if chance.random() < 0.2 else each
            for each in file.pending
            if chance.random() < share
        ]
    return []


def _torn(at: int, data: bytes | None, chance: random.Random) -> tuple[int, bytes | None]:
    """Cut a write at a sector or page; what is missing was never written, or is zeros."""
    if data is None or len(data) <= SECTOR:
        return at, data
    unit = chance.choice((SECTOR, PAGE))
    kept = data[: chance.randrange(0, len(data), unit)]
    if chance.random() < 0.3:
        kept += bytes(len(data) - len(kept))
    return at, kept
