"""The vault's folder: whose it is, who may look in, what lies there.

VAULT/ (0700)   head   store.<generation, 8 hex>   store.<generation>-journal   lock   (all 0600)
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from safejournal.errors import NotFound, Refused
from safejournal.vault import head, private
from safejournal.vault import lock as locks
from safejournal.vault.lock import Lock

__all__ = ["Lock", "Note", "clean", "creating", "lock", "notes", "store_path"]

MODE = 0o700
"""Of a vault's folder."""

_UNFINISHED = ".new"
_STORE = re.compile(r"store\.[0-9a-f]{8,16}(-journal)?")
PANIC = "panic"
"""The file that lets the keys be destroyed, where that was set up; see `services.destroying`."""

GOING = "going"
"""The file that marks a vault whose place another one is about to take; see `vault.replacing`."""

OLD = ".old"
"""What ends the name of that vault for a moment where two folders cannot change places at once."""

_OURS = re.compile(rf"head|head\.new|{locks.NAME}|{PANIC}|{GOING}|{_STORE.pattern}")
_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK_KINDS = re.compile(r"nfs|cifs|smb|9p|ceph|afs|davfs|fuse\.(sshfs|rclone|davfs|s3fs)")


class Note(StrEnum):
    """What `doctor` should say about the place of a vault."""

    NO_MODES = "no_modes"
    """The file system cannot keep files to their owner: whoever holds the disk reads names."""
    NETWORK = "network"
    """The folder lies on another machine, whose owner sees each save and may keep old copies."""


@contextmanager
def creating(path: Path) -> Iterator[Path]:
    """Yield a new private folder to build a vault in; at the end it becomes `path`, whole.

    Nothing ever stands under `path` that is not a finished vault: a failure removes what was
    built, and what a kill leaves beside it is removed by the next attempt. The database must be
    closed by the end; open the vault afterwards. Refused where something stands already (an empty
    folder of one's own is taken), VaultInUse while another process creates the same vault.
    """
    building = beside(path)
    try:
        _check_free(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(building)
        building.mkdir(MODE)
        building.chmod(MODE)
        with Lock(building) as held:
            yield building
            private.sync_folder(building)
            if sys.platform == "win32":
                held.release()  # an open file keeps its folder from being renamed there
            _put_in_place(building, path)
    except OSError as error:
        raise private.refusal(error) from None
    finally:
        with suppress(OSError):
            _remove(building)


def beside(path: Path) -> Path:
    """Return where a vault is built that is to stand at `path`."""
    return path.with_name(path.name + _UNFINISHED)


def is_unfinished(path: Path) -> bool:
    """Tell whether something may be left of a vault that took another one's place, or was to.

    A disk that does not answer says no: what is left then waits for the next time.
    """
    left = (path / GOING, beside(path), path.with_name(path.name + OLD))
    return any(os.path.lexists(each) for each in left)


def is_ours(name: str) -> bool:
    """Tell whether a file of that name in a vault's folder is the vault's."""
    return _OURS.fullmatch(name) is not None


def _check_free(path: Path) -> None:
    if not os.path.lexists(path):
        return
    if path.is_symlink() or not path.is_dir() or any(path.iterdir()):
        raise Refused(
            "Something stands at that place already; nothing was changed.",
            hint="Name a folder that does not exist yet.",
        )
    _check_owner(path.lstat())


def _put_in_place(building: Path, path: Path) -> None:
    if path.is_dir():
        path.rmdir()  # empty, or this refuses
    building.rename(path)
    private.sync_folder(path.parent)


def _remove(building: Path) -> None:
    """Remove the folder of a creation that never ended; nothing but our own files in it."""
    if not building.is_dir() or building.is_symlink():
        return
    Lock(building).release()  # refused while another process builds in it
    for file in building.iterdir():
        if _OURS.fullmatch(file.name):
            file.unlink()
    building.rmdir()


def throw_away(path: Path) -> None:
    """Remove a vault that was made only to be tried, and what a kill left of its making.

    Nothing but our own files. Raises Refused; VaultInUse while somebody has it open.
    """
    try:
        for each in (path, beside(path)):
            _remove(each)
    except OSError as error:
        raise private.refusal(error) from None


def lock(path: Path) -> Lock:
    """Check the folder and take its lock.

    Raises NotFound where there is no vault, Refused for a link, somebody else's folder or one
    that others may look into, VaultInUse if the vault is open elsewhere. Files in it that others
    could read (after a copy from a stick) are taken from them.
    """
    try:
        seen = path.lstat()
    except FileNotFoundError:
        raise NotFound("There is no vault at that place.") from None
    except OSError as error:
        raise private.refusal(error) from None
    _check_place(seen)
    head.read(path)
    held = Lock(path)
    try:
        if held.keeps_modes:
            _check_privacy(seen)
            _tighten(path)
    except OSError as error:
        held.release()
        raise private.refusal(error) from None
    except Refused:
        held.release()
        raise
    return held


def _check_place(seen: os.stat_result) -> None:
    if stat.S_ISLNK(seen.st_mode):
        raise Refused("That place is a link. Name the folder itself.")
    if not stat.S_ISDIR(seen.st_mode):
        raise Refused("That place is not a folder.")
    _check_owner(seen)


def _check_owner(seen: os.stat_result) -> None:
    if sys.platform != "win32" and seen.st_uid != os.geteuid():
        raise Refused("That folder belongs to another user of this machine.")


def _check_privacy(seen: os.stat_result) -> None:
    if sys.platform != "win32" and seen.st_mode & private.OTHERS:
        raise Refused(
            "Other users of this machine may look into the vault's folder.",
            hint="Close it to them (chmod 700), then try again.",
        )


def _tighten(path: Path) -> None:
    for file in path.iterdir():
        if _OURS.fullmatch(file.name) and sys.platform != "win32":
            seen = file.lstat()
            if not stat.S_ISREG(seen.st_mode):
                raise Refused(
                    "A file of the vault is a link, a pipe or a folder; it was not touched."
                )
            if seen.st_mode & private.OTHERS:
                file.chmod(private.MODE)


def notes(path: Path) -> frozenset[Note]:
    """Return what the file system under a vault cannot do, of a folder that `lock` accepted."""
    found = set()
    seen = path.stat()
    if sys.platform != "win32" and seen.st_mode & private.OTHERS:
        found.add(Note.NO_MODES)
    if _NETWORK_KINDS.match(_file_system(seen.st_dev)):
        found.add(Note.NETWORK)
    return frozenset(found)


def _file_system(device: int) -> str:
    """Return the kind of file system on a device, empty where the system does not say."""
    wanted = ""
    if sys.platform != "win32":
        wanted = f"{os.major(device)}:{os.minor(device)}"
    try:
        mounts = _MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    for fields in (line.split() for line in mounts):
        if fields[2] == wanted:
            return fields[fields.index("-") + 1]
    return ""


def store_path(path: Path, generation: int) -> Path:
    """Return where the database of that generation lies."""
    return path / f"store.{generation:08x}"


def clean(path: Path, generation: int) -> None:
    """Remove what interrupted work left: a head beside the head, stores of other generations.

    Only after the head was authentic and the store of `generation` opened well, since otherwise
    what looks left over may be all that there is. What cannot be removed waits for the next time.
    """
    named = store_path(path, generation).name
    keep = {named, f"{named}-journal"}
    with suppress(OSError):
        for file in path.iterdir():
            left = file.name == head.BESIDE or _STORE.fullmatch(file.name)
            if left and file.name not in keep:
                file.unlink()
