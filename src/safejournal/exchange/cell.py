"""The life of the process in which foreign bytes are read. `jail` starts it and listens.

    standard input    the foreign file, a file to look into, or the archive to seal
    another pipe      the task: a secret and the limits
    standard output   pieces, each with its length before it; then 0; then the verdict

What it gives back is an archive in the one form that we write ourselves, for the session to read
again with the same code. It dies of anything that it does not expect, and the session outlives it.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from io import BufferedReader
from typing import BinaryIO

from safejournal import codec
from safejournal.errors import InputRejected, Refused
from safejournal.exchange import age, confinement
from safejournal.exchange.age_header import Header, read_header
from safejournal.exchange.container import Archive
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from safejournal.exchange.unpacking import Unpacking
from safejournal.exchange.verdicts import (
    ASK_WORK,
    DONE,
    LARGEST_PIECE,
    LENGTH,
    NOT_DONE,
    NOT_FOR_US,
    REFUSED,
)


class _Mouth:
    """Gives pieces to the session."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> None:
        for at in range(0, len(data), LARGEST_PIECE):
            piece = data[at : at + LARGEST_PIECE]
            self._out.write(LENGTH.pack(len(piece)))
            self._out.write(piece)

    def verdict(self, verdict: int, said: str = "") -> None:
        self._out.write(LENGTH.pack(0) + bytes([verdict]) + said.encode("ascii", "replace"))
        self._out.flush()


class _Counted:
    """The foreign file, up to the size that was agreed."""

    def __init__(self, source: BufferedReader, most: int) -> None:
        self._source = source
        self._left = most

    def read(self, size: int = -1, /) -> bytes:
        piece = self._source.read(size)
        self._count(len(piece))
        return piece

    def readinto(self, buffer: memoryview, /) -> int:
        size = self._source.readinto(buffer)
        self._count(size)
        return size

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise InputRejected("this file is larger than was agreed")


class _Checked:
    """Reads the archive strictly, and gives its bytes on."""

    def __init__(self, mouth: _Mouth) -> None:
        self._mouth = mouth
        self._unpacking = Unpacking(hashing=False)  # the session does, which believes nothing
        self._archive = Archive(self._unpacking)

    def write(self, data: bytes) -> None:
        self._archive.write(data)
        self._mouth.write(data)

    def finish(self) -> None:
        self._archive.finish()
        self._unpacking.finish()


def live(task_descriptor: int) -> None:
    """Be that process, from its first act to its end."""
    with os.fdopen(task_descriptor, "rb") as pipe:
        task = json.loads(pipe.read())
    confinement.limit(task["memory"], task["seconds"])
    _load_all()
    if task["act"] in ("look", "clean"):  # opening needs none of it, and begins sooner without
        from safejournal.exchange import looking

        if task["act"] == "clean":
            looking.warm()
    source, out = os.fdopen(0, "rb"), os.fdopen(1, "wb", 1 << 16)
    confinement.confine()
    mouth = _Mouth(out)
    try:
        _ACTS[task["act"]](task, source, mouth)
    except age.NotForUs as error:
        mouth.verdict(NOT_FOR_US, error.sentence)
    except InputRejected as error:
        mouth.verdict(REFUSED, error.sentence)
    except Refused as error:
        mouth.verdict(NOT_DONE, error.sentence)
    os._exit(0)


def _load_all() -> None:
    """Load what would otherwise be loaded on first use, when no file can be opened any more."""
    for encoding in ("ascii", "utf-16-le", "utf-16-be", "cp437"):  # each is a module of its own
        codecs.lookup(encoding)
    somebody = PrivateIdentity(age=generate_age_key())
    age.seal([b"warm"], io.BytesIO(), [somebody.public.recipient])


def _open(task: dict[str, str | int], source: BufferedReader, mouth: _Mouth) -> None:
    counted = _Counted(source, int(task["largest"]))
    header = read_header(counted)
    secret = _secret(task, header)
    if header.work is not None and header.work > int(task["most_work"]):
        mouth.verdict(ASK_WORK, str(header.work))
        return
    checked = _Checked(mouth)
    age.unseal(header, counted, checked, secret)
    checked.finish()
    mouth.verdict(DONE)


def _open_package(task: dict[str, str | int], source: BufferedReader, mouth: _Mouth) -> None:
    """Open an age file that holds one file, with a key alone."""
    counted = _Counted(source, int(task["largest"]))
    header = read_header(counted)
    age.unseal(header, counted, mouth, _secret(task, header))
    mouth.verdict(DONE)


def _secret(task: dict[str, str | int], header: Header) -> str:
    """Return the secret that the header asks for."""
    wanted = "passphrase" if header.work is not None else "key"
    if not task.get(wanted):
        what = "a passphrase" if wanted == "passphrase" else "keys"
        raise age.NotForUs(f"this was sealed with {what}, and another sort of secret was given")
    return str(task[wanted])


def _seal(task: dict[str, str | int], source: BufferedReader, mouth: _Mouth) -> None:
    """Seal an archive with a passphrase: it may take a gigabyte, and the library may abort."""
    mouth.write(age.seal_by_passphrase(source.read(), str(task["passphrase"])))
    mouth.verdict(DONE)


def _look(_: dict[str, str | int], source: BufferedReader, mouth: _Mouth) -> None:
    """Say what a file tells besides what it shows."""
    from safejournal.exchange import looking

    mouth.write(codec.encode(looking.Seen(tuple(looking.look(source.read())))))
    mouth.verdict(DONE)


def _clean(_: dict[str, str | int], source: BufferedReader, mouth: _Mouth) -> None:
    """Give a copy of a picture without anything else, if one can be made."""
    from safejournal.exchange import looking

    made = looking.clean(source.read())
    if made is None:
        raise Refused("No cleaned copy of this file can be made.")
    mouth.write(made)
    mouth.verdict(DONE)


_ACTS = {"open": _open, "package": _open_package, "seal": _seal, "look": _look, "clean": _clean}


def main() -> None:
    """Begin: the number of the task's descriptor stands in the arguments."""
    sys.excepthook = lambda *_: None
    live(int(sys.argv[1]))
