"""Files that leave the vault: new, private, and complete or absent."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from safejournal.errors import Refused

PRIVATE = 0o600


@contextmanager
def new_file(target: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """Yield a file that becomes `target` when all of it has been written and synced.

    Raises Refused when something stands there already (unless `force`) or the place cannot be
    written; whatever is raised inside, nothing is left behind. Where the system can write a file
    that has no name yet (Linux), nothing is left either when the process is killed.
    """
    made = NewFile(target, force=force)
    try:
        yield made.file
    except OSError:
        made.drop()
        raise not_whole() from None
    except BaseException:
        made.drop()
        raise
    made.place()


class NewFile:
    """A file that is written where nobody looks, until it is put in its place, or dropped.

    For who has to decide in between; `new_file` is the same in one piece, and raises alike.
    """

    def __init__(self, target: Path, *, force: bool = False) -> None:
        refuse_standing(target, force=force)
        self._target, self._force = target, force
        self._beside = target.with_name(f".{secrets.token_hex(8)}.part")
        nameless = _nameless(target.parent)
        try:
            descriptor = os.open(self._beside, _NEW, PRIVATE) if nameless is None else nameless
        except OSError:
            raise Refused("The file cannot be written there.") from None
        self._has_name = nameless is None
        self.file: BinaryIO = os.fdopen(descriptor, "w+b")

    def place(self) -> None:
        """Put it where it belongs, synced and whole. Raises Refused; then nothing is left of it."""
        try:
            with self.file:
                sync(self.file)
                if not self._has_name:
                    _name(self.file, self._beside)
            put_in_place(self._beside, self._target, force=self._force)
        except OSError:
            self.drop()
            raise not_whole() from None
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Leave nothing of it behind, as far as its disk still answers."""
        with suppress(OSError):
            self.file.close()
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)


def not_whole() -> Refused:
    """Return the refusal for a disk that is full, or that was taken out meanwhile."""
    return Refused("The file could not be written whole; nothing was left.")


_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def _nameless(folder: Path) -> int | None:
    """Open a file in a folder that no name leads to, and which vanishes if it never gets one."""
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not Path(_DESCRIPTORS).is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_RDWR, PRIVATE)
    except OSError:  # not every file system can
        return None


_DESCRIPTORS = "/proc/self/fd"


def _name(file: BinaryIO, path: Path) -> None:
    """Give a nameless file its name; where the system refuses, put a copy there. Raises OSError."""
    folder = os.open(_DESCRIPTORS, os.O_RDONLY)
    try:
        os.link(str(file.fileno()), path, src_dir_fd=folder)
    except OSError:
        _copy(file, path)
    finally:
        os.close(folder)


def _copy(file: BinaryIO, path: Path) -> None:
    file.seek(0)
    with os.fdopen(os.open(path, _NEW, PRIVATE), "wb") as copy:
        shutil.copyfileobj(file, copy)
        sync(copy)


def refuse_standing(target: Path, *, force: bool) -> None:
    """Raise Refused when something stands there already, unless it is to be replaced."""
    if os.path.lexists(target) and not force:
        raise Refused("There is a file of that name already.", hint="Use --force to replace it.")


def refuse_inside(vault: Path, target: Path) -> None:
    """Raise Refused when the target lies in the vault's own folder, also through a link."""
    if vault.resolve() in (target.parent.resolve(), *target.parent.resolve().parents):
        raise Refused("That is the journal's own folder; a file there could destroy it.")


def sync(file: BinaryIO) -> None:
    """Bring what was written to the disk, so that putting it in its place cannot fail half-way."""
    file.flush()
    os.fsync(file.fileno())


def put_in_place(beside: Path, target: Path, *, force: bool) -> None:
    """Rename a finished file, and see its name onto the disk.

    Without `force`, never over something that appeared meanwhile. Raises Refused then, and OSError.
    """
    _rename(beside, target, force)
    _sync_folder(target.parent)
    for told in _watching:
        told(target)


_watching: list[Callable[[Path], None]] = []


def watch(told: Callable[[Path], None] | None) -> None:
    """Let every file be told of that is put in its place from now on: those of practice are noted.

    None ends it. As of the packs in use, there is one for a whole process, which has one journal.
    """
    _watching[:] = [told] if told is not None else []


def _rename(beside: Path, target: Path, force: bool) -> None:
    if force or not hasattr(os, "link"):
        beside.replace(target)
        return
    try:
        os.link(beside, target, follow_symlinks=False)
    except FileExistsError:
        raise Refused("There is a file of that name already.") from None
    except OSError:
        beside.replace(target)
    else:
        beside.unlink()


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
