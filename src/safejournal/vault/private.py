"""Files for one person's eyes: 0600, never through a link, on the disk before we go on."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from safejournal.errors import Refused

MODE = 0o600
OTHERS = 0o077
"""The bits of a mode that let anybody else in."""
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # else opening a pipe put in our way would never return

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_FAILED = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE}
_NOT_PLAIN = {errno.ELOOP, errno.EMLINK, errno.EISDIR}
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP}


def refusal(error: OSError) -> Refused:
    """Return the refusal that tells a person what the system said of a file of the vault."""
    if error.errno in _FULL:
        return disk_full()
    if error.errno in _FORBIDDEN:
        return not_writable()
    if error.errno in _FAILED:
        return disk_failed()
    if error.errno in _NOT_PLAIN:
        return Refused("A file of the vault is a link, a pipe or a folder; it was not touched.")
    return Refused("The system did not let us use a file of the vault.")


def disk_full() -> Refused:
    """Return the refusal for a full disk."""
    return Refused("The disk is full; nothing was changed.", hint="Free some space and try again.")


def not_writable() -> Refused:
    """Return the refusal for a place that only reads."""
    return Refused(
        "The vault's folder or a file in it cannot be written; nothing was changed.",
        hint="Its owner or its disk may be set to reading only.",
    )


def disk_failed() -> Refused:
    """Return the refusal for a disk that answers with errors, or was pulled out."""
    return Refused(
        "The disk reported an error, or was taken out; nothing was changed.",
        hint="Put it back, or copy the whole vault folder to another disk.",
    )


def create(path: Path) -> int:
    """Return a descriptor of a file that was not there before, for its owner alone."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK | _PLAIN, MODE)
    tighten(descriptor)
    return descriptor


def open_plain(path: Path, flags: int = os.O_RDONLY) -> int:
    """Return a descriptor of a regular file; OSError (ELOOP) for a link, a pipe or a device."""
    descriptor = os.open(path, flags | _NO_LINK | _NO_WAIT | _PLAIN, MODE)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.ELOOP, "not a regular file")


def on_read_only_disk(path: Path) -> bool:
    """Tell whether the disk under a path is mounted for reading only (a locked stick, a CD)."""
    if sys.platform == "win32":
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def tighten(descriptor: int) -> bool:
    """Take a file from everybody else. Return whether the file system keeps such things at all."""
    kept = True
    if sys.platform != "win32":
        with suppress(PermissionError):
            os.fchmod(descriptor, MODE)
        kept = not os.fstat(descriptor).st_mode & OTHERS
    return kept


def write(path: Path, content: bytes) -> None:
    """Write a new file and see it onto the disk."""
    with os.fdopen(create(path), "wb") as file:
        file.write(content)
        file.flush()
        sync(file.fileno())


def read(path: Path, *, at_most: int) -> bytes:
    """Return the beginning of a regular file."""
    with os.fdopen(open_plain(path), "rb") as file:
        return file.read(at_most)


def sync(descriptor: int) -> None:
    """See a file's content onto the disk, past the drive's own cache where that can be asked."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_file(path: Path) -> None:
    """See a written file onto the disk."""
    descriptor = open_plain(path, os.O_RDWR)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """See the names in a folder onto the disk. Windows has no way to ask for it."""
    if sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY | _PLAIN)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC:  # some network and user-space file systems
                raise
        finally:
            os.close(descriptor)
