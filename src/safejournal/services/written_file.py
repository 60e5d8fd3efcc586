"""Files that leave the vault: new, private, and complete or absent."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from safejournal.errors import Refused

PRIVATE = 0o600


@contextmanager
def new_file(target: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """Yield a file that becomes `target` when all of it has been written and synced.

    Raises Refused when something stands there already (unless `force`) or the place cannot be
    written; whatever is raised inside, nothing is left behind.
    """
    if os.path.lexists(target) and not force:
        raise Refused("There is a file of that name already.", hint="Use --force to replace it.")
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(beside, flags, PRIVATE)
    except OSError:
        raise Refused("The file cannot be written there.") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            sync(file)
        _put_in_place(beside, target, force)
    except OSError:
        beside.unlink(missing_ok=True)
        raise Refused("The file could not be written whole; nothing was left.") from None
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def sync(file: BinaryIO) -> None:
    """Bring what was written to the disk, so that putting it in its place cannot fail half-way."""
    file.flush()
    os.fsync(file.fileno())


def _put_in_place(beside: Path, target: Path, force: bool) -> None:
    """Rename; without `force`, never over something that appeared meanwhile."""
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
