"""Files of the person's own that are read: plain ones alone, nothing that keeps one waiting."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from safejournal.errors import NotFound, Refused


def open_plain(path: Path, otherwise: str) -> BinaryIO:
    """Open a file for reading.

    Raises NotFound; Refused where it cannot be read, and with the sentence `otherwise` for a
    folder, a pipe or a device.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise NotFound("There is no such file.") from None
    except OSError:
        raise Refused("This file cannot be read.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused(otherwise)
    return os.fdopen(descriptor, "rb")
