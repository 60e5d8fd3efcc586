"""A Word document as a package: a ZIP file of XML parts, opened within limits and written anew."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from safejournal.exchange.word_parts import PIC, TYPES, WP, A, R, W

_MOST_PARTS = 2000
_LARGEST_PART = 16 << 20  # bytes of one part, unpacked
_LARGEST_WHOLE = 64 << 20  # bytes of all parts, unpacked
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

for _short, _long in (("w", W), ("r", R), ("a", A), ("pic", PIC), ("wp", WP)):
    ET.register_namespace(_short, _long)


class NoCopy(ValueError):
    """No cleaned copy can be made; the reason is for whoever reads this code, and shown nowhere."""


def unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts of a document. Raises NoCopy for more than one could hold in memory."""
    names = archive.namelist()
    if len(names) > _MOST_PARTS or len(set(names)) != len(names):
        raise NoCopy("not a sound document")
    found, left = {}, _LARGEST_WHOLE
    for name in names:
        with archive.open(name) as part:
            found[name] = part.read(_LARGEST_PART + 1)
        left -= len(found[name])
        if len(found[name]) > _LARGEST_PART or left < 0:
            raise NoCopy("too large a document")
    return found


def parsed(part: bytes) -> Element:
    """Return the XML of a part. Raises NoCopy for one that declares something of its own."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", part.decode("utf-8-sig"))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NoCopy("a document with declarations of its own")
    try:
        return ET.fromstring(text)  # noqa: S314 - in the jail, and nothing is declared in it
    except ET.ParseError:
        raise NoCopy("not a sound document") from None


def serialised(root: Element) -> bytes:
    """Return the text of a part."""
    made: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return made


def types_of(parts: dict[str, bytes]) -> bytes:
    """Return the part that says what the other parts are."""
    root = Element("Types", {"xmlns": TYPES})
    package = "application/vnd.openxmlformats-package.relationships+xml"
    for ending, of in (("rels", package), ("png", "image/png"), ("jpeg", "image/jpeg")):
        root.append(Element("Default", {"Extension": ending, "ContentType": of}))
    for name in parts:
        if name.endswith(".xml"):
            kind = re.sub(r"\d", "", posixpath.basename(name)[:-4])
            of = f"{_TYPE}{'document.main' if kind == 'document' else kind}+xml"
            root.append(Element("Override", {"PartName": f"/{name}", "ContentType": of}))
    return serialised(root)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP file in which nothing tells when or where it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            told = zipfile.ZipInfo(name)  # the earliest date that there is
            told.compress_type = zipfile.ZIP_DEFLATED
            told.create_system = 0
            made.writestr(told, content)
    return out.getvalue()
