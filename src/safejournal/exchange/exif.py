"""EXIF, as cameras write it into photographs: a small TIFF of numbered entries."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from safejournal.domain.values import dataclass
from safejournal.exchange.traces import Sort, Trace, trace

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_MOST_ENTRIES = 1000
_ASCII, _SHORT, _LONG = 2, 3, 4

_ORIENTATION, _EXIF, _GPS, _MAKER_NOTE, _THUMBNAIL = 0x0112, 0x8769, 0x8825, 0x927C, 0x0201
_SORTS = {
    0x010E: Sort.COMMENT,
    0x010F: Sort.DEVICE,
    0x0110: Sort.DEVICE,
    0x0131: Sort.SOFTWARE,
    0x0132: Sort.TIME,
    0x013B: Sort.AUTHOR,
    0x8298: Sort.AUTHOR,
    0x9003: Sort.TIME,
    0x9004: Sort.TIME,
    0x9286: Sort.COMMENT,
    0x9C9B: Sort.COMMENT,
    0x9C9C: Sort.COMMENT,
    0x9C9D: Sort.AUTHOR,
    0x9C9E: Sort.COMMENT,
    0x9C9F: Sort.COMMENT,
    0xA430: Sort.AUTHOR,
    0xA431: Sort.DEVICE,
    0xA433: Sort.DEVICE,
    0xA434: Sort.DEVICE,
    0xA435: Sort.DEVICE,
}
"""Tags that are told, by their numbers (CIPA DC-008)."""

_WIDE = range(0x9C9B, 0x9CA0)  # Windows writes these as UTF-16


@dataclass(frozen=True, slots=True)
class _Entry:
    tag: int
    kind: int
    count: int
    data: bytes
    number: int
    """Its value where that is one whole number, or the place of another directory."""


class Exif:
    """One block of EXIF. Raises ValueError for what is none."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self._order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4], "")
        if not self._order:
            raise ValueError("not EXIF")

    def traces(self) -> Iterator[Trace]:
        """Yield what it tells."""
        for at, directory in enumerate(self._directories()):
            for entry in directory:
                if entry.tag in _SORTS:
                    yield trace(_SORTS[entry.tag], _text(entry))
                elif entry.tag == _EXIF:
                    yield from self._inner(entry.number)
                elif entry.tag == _GPS:
                    yield trace(Sort.PLACE, self._place(entry.number))
                elif entry.tag == _THUMBNAIL and at:
                    yield trace(Sort.THUMBNAIL)

    def orientation(self) -> int:
        """Return how a viewer turns the picture, 1 to 8; 1 where it is not said."""
        for directory in self._directories():
            for entry in directory:
                if entry.tag == _ORIENTATION and 1 <= entry.number <= 8:  # noqa: PLR2004 - the eight
                    return entry.number
        return 1

    def _inner(self, at: int) -> Iterator[Trace]:
        for entry in self._directory(at)[0]:
            if entry.tag in _SORTS:
                yield trace(_SORTS[entry.tag], _text(entry))
            elif entry.tag == _MAKER_NOTE:
                yield trace(Sort.DEVICE, "maker note")

    def _place(self, at: int) -> str:
        entries = {entry.tag: entry for entry in self._directory(at)[0]}
        numbers = []
        for sign, value in ((1, 2), (3, 4)):
            if value not in entries or sign not in entries:
                return ""
            degrees = self._degrees(entries[value].data)
            numbers.append(-degrees if entries[sign].data[:1] in (b"S", b"W") else degrees)
        return ", ".join(f"{number:.5f}" for number in numbers)

    def _degrees(self, data: bytes) -> float:
        parts: tuple[int, ...] = struct.unpack(f"{self._order}6I", data[:24].ljust(24, b"\0"))
        pairs = zip(parts[::2], parts[1::2], (1, 60, 3600), strict=True)
        return float(sum(above / below / unit for above, below, unit in pairs if below))

    def _directories(self) -> Iterator[list[_Entry]]:
        """Yield the directories that follow each other: the picture's, the thumbnail's."""
        (at,) = self._numbers("I", 4)
        for _ in range(2):
            if not at:
                return
            entries, at = self._directory(at)
            yield entries

    def _directory(self, at: int) -> tuple[list[_Entry], int]:
        (count,) = self._numbers("H", at)
        if count > _MOST_ENTRIES:
            raise ValueError("not EXIF")
        entries = [self._entry(at + 2 + 12 * number) for number in range(count)]
        try:
            (following,) = self._numbers("I", at + 2 + 12 * count)
        except ValueError:
            following = 0
        return entries, following

    def _entry(self, at: int) -> _Entry:
        tag, kind, count = self._numbers("HHI", at)
        size = _SIZES.get(kind, 1) * count
        (place,) = self._numbers("I", at + 8)
        start = at + 8 if size <= 4 else place  # noqa: PLR2004 - what fits stands in the entry
        data = self._block[start : start + size]
        number = place
        if kind == _SHORT:
            (number,) = self._numbers("H", at + 8)
        return _Entry(tag, kind, count, data, number)

    def _numbers(self, form: str, at: int) -> tuple[int, ...]:
        try:
            return struct.unpack_from(self._order + form, self._block, at)
        except struct.error:
            raise ValueError("not EXIF") from None


def _text(entry: _Entry) -> str | bytes:
    if entry.tag in _WIDE:
        return entry.data.decode("utf-16-le", "replace")
    return entry.data if entry.kind in (_ASCII, 7) else b""


def turned(orientation: int) -> bytes:
    """Return the smallest EXIF, which says how to turn a picture and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 1) + entry + bytes(4)
