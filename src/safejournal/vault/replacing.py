"""A vault that takes another one's place, and the end of the one that stood there.

    VAULT/going written -> VAULT.new built, whole -> the two folders change places -> VAULT.new,
    which is the old one now, is destroyed: its head overwritten first

The change of places is the commit, in one step where the system can do that. Killed before it, the
old vault stands; after it, the new one, and the next opening of it destroys what is left of the
old. The mark `going` is what allows that: no folder without it is ever taken for such a remnant.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from safejournal.errors import Refused
from safejournal.vault import folder, head, private
from safejournal.vault.lock import Lock

_AT_CWD, _EXCHANGE = -100, 2  # AT_FDCWD; RENAME_EXCHANGE (linux/fs.h), RENAME_SWAP (sys/stdio.h)
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextmanager
def replacing(place: Path) -> Iterator[Path]:
    """Yield a new private folder to build a vault in; at the end it stands at `place`.

    The vault that stood there, which the caller has open, is destroyed then. Whatever is raised
    inside, it is as it was. Raises Refused where something else lies in its folder, or beside it
    under the name that is needed.
    """
    building = folder.beside(place)
    try:
        finish(place)  # what a kill left
        _refuse_foreign(place, building)
        _mark(place)
        building.mkdir(folder.MODE)
        building.chmod(folder.MODE)
        with Lock(building) as held:
            yield building
            private.sync_folder(building)
            if sys.platform == "win32":
                held.release()  # an open file keeps its folder from being renamed there
            _exchange(building, place)
    except OSError as error:
        raise private.refusal(error) from None
    finally:
        finish(place)


def finish(place: Path) -> None:
    """Destroy what an interrupted replacing left beside a vault, or inside it.

    Only for whoever holds the vault's lock. What cannot be removed waits for the next time.
    """
    building = folder.beside(place)
    if _is_marked(place):
        with suppress(OSError, Refused):
            _remove_unfinished(place, building)
    for old in (building, _between(place)):
        if _is_marked(old):
            with suppress(OSError):
                destroy(old)


def put_back(place: Path) -> bool:
    """Put a vault back that was cut off while it changed places; tell whether there was one."""
    between = _between(place)
    if os.path.lexists(place) or not _is_marked(between):
        return False
    try:
        between.rename(place)
        private.sync_folder(place.parent)
    except OSError as error:
        raise private.refusal(error) from None
    return True


def throw_away(place: Path) -> None:
    """Destroy a vault that was made only to be tried, and what a kill left of its making.

    Nothing but our own files. Raises Refused; VaultInUse while somebody has it open.
    """
    try:
        for each in (place, folder.beside(place)):
            if each.is_dir() and not each.is_symlink():
                Lock(each).release()  # refused while another process builds in it
                destroy(each)
    except OSError as error:
        raise private.refusal(error) from None


def destroy(old: Path) -> None:
    """Overwrite a vault where it lies, its head first, and remove it. Raises OSError."""
    for name in (head.NAME, head.BESIDE):
        overwrite(old / name)
    private.sync_folder(old)
    for file in sorted(old.iterdir(), key=_last_the_mark):
        if folder.is_ours(file.name):
            overwrite(file)
    old.rmdir()
    private.sync_folder(old.parent)


def overwrite(path: Path) -> None:
    """Write random bytes over a file where it lies, and remove it. Raises OSError.

    Its last 4096 bytes go first: there a backup has its head. Flash memory and some file systems
    write elsewhere: docs/travel-light.md says what was found in a test.
    """
    try:
        file = private.open_plain(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        size = os.fstat(file).st_size
        begin = max(0, size - head.HEAD_SIZE)
        os.lseek(file, begin, os.SEEK_SET)
        os.write(file, secrets.token_bytes(size - begin))
        private.sync(file)
        os.lseek(file, 0, os.SEEK_SET)
        for at in range(0, begin, _PIECE):
            os.write(file, secrets.token_bytes(min(_PIECE, begin - at)))
        private.sync(file)
    finally:
        os.close(file)
    path.unlink()


_PIECE = 1 << 20


def _refuse_foreign(place: Path, building: Path) -> None:
    """What is not ours would be lost, or lie in a folder that we make room in."""
    if any(not folder.is_ours(file.name) for file in place.iterdir()):
        raise Refused(
            "Other files lie in the journal's folder; nothing was changed.",
            hint="Move them elsewhere first.",
        )
    if os.path.lexists(building):
        raise Refused(
            "Something stands beside the journal under the name that is needed.",
            hint="Its folder has the journal's name with .new behind it: move it elsewhere.",
        )


def _mark(place: Path) -> None:
    private.write(place / folder.GOING, b"")
    private.sync_folder(place)


def _is_marked(place: Path) -> bool:
    return (place / folder.GOING).is_file()


def _last_the_mark(file: Path) -> tuple[bool, str]:
    return file.name == folder.GOING, file.name


def _between(place: Path) -> Path:
    return place.with_name(place.name + folder.OLD)


def _remove_unfinished(place: Path, building: Path) -> None:
    """Remove what was built beside a vault that stays, and the mark in it."""
    if not _is_marked(building):
        folder.throw_away(building)
    (place / folder.GOING).unlink()
    private.sync_folder(place)


def _exchange(building: Path, place: Path) -> None:
    if not _exchanged_at_once(building, place):
        between = _between(place)
        place.rename(between)
        building.rename(place)
        between.rename(building)
    private.sync_folder(place.parent)


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Let two folders change places in one step. False where the system or the disk cannot."""
    failed = True
    if sys.platform != "win32":
        import ctypes  # 4 ms that no opening needs

        library = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(one), os.fsencode(other)
        try:
            if sys.platform == "darwin":
                failed = bool(library.renamex_np(*names, _EXCHANGE))
            else:
                failed = bool(library.renameat2(_AT_CWD, names[0], _AT_CWD, names[1], _EXCHANGE))
        except AttributeError:  # a C library without it
            return False
        if failed and ctypes.get_errno() not in _CANNOT:
            raise OSError(ctypes.get_errno(), "two folders could not change places")
    return not failed
