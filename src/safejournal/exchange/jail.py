"""The jail: one short-lived process for every foreign file, so that the session never reads one.

A file of 270 bytes can make age's library allocate 8 GiB and abort the process it runs in. Here the
process that dies is another one, which holds nothing but the one key that opens the file, can open
no file, start no program and reach no network (`confinement`). What it gives back is read again.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import IO, BinaryIO

from safejournal.domain.values import dataclass
from safejournal.errors import ConfirmationNeeded, InputRejected, Refused
from safejournal.exchange.age import NotForUs, Writer
from safejournal.exchange.age_header import MOST_WORK, MOST_WORK_SILENT, SCRYPT_BYTES_PER_N
from safejournal.exchange.verdicts import (
    ASK_WORK,
    DONE,
    LARGEST_PIECE,
    LENGTH,
    NOT_DONE,
    NOT_FOR_US,
    REFUSED,
)

LARGEST_SILENT = 64 << 20
"""Bytes of a file that is read without asking."""

LARGEST = (1 << 30) + (8 << 20)
"""Bytes of a file that is read at all: the largest archive, and what age adds to it."""

MEMORY = 512 << 20
"""Bytes of addresses that reading may take; a passphrase's memory comes on top, once agreed."""

SECONDS = 20
"""Of processor time, for a file of the silent size; a passphrase of 2 GiB takes some eight."""

BYTES_PER_SECOND = 16 << 20
"""Allowed on top for larger files: a twentieth of what is measured."""

PATIENCE = 3
"""How many times as long the clock on the wall may run as the processor's."""

_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from safejournal.exchange.cell import main; main()"
)
Task = dict[str, str | int]
_SENTENCE = re.compile(r"[ -~]{1,300}")
_UNSAID = "this file could not be read: what is in it is not sound, or asks too much of a machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the person has agreed to for this file."""

    large: bool = False
    """More than 64 MiB, up to 1 GiB."""
    memory: bool = False
    """A passphrase that takes up to 2 GiB of memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What may open a file."""

    key: str = field(default="", repr=False)
    """An age secret key."""
    passphrase: str = field(default="", repr=False)


def read_foreign(source: BinaryIO, secret: Secret, into: Writer, agreed: Agreed) -> None:
    """Open a foreign age file in the jail; write the archive that was in it, checked, to `into`.

    Only when this has returned was the file whole: `into` must believe nothing before. Raises
    InputRejected (NotForUs, if it was sealed to others); ConfirmationNeeded for a size or a cost to
    which the person has not agreed. What `into` raises ends the jail and comes through.
    """
    size = _size(source)
    if size > LARGEST:
        raise InputRejected("this file is larger than any bundle")
    if size > LARGEST_SILENT and not agreed.large:
        raise ConfirmationNeeded(
            "This file is larger than 64 MiB.", hint="Read it only if you expect so much."
        )
    most_work = MOST_WORK if agreed.memory else MOST_WORK_SILENT
    by_passphrase = SCRYPT_BYTES_PER_N << most_work if secret.passphrase else 0
    task: Task = {
        "act": "open",
        "key": secret.key,
        "passphrase": secret.passphrase,
        "largest": LARGEST if agreed.large else LARGEST_SILENT,
        "most_work": most_work,
        "memory": MEMORY + by_passphrase,
        "seconds": SECONDS + max(0, size - LARGEST_SILENT) // BYTES_PER_SECOND,
    }
    with _inmate(source, task) as answer:
        for piece in _pieces(answer):
            into.write(piece)
        _judge(answer)


def read_package(source: BinaryIO, key: str, into: Writer) -> None:
    """Open an age file that holds one file, of any size, with a key; write that file to `into`.

    What is in it is checked by whoever takes it: here it is bytes. Only when this has returned was
    it whole. Raises InputRejected; NotForUs if it was sealed to others, or with a passphrase.
    """
    size = _size(source)
    task: Task = {
        "act": "package",
        "key": key,
        "largest": size,
        "memory": MEMORY,
        "seconds": SECONDS + size // BYTES_PER_SECOND,
    }
    with _inmate(source, task) as answer:
        for piece in _pieces(answer):
            into.write(piece)
        _judge(answer)


