"""Where a document comes from: a file, standard input, or nowhere."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from safejournal.cli.session import Session
from safejournal.errors import InputRejected, NotFound, Refused

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""Bytes of a document: the codec refuses more, and a device must not be read for ever."""


def read_document(session: Session, source: str, largest: int = LARGEST) -> bytes:
    """Return what stands in the file, or on standard input for `-`. Raises what says why not."""
    session.refuse_shared_input(source)
    found = _read_input(largest) if source == "-" else _read_file(source, largest)
    if len(found) > largest:
        raise InputRejected(f"This is larger than {largest} bytes.")
    return found


def _read_input(largest: int) -> bytes:
    return sys.stdin.buffer.read(largest + 1)


def _read_file(path: str, largest: int) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - loading pathlib costs more than reading
            return file.read(largest + 1)
    except FileNotFoundError:
        raise NotFound("There is no such file.") from None
    except (OSError, ValueError):  # ValueError: a name with NUL in it
        raise Refused("This file cannot be read.") from None


def text_of(argument: str) -> str:
    """Return an argument that is text. Raises InputRejected for bytes that are none."""
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        raise InputRejected("this is not UTF-8 text") from None
    return argument


def read_words(session: Session, source: str) -> str:
    """Return the text on standard input, which must be UTF-8."""
    try:
        return read_document(session, source).decode("utf-8")
    except UnicodeDecodeError:
        raise InputRejected("this is not UTF-8 text") from None


def bundle_path(session: Session, source: str) -> Path:
    """Return where a bundle lies; for `-` standard input, held in memory: it is read twice.

    Raises InputRejected for more than any bundle has, Refused where the system cannot hold it so.
    """
    from pathlib import Path

    if source != "-":
        return Path(source)
    session.refuse_shared_input(source)
    if not hasattr(os, "memfd_create"):
        raise Refused("On this system a bundle cannot come from standard input.", hint="Save it.")
    from safejournal.services.receiving import LARGEST_FILE

    held, size = os.memfd_create("bundle"), 0
    with os.fdopen(os.dup(held), "wb") as file:
        while piece := sys.stdin.buffer.read(LARGEST):
            size += file.write(piece)
            if size > LARGEST_FILE:
                raise InputRejected("this file is larger than any bundle")
    return Path(f"/proc/self/fd/{held}")
