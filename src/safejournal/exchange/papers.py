"""PDF and the office formats: what they tell of who made them. No copy without it can be made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from safejournal.exchange.traces import Sort, Trace, trace

PDF, ZIP = b"%PDF-", b"PK\x03\x04"

_LARGEST_PART = 1 << 20  # bytes of one part of an office file that are looked at
_INFO = re.compile(
    rb"/(Author|Creator|Producer|CreationDate|ModDate|Title|Subject|Keywords)\s*"
    rb"(?:\(((?:[^()\\]|\\.){0,400})\)|<([0-9A-Fa-f\s]{0,800})>)"
)
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
_TELLING_PARTS = re.compile(
    r"word/(comments|document|footnotes|people)\.xml|docProps/thumbnail\..*"
)


def pdf_traces(data: bytes) -> Iterator[Trace]:
    """Yield what a PDF says of itself where it can be read; it may hold more in packed parts."""
    for name, text, digits in dict.fromkeys(_INFO.findall(data)):
        raw = (
            bytes.fromhex(re.sub(rb"\s", b"", digits).decode()[: len(digits) // 2 * 2])
            if (digits and len(re.sub(rb"\s", b"", digits)) % 2 == 0)
            else text
        )
        said = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw
        if said:
            yield trace(_INFO_SORTS.get(name, Sort.COMMENT), said)
    yield trace(Sort.MORE, "PDF")


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
        if name not in _PROPERTIES and not _TELLING_PARTS.fullmatch(name):
            continue
        if name.startswith("docProps/thumbnail"):
            yield trace(Sort.THUMBNAIL)
            continue
        with archive.open(name) as part:
            content = part.read(_LARGEST_PART)
        for tag, sort in _PROPERTIES.get(name, {}).items():
            for found in re.findall(rb"<%s[^>]*>([^<]{1,400})<" % re.escape(tag), content):
                yield trace(sort, found)
        for author in dict.fromkeys(_AUTHORS.findall(content)):
            yield trace(Sort.AUTHOR, author)
