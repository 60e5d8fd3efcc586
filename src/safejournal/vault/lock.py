"""The lock that keeps two processes from opening one vault.

It lies on the file `lock`, which holds nothing, and ends with the process that took it, also when
that is killed or becomes another program.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from safejournal.errors import Refused, VaultInUse
from safejournal.vault import private

NAME = "lock"
_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class Lock:
    """The vault's lock while it is held. Release it, leave its `with`, or end the process."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises VaultInUse if another process (or this one) has the vault open.

        Refused where the file cannot be used, or the disk cannot lock files.
        """
        self._descriptor = -1
        try:
            self._descriptor = private.open_plain(folder / NAME, os.O_RDWR | os.O_CREAT)
            self.keeps_modes = private.tighten(self._descriptor)
            """Whether this file system can keep a file to its owner. FAT cannot."""
            _take(self._descriptor)
        except OSError as error:
            self.release()
            raise private.refusal(error) from None
        except (Refused, VaultInUse):
            self.release()
            raise

    def release(self) -> None:
        """Give the lock back. May be called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _take(descriptor: int) -> None:
    try:
        _lock(descriptor)
    except OSError as error:
        if error.errno in _HELD:
            raise VaultInUse(
                "This vault is open in another window or process.",
                hint="Lock or end it there first.",
            ) from None
        raise Refused("This disk cannot lock files, so two programs could spoil it.") from None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
