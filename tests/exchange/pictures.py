"""Pictures and papers that tell more than they show, made by hand, each trace with a canary."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

SMALLEST_JPEG = bytes.fromhex(
    "ffd8ffdb004300030202020202030202020303030304060404040404080606050609080a0a090809090a0c0f0c"
    "0a0b0e0b09090d110d0e0f101011100a0c12131210130f101010ffc9000b080001000101011100ffcc00060010"
    "1005ffda0008010100003f00d2cf20ffd9"
)
"""One grey pixel."""

SECRETS = (
    "canary-maker", "canary-model", "canary-artist", "2026:05:01 21:40:00", "canary-serial",
    "canary-comment", "canary-xmp", "canary-iptc", "canary-behind", "canary-thumbnail",
)  # fmt: skip


def exif(orientation: int = 6) -> bytes:
    """Return EXIF with device, time, author, place, serial number and a thumbnail."""
    heap = bytearray()
    base = 1000

    def text(value: str) -> tuple[int, int, int]:
        at = base + len(heap)
        raw = value.encode() + b"\0"
        heap.extend(raw)
        return 2, len(raw), at

    def rationals(*values: int) -> tuple[int, int, int]:
        at = base + len(heap)
        for value in values:
            heap.extend(struct.pack("<II", value, 1))
        return 5, len(values), at

    def directory(entries: dict[int, tuple[int, int, int]], following: int = 0) -> bytes:
        out = struct.pack("<H", len(entries))
        for tag, (kind, count, value) in sorted(entries.items()):
            out += struct.pack("<HHII", tag, kind, count, value)
        return out + struct.pack("<I", following)

    first = directory(
        {
            0x010F: text("canary-maker"),
            0x0110: text("canary-model"),
            0x0112: (3, 1, orientation),
            0x0132: text("2026:05:01 21:40:00"),
            0x013B: text("canary-artist"),
            0x8769: (4, 1, 300),
            0x8825: (4, 1, 400),
        },
        600,
    )
    inner = directory({0xA431: text("canary-serial"), 0x927C: (7, 4, 0)})
    place = directory(
        {
            1: (2, 2, int.from_bytes(b"N\0\0\0", "little")),
            2: rationals(42, 52, 30),
            3: (2, 2, int.from_bytes(b"W\0\0\0", "little")),
            4: rationals(74, 34, 12),
        }
    )
    thumbnail = directory({0x0201: (4, 1, 900), 0x0202: (4, 1, 16)})
    block = bytearray(b"II*\0" + struct.pack("<I", 8)).ljust(base, b"\0")
    for at, part in ((8, first), (300, inner), (400, place), (600, thumbnail)):
        block[at : at + len(part)] = part
    block[900:916] = b"canary-thumbnail"
    return bytes(block + heap)


def segment(marker: int, content: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def telling_jpeg(orientation: int = 6) -> bytes:
    """Return a photograph that tells everything a photograph can."""
    before = (
        segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01" + b"can")
        + segment(0xE1, b"Exif\0\0" + exif(orientation))
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>canary-xmp</x>")
        + segment(0xED, b"Photoshop 3.0\0canary-iptc")
        + segment(0xE2, b"ICC_PROFILE\0\1\1canary-profile")
        + segment(0xFE, b"canary-comment")
    )
    return SMALLEST_JPEG[:2] + before + SMALLEST_JPEG[2:] + b"canary-behind"


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    checked = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checked


def telling_png() -> bytes:
    """Return a picture that tells everything such a picture can."""
    pixels = zlib.compress(b"\0\xff")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"tEXt", b"Author\0canary-artist")
        + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"canary-comment"))
        + chunk(b"iTXt", b"XML\0\0\0\0\0canary-xmp")
        + chunk(b"tIME", struct.pack(">HBBBBB", 2026, 5, 1, 21, 40, 0))
        + chunk(b"eXIf", exif())
        + chunk(b"iCCP", b"canary-profile\0\0" + zlib.compress(b"x"))
        + chunk(b"vpAg", b"canary-page")
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
        + b"canary-behind"
    )


def telling_pdf() -> bytes:
    """Return a PDF that says who made it."""
    title = b"\xfe\xff" + "Донос".encode("utf-16-be")
    return (
        b"%PDF-1.7\n1 0 obj<</Author(canary-artist)/Producer (canary-maker)"
        b"/CreationDate(D:20260501214000+06'00')/Title<" + title.hex().encode() + b">>>endobj\n"
    )


def telling_docx() -> bytes:
    """Return an office file that says who made it, and who else wrote in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        created = "<dcterms:created>2026-05-01</dcterms:created>"
        core = f"<x><dc:creator>canary-artist</dc:creator>{created}</x>"
        made.writestr("docProps/core.xml", core)
        made.writestr("docProps/app.xml", "<x><Company>canary-maker</Company></x>")
        made.writestr("docProps/thumbnail.jpeg", b"x")
        made.writestr("word/document.xml", '<w:ins w:author="canary-model"/>')
    return out.getvalue()
