"""PDF and the office formats: what they tell of who made them.

Of Word documents a copy without it can be made (`word`), of a PDF none: docs/adr/009.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from safejournal.exchange.pictures import JPEG, picture_traces
from safejournal.exchange.traces import Sort, Trace, trace

PDF, ZIP = b"%PDF-", b"PK\x03\x04"

_LARGEST_PART = 1 << 20  # bytes of one part of an office file that are looked at
_INFO = re.compile(
    rb"/(Author|Creator|Producer|CreationDate|ModDate|Title|Subject|Keywords)\s*"
    rb"(?:\(((?:[^()\\]|\\.){0,400})\)|<([0-9A-Fa-f\s]{0,800})>)"
)
_STREAM = re.compile(rb"<<((?:[^<>]|<[^<]|>[^>]|<<[^<>]{0,500}>>){0,1500})>>\s{0,4}stream\r?\n")
_LARGEST_UNPACKED = 32 << 20  # bytes of all packed parts of a PDF that are looked at
_XMP = {
    b"dc:creator": Sort.AUTHOR,
    b"dc:title": Sort.COMMENT,
    b"dc:description": Sort.COMMENT,
    b"pdf:Producer": Sort.SOFTWARE,
    b"xmp:CreatorTool": Sort.SOFTWARE,
    b"xmp:CreateDate": Sort.TIME,
    b"xmp:ModifyDate": Sort.TIME,
    b"xmpMM:DocumentID": Sort.MORE,
    b"photoshop:AuthorsPosition": Sort.AUTHOR,
}
_INFO_SORTS = {
    b"Author": Sort.AUTHOR,
    b"Creator": Sort.SOFTWARE,
    b"Producer": Sort.SOFTWARE,
    b"CreationDate": Sort.TIME,
    b"ModDate": Sort.TIME,
}
_PROPERTIES = {
    "docProps/core.xml": {
        b"dc:creator": Sort.AUTHOR,
        b"cp:lastModifiedBy": Sort.AUTHOR,
        b"dcterms:created": Sort.TIME,
        b"dcterms:modified": Sort.TIME,
        b"dc:title": Sort.COMMENT,
        b"dc:description": Sort.COMMENT,
        b"cp:keywords": Sort.COMMENT,
    },
    "docProps/app.xml": {
        b"Company": Sort.AUTHOR,
        b"Manager": Sort.AUTHOR,
        b"Application": Sort.SOFTWARE,
        b"Template": Sort.COMMENT,
    },
    "meta.xml": {
        b"dc:creator": Sort.AUTHOR,
        b"meta:initial-creator": Sort.AUTHOR,
        b"meta:creation-date": Sort.TIME,
        b"dc:date": Sort.TIME,
        b"meta:generator": Sort.SOFTWARE,
    },
}
_AUTHORS = re.compile(rb'w:author="([^"]{0,400})"')
_LEFT_INSIDE = {
    b"w:comment": "comments",
    b"w:delText": "deleted text",
    b"w:vanish": "hidden text",
}
_PICTURES = re.compile(r"(word|xl|ppt)/media/[^/]*\.(jpe?g|png)", re.IGNORECASE)
_LARGEST_PICTURE = 16 << 20
_TELLING_PARTS = re.compile(
    r"word/(comments|document|footnotes|endnotes|header\d*|footer\d*|people|settings)\.xml"
)


def pdf_traces(data: bytes) -> Iterator[Trace]:
    """Yield what a PDF says of itself, also in packed parts; it may hold more than can be found."""
    if b"/Encrypt" in data:
        yield trace(Sort.UNREAD, "encrypted")
    readable = [data, *_packed(data)]
    found: dict[Trace, None] = {}
    for part in readable:
        found |= dict.fromkeys((*_said(part), *_described(part)))
    for picture in _pictures(data):
        with suppress(ValueError, zlib.error):
            found |= dict.fromkeys(picture_traces(picture))
    yield from found
    for part in readable:
        if b"/EmbeddedFile" in part:
            yield trace(Sort.MORE, "files inside")
        if b"/JavaScript" in part:
            yield trace(Sort.MORE, "a program inside")
    if data.count(b"%%EOF") > 1:
        yield trace(Sort.BEHIND, "earlier versions, or marks added later")
    yield trace(Sort.MORE, "PDF")


def _said(part: bytes) -> Iterator[Trace]:
    """Yield what the information dictionary, and notes on pages, say."""
    for name, text, digits in dict.fromkeys(_INFO.findall(part)):
        written = re.sub(rb"\s", b"", digits)
        raw = bytes.fromhex(written[: len(written) // 2 * 2].decode()) if digits else text
        said = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw
        if said:
            yield trace(_INFO_SORTS.get(name, Sort.COMMENT), said)


def _described(part: bytes) -> Iterator[Trace]:
    """Yield what XMP says, as element or as attribute."""
    if b"<rdf:" not in part:
        return
    for tag, sort in _XMP.items():
        name = re.escape(tag)
        for found in re.findall(
            rb"<%s>(.{1,800}?)</%s>|\b%s=\"([^\"]{1,400})\"" % (name, name, name), part, re.DOTALL
        ):
            yield trace(sort, re.sub(rb"<[^>]*>", b" ", found[0] or found[1]))


def _packed(data: bytes) -> Iterator[bytes]:
    """Yield packed parts, unpacked as far as there is room."""
    left = _LARGEST_UNPACKED
    for found in _STREAM.finditer(data):
        if b"/FlateDecode" not in found[1] or left <= 0:
            continue
        with suppress(zlib.error):
            part = zlib.decompressobj().decompress(data[found.end() :], min(left, _LARGEST_PART))
            left -= len(part)
            yield part


def _pictures(data: bytes) -> Iterator[bytes]:
    """Yield photographs that lie in it as they are."""
    for found in _STREAM.finditer(data):
        if b"/DCTDecode" in found[1] and data[found.end() :][:3] == JPEG:
            yield data[found.end() : data.find(b"endstream", found.end())].rstrip(b"\r\n")


def office_traces(data: bytes) -> Iterator[Trace]:
    """Yield what an office file says of itself. Raises ValueError for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise ValueError("not a sound office file") from None
    yield trace(Sort.MORE, "ZIP")