def seal_by_passphrase(archive: bytes, passphrase: str) -> bytes:
    """Seal an archive with a passphrase, in a process that may take a gigabyte and fail alone.

    Raises Refused where the memory is not to be had, or where the cost would be too high to open.
    """
    most = SCRYPT_BYTES_PER_N << MOST_WORK
    task: Task = {
        "act": "seal",
        "passphrase": passphrase,
        "memory": MEMORY + most,
        "seconds": SECONDS,
    }
    try:
        return _fed(archive, task)
    except InputRejected:
        raise Refused(
            "There is not enough free memory to seal this with a passphrase.",
            hint="Close other programs, or make a key card for the contact instead.",
        ) from None


def work_on(data: bytes, act: str) -> bytes:
    """Return what the jail makes of a file: "look" into it, or "clean" it (`looking`).

    Raises Refused where no cleaned copy can be made, InputRejected where the process dies of it.
    """
    return _fed(data, {"act": act, "memory": MEMORY, "seconds": SECONDS})


def _fed(data: bytes, task: Task) -> bytes:
    """Give the process its input through a pipe, and return all that it says."""
    read, write = os.pipe()
    feeder = threading.Thread(target=_feed, args=(write, data))
    feeder.start()  # ends by itself once nobody reads any more
    with os.fdopen(read, "rb") as source, _inmate(source, task) as answer:
        said = bytearray()
        for piece in _pieces(answer):
            said += piece
            if len(said) > len(data) + LARGEST_PIECE:
                raise InputRejected(_UNSAID)
        feeder.join()
        _judge(answer)
    return bytes(said)


def _feed(descriptor: int, archive: bytes) -> None:
    try:
        with os.fdopen(descriptor, "wb") as pipe:
            pipe.write(archive)
    except BrokenPipeError:
        return


def _size(source: BinaryIO) -> int:
    """Return a file's size; of a pipe nobody knows it, and the inmate counts."""
    return os.fstat(source.fileno()).st_size


@contextmanager
def _inmate(source: BinaryIO, task: Task) -> Iterator[IO[bytes]]:
    """Start the process with its task; whatever happens, it is gone afterwards."""
    told, telling = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _PROGRAM, _ROOT, str(told)],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=LARGEST_PIECE,  # where the system has a say: fewer turns between the two
            pass_fds=[told],
            env={"HOME": "/nowhere"},  # else Python asks the name service for it at its start
        )
    except OSError:
        os.close(telling)
        raise Refused("The process that reads foreign files could not be started.") from None
    finally:
        os.close(told)
    timer = threading.Timer(PATIENCE * int(task["seconds"]), process.kill)
    timer.start()
    try:
        with os.fdopen(telling, "wb") as pipe:
            pipe.write(json.dumps(task).encode())
        if process.stdout is None:
            raise TypeError("the process must be started with a pipe")
        with process.stdout as answer:
            yield answer
    except BrokenPipeError:
        raise InputRejected(_UNSAID) from None
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:  # not yet read where it died before it took its task
            process.stdout.close()


def _pieces(answer: IO[bytes]) -> Iterator[bytes]:
    """Yield what the process gives. Raises InputRejected where it dies."""
    while length := LENGTH.unpack(_exactly(answer, LENGTH.size))[0]:
        if length > LARGEST_PIECE:
            raise InputRejected(_UNSAID)
        yield _exactly(answer, length)


def _exactly(answer: IO[bytes], size: int) -> bytes:
    data = answer.read(size)
    if len(data) != size:
        raise InputRejected(_UNSAID)
    return data


def _judge(answer: IO[bytes]) -> None:
    """Read the verdict; raise what it comes to."""
    verdict, *_ = _exactly(answer, 1)
    said = answer.read(1000).decode("ascii", "replace")
    if verdict == DONE and not said:
        return
    if verdict == ASK_WORK and said.isdecimal() and int(said) <= MOST_WORK:
        mebibytes = (SCRYPT_BYTES_PER_N << int(said)) >> 20
        raise ConfirmationNeeded(f"Opening this by passphrase takes {mebibytes} MiB of memory.")
    if not _SENTENCE.fullmatch(said):
        raise InputRejected(_UNSAID)
    kinds = {REFUSED: InputRejected, NOT_FOR_US: NotForUs, NOT_DONE: Refused}
    raise kinds.get(verdict, InputRejected)(said)
