"""The archive inside a bundle: ustar, written in one way, and read only if written in that way.

A reader of archives that understands much can be led anywhere: links, devices, names that climb,
sizes in five notations. Ours makes the header that it would have written for the name and the size
it finds, and compares: what differs in one bit is refused. Any tar opens what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from safejournal.domain.padding import is_padded, padded
from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected

BLOCK = 512
LARGEST = 1 << 30
"""Bytes of an archive: what a person can still hand over, and a small machine still read."""

MOST_MEMBERS = 20_000

PAD = "pad.bin"
"""The last member: as many zeros as bring the archive to its size."""

_LONGEST_NAME = 99
_NAME = re.compile(rf"[!-~]{{1,{_LONGEST_NAME}}}")
_WRITTEN = 946_684_800
"""Every member's time: the year 2000. tar warns of 1970, and any other would tell something."""

_MODE_AND_OWNER = b"0000600\0" + b"0000000\0" * 2
_TIME = b"%011o\0" % _WRITTEN
_AFTER = b"0" + bytes(100) + b"ustar\0" + b"00" + bytes(64) + b"0000000\0" * 2 + bytes(155 + 12)
_SUM_OF_THE_REST = sum(_MODE_AND_OWNER + _TIME + _AFTER) + 8 * ord(" ")

_SIZE_AT, _SIZE_DIGITS = 124, 11
_END = bytes(2 * BLOCK)
_OCTAL = re.compile(rb"[0-7]{11}\0")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive, about to be written."""

    name: str
    size: int
    content: Iterable[bytes]
    """Exactly `size` bytes in all."""


def header(name: str, size: int) -> bytes:
    """Return the one header that a file of this name and size has. ValueError for an odd name."""
    if not _NAME.fullmatch(name) or not 0 <= size < 8**_SIZE_DIGITS:
        raise ValueError("an archive holds no such file")
    named, sized = name.encode("ascii").ljust(_LONGEST_NAME + 1, b"\0"), b"%011o\0" % size
    checksum = b"%06o\0 " % (sum(named) + sum(sized) + _SUM_OF_THE_REST)
    return b"".join((named, _MODE_AND_OWNER, sized, _TIME, checksum, _AFTER))


def write(members: Iterable[Member]) -> Iterator[bytes]:
    """Yield the archive of these members, padded. Raises Refused or what a content raises."""
    length = 0
    for member in members:
        yield header(member.name, member.size)
        written = 0
        for piece in member.content:
            written += len(piece)
            yield piece
        if written != member.size:
            raise ValueError("a member is not as large as was said")
        yield bytes(-written % BLOCK)
        length += BLOCK + written + -written % BLOCK
    yield from _padding(length)


def _padding(length: int) -> Iterator[bytes]:
    zeros = padded(length + BLOCK + len(_END)) - length - BLOCK - len(_END)
    yield header(PAD, zeros)
    whole = bytes(1 << 16)
    for _ in range(zeros // len(whole)):
        yield whole
    yield bytes(zeros % len(whole))
    yield _END


class Sink(Protocol):
    """Takes what an archive holds, one member after the other."""

    def begin(self, name: str, size: int) -> None:
        """Take note of the next member; InputRejected if none like it belongs here."""

    def data(self, piece: memoryview) -> None:
        """Take a piece of its content."""

    def end(self) -> None:
        """Take note that the member is complete."""


class Archive:
    """Reads an archive as its bytes come in, and hands its members to a sink."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting = bytearray()
        self._left = 0
        self._filling = 0
        self._length = 0
        self._members = 0
        self._last = ""
        self._ended = False

    def write(self, data: bytes) -> None:
        """Take the next bytes. Raises InputRejected for anything that `write` would not make."""
        self._length += len(data)
        if self._length > LARGEST:
            raise InputRejected("the archive in it is too large")
        view = memoryview(data)
        while view:
            view = self._content(view) if self._left else self._block(view)

    def finish(self) -> None:
        """Say that all bytes have come. Raises InputRejected unless the archive is complete."""
        if not self._ended or self._waiting or not is_padded(self._length):
            raise InputRejected("the archive in it is cut, or not padded as it must be")

    def _content(self, view: memoryview) -> memoryview:
        piece, rest = view[: self._left], view[self._left :]
        self._left -= len(piece)
        if self._last == PAD:
            if any(piece):
                raise InputRejected("something stands where only zeros may stand")
        else:
            self._sink.data(piece)
        if not self._left:
            self._complete()
        return rest

    def _block(self, view: memoryview) -> memoryview:
        """Gather a header, the filling behind a member, or the archive's end."""
        wanted = self._filling or (len(_END) if self._last == PAD else BLOCK)
        missing = wanted - len(self._waiting)
        if self._ended:
            raise InputRejected("something follows the end of the archive")
        self._waiting += view[:missing]
        if len(self._waiting) == wanted:
            block, self._waiting = bytes(self._waiting), bytearray()
            self._take(block)
        return view[missing:]

    def _take(self, block: bytes) -> None:
        if self._filling or self._last == PAD:
            if any(block):
                raise InputRejected("something stands where only zeros may stand")
            self._ended = not self._filling
            self._filling = 0
        else:
            self._begin(block)

    def _begin(self, block: bytes) -> None:
        self._members += 1
        digits = block[_SIZE_AT : _SIZE_AT + _SIZE_DIGITS + 1]
        if self._members > MOST_MEMBERS or not _OCTAL.fullmatch(digits):
            raise InputRejected("the archive in it is not of the form that bundles have")
        name = block[: _LONGEST_NAME + 1].rstrip(b"\0").decode("ascii", "replace")
        size = int(digits[:-1], 8)
        try:
            same = header(name, size) == block
        except ValueError:
            same = False
        if not same or size > LARGEST:
            raise InputRejected("the archive in it is not of the form that bundles have")
        self._last, self._left, self._filling = name, size, -size % BLOCK
        if name != PAD:
            self._sink.begin(name, size)
        if not size:
            self._complete()

    def _complete(self) -> None:
        if self._last != PAD:
            self._sink.end()
