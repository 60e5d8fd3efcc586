"""JPEG and PNG: what they tell besides the picture, and a copy with the picture alone."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress

from safejournal.exchange.exif import Exif, turned
from safejournal.exchange.traces import Sort, Trace, trace

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"

_EXIF, _XMP, _JFIF, _ADOBE = b"Exif\0\0", b"http://ns.adobe.com/x", b"JFIF\0", b"Adobe"
_SOI, _EOI, _SOS, _COMMENT, _APP0, _APP1, _APP14 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE1, 0xEE
_FIRST_APP, _LAST_APP = 0xE0, 0xEF
_PICTURE = frozenset({0xDB, 0xC4, 0xCC, 0xDD, _SOS} | (set(range(0xC0, 0xD0)) - {0xC8}))
"""Segments without which there is no picture: tables, frames, scans."""

_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In a scan, what is no escaped byte and no restart mark begins the next segment."""

_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"}
)
"""Chunks of a PNG that make the picture, and nothing else."""

Segment = tuple[int, bytes, bytes]
"""Marker, content, and for a scan the bytes of the picture behind it."""


def picture_traces(data: bytes) -> Iterator[Trace]:
    """Yield what a picture tells. Raises ValueError for what is neither JPEG nor PNG."""
    yield from _jpeg_traces(data) if data.startswith(JPEG) else _png_traces(data)


def picture_alone(data: bytes) -> bytes:
    """Return a copy with the same picture, pixel by pixel, and nothing else. ValueError as above.

    How a viewer turns it stays; colour profiles go, since they name devices.
    """
    return _clean_jpeg(data) if data.startswith(JPEG) else _clean_png(data)


def _segments(data: bytes) -> tuple[list[Segment], int]:
    """Return the segments of a JPEG, and where it ends."""
    found: list[Segment] = []
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 2 > len(data) or data[at] != 0xFF:  # noqa: PLR2004 - a marker's first byte
            raise ValueError("not a sound JPEG")
        marker = data[at + 1]
        if marker == _EOI:
            return found, at + 2
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + size
        if size < 2 or end > len(data):  # noqa: PLR2004 - the size counts itself
            raise ValueError("not a sound JPEG")
        scan = b""
        if marker == _SOS:
            stop = _SCAN_END.search(data, end)
            if stop is None:
                raise ValueError("not a sound JPEG")
            scan = data[end : stop.start()]
        found.append((marker, data[at + 4 : end], scan))
        at = end + len(scan)


def _jpeg_traces(data: bytes) -> Iterator[Trace]:
    segments, end = _segments(data)
    for marker, content, _ in segments:
        if marker == _COMMENT:
            yield trace(Sort.COMMENT, content)
        elif marker == _APP1 and content.startswith(_EXIF):
            yield from _exif_traces(content[len(_EXIF) :])
        elif _FIRST_APP <= marker <= _LAST_APP and not content.startswith((_JFIF, _ADOBE)):
            sort = Sort.COMMENT if content.startswith(_XMP) else Sort.MORE
            yield trace(sort, re.split(rb"[^ -~]", content[:40])[0])
    if data[end:].strip(b"\0"):
        yield trace(Sort.BEHIND, f"{len(data) - end} bytes")


def _exif_traces(block: bytes) -> Iterator[Trace]:
    try:
        yield from list(Exif(block).traces())
    except ValueError:
        yield trace(Sort.MORE, "EXIF")


def _clean_jpeg(data: bytes) -> bytes:
    segments, _ = _segments(data)
    out = [b"\xff\xd8"]
    orientation = 1
    for marker, content, _scan in segments:
        if marker == _APP1 and content.startswith(_EXIF):
            with suppress(ValueError):
                orientation = Exif(content[len(_EXIF) :]).orientation()
    if orientation != 1:
        out.append(_segment(_APP1, _EXIF + turned(orientation)))
    for marker, content, scan in segments:
        if marker == _APP0 and content.startswith(_JFIF):
            out.append(_segment(marker, content[:12].ljust(12, b"\0") + bytes(2)))
        elif marker in _PICTURE or (marker == _APP14 and content.startswith(_ADOBE)):
            out += [_segment(marker, content[:12] if marker == _APP14 else content), scan]
    return b"".join((*out, b"\xff\xd9"))


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def _chunks(data: bytes) -> tuple[list[tuple[bytes, bytes]], int]:
    """Return the chunks of a PNG, and where it ends."""
    if not data.startswith(PNG):
        raise ValueError("not a sound PNG")
    found: list[tuple[bytes, bytes]] = []
    at = len(PNG)
    while not found or found[-1][0] != b"IEND":
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        content, checked = data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if len(checked) != 4 or zlib.crc32(kind + content) != int.from_bytes(checked, "big"):  # noqa: PLR2004
            raise ValueError("not a sound PNG")
        found.append((kind, content))
        at += 12 + size
    return found, at


def _png_traces(data: bytes) -> Iterator[Trace]:
    chunks, end = _chunks(data)
    for kind, content in chunks:
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield trace(Sort.COMMENT, content if kind == b"tEXt" else content.split(b"\0")[0])
        elif kind == b"tIME":
            yield trace(Sort.TIME, "-".join(map(str, struct.unpack(">HBBBBB", content[:7]))))
        elif kind == b"eXIf":
            yield from _exif_traces(content)
        elif kind not in _CHUNKS and kind != b"pHYs":
            yield trace(Sort.MORE, kind.decode("ascii", "replace"))
    if data[end:]:
        yield trace(Sort.BEHIND, f"{len(data) - end} bytes")


def _clean_png(data: bytes) -> bytes:
    out = [PNG]
    for kind, content in _chunks(data)[0]:
        if kind in _CHUNKS:
            checked = struct.pack(">I", zlib.crc32(kind + content))
            out += [struct.pack(">I", len(content)), kind, content, checked]
    return b"".join(out)