def _parts(archive: zipfile.ZipFile) -> Iterator[Trace]:
    for name in archive.namelist():
        if name.startswith("docProps/thumbnail"):
            yield trace(Sort.THUMBNAIL)
        elif name.startswith(("customXml/", "docProps/custom.xml", "word/embeddings/")):
            yield trace(Sort.MORE, name.rpartition("/")[2])
        elif name in _PROPERTIES or _TELLING_PARTS.fullmatch(name):
            yield from _written(name, _beginning(archive, name))
        elif _PICTURES.fullmatch(name):
            with suppress(ValueError, zlib.error):
                yield from picture_traces(_beginning(archive, name, _LARGEST_PICTURE))


def _beginning(archive: zipfile.ZipFile, name: str, most: int = _LARGEST_PART) -> bytes:
    with archive.open(name) as part:
        return part.read(most)


def _written(name: str, content: bytes) -> Iterator[Trace]:
    """Yield what a part of text or properties tells."""
    for tag, sort in _PROPERTIES.get(name, {}).items():
        for found in re.findall(rb"<%s[^>]*>([^<]{1,400})<" % re.escape(tag), content):
            yield trace(sort, found)
    for author in dict.fromkeys(_AUTHORS.findall(content)):
        yield trace(Sort.AUTHOR, author)
    for mark, said in _LEFT_INSIDE.items():
        if re.search(rb"<%s[ />]" % mark, content):
            yield trace(Sort.COMMENT, said)
    if b"w:rsid" in content:
        yield trace(Sort.MORE, "numbers of editing sessions")
