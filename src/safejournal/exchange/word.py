"""A Word document with what it shows and nothing else: read in pieces, and written anew.

Nothing is taken over that is not known (`word_parts`). Text, tables, lists, notes, page heads and
plain pictures come along, the pictures cleaned too. Authors, dates, comments, deleted and hidden
text, where links lead, custom data, embedded files, descriptions, names of styles and the numbers
by which editing sessions can be told apart do not. A document that shows anything else has no
cleaned copy: one in which something is missing unseen would be a false one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from safejournal.exchange.pictures import JPEG, PNG, picture_alone
from safejournal.exchange.word_package import NoCopy, parsed, serialised, types_of, unpacked, zipped
from safejournal.exchange.word_parts import (
    BUILT_IN,
    DROPPED,
    KEPT,
    PIC,
    RELATIONS,
    STYLED,
    UNWRAPPED,
    WP,
    A,
    R,
    W,
)

_DEEPEST = 120  # elements inside each other; tables in tables come to thirty
_LARGEST_SIDE = 100_000_000  # of a picture, in EMU: nearly three metres
_VALUE = re.compile(r"[\w#.%+: -]{0,64}")
_OFF = ("0", "false", "off")
_MAIN, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STORIES = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
"""Parts beside the text that show: by relation, and the element that they begin with."""

_REFERENCES = (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
_SECTION = f"{{{W}}}sectPr"
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def document_alone(data: bytes) -> bytes:
    """Return the copy. Raises NoCopy where none can be made."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Document(unpacked(archive)).written()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise NoCopy("not a sound document") from None


def warm() -> None:
    """Load what reading and writing XML loads on first use: in the jail it could not be later."""
    serialised(parsed(b"<a/>"))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


class _Document:
    """One document on its way from its parts to its copy."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._made: dict[str, bytes] = {}
        self._pictures: dict[str, str] = {}
        self._numbered = 0
        self._styles: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._noted: set[tuple[str, str]] = set()

    def written(self) -> bytes:
        """Return the copy as a file."""
        styles = self._read_styles()
        main = parsed(self._parts[_MAIN])
        if main.tag != _w("document"):
            raise NoCopy("not a document of this kind")
        relations = _Relations(self._parts, _MAIN)
        body = main.find(_w("body"))
        if body is None:
            raise NoCopy("not a document of this kind")
        copy = Element(_w("document"))
        copy.append(self._copied(body, Element(_w("body")), relations))
        if styles is not None:
            relations.add("styles", "styles.xml")
            self._write("word/styles.xml", styles)
        if b"evenAndOddHeaders" in self._parts.get("word/settings.xml", b""):
            raise NoCopy("page heads that change from page to page")
        if _NUMBERING in self._parts:
            self._write(_NUMBERING, self._root(_NUMBERING, "numbering"))
            relations.add("numbering", "numbering.xml")
        for kind in ("footnotes", "endnotes"):
            if f"word/{kind}.xml" in self._parts:
                relations.add(kind, self._story(f"word/{kind}.xml", kind))
        self._write(_MAIN, copy)
        self._made["word/_rels/document.xml.rels"] = relations.written()
        self._made["_rels/.rels"] = _Relations.to_main()
        return zipped({"[Content_Types].xml": types_of(self._made), **self._made})

    def _write(self, name: str, root: Element) -> None:
        self._made[name] = serialised(root)

    def _root(self, name: str, tag: str) -> Element:
        """Return the copy of a part that begins with that element."""
        root = parsed(self._parts[name])
        if root.tag != _w(tag):
            raise NoCopy("not a document of this kind")
        relations = _Relations(self._parts, name)
        copy = self._copied(root, Element(_w(tag)), relations)
        if relations.made:
            folder, base = posixpath.split(name)
            self._made[f"{folder}/_rels/{base}.rels"] = relations.written()
        return copy

    def _story(self, name: str, kind: str) -> str:
        """Copy a page head, a page foot or the notes; return the name of the copy."""
        copy = self._root(name, _STORIES[kind])
        relations = self._made.pop(f"word/_rels/{posixpath.basename(name)}.rels", None)
        target = f"{kind}.xml"
        if kind in ("header", "footer"):
            self._numbered += 1
            target = f"{kind}{self._numbered}.xml"
        self._write(f"word/{target}", copy)
        if relations is not None:
            self._made[f"word/_rels/{target}.rels"] = relations
        return target

    def _read_styles(self) -> Element | None:
        if _STYLES not in self._parts:
            return None
        root = parsed(self._parts[_STYLES])
        styles = root.findall(_w("style"))
        for number, style in enumerate(styles, 1):
            self._styles[style.get(_w("styleId"), "")] = f"s{number}"
        hiding = {
            style.get(_w("styleId"), "")
            for style in styles
            if any(_is_on(each) for each in style.iter(_w("vanish")))
        }
        # A style is hidden by those that it is based on; chains are short.
        while hiding - self._hidden:
            self._hidden |= hiding
            based = {s.get(_w("styleId"), ""): s.find(_w("basedOn")) for s in styles}
            hiding = {
                name
                for name, on in based.items()
                if on is not None and on.get(_w("val")) in self._hidden
            }
        copy = Element(_w("styles"))
        nowhere = _Relations({}, _STYLES)
        for child in root:
            for kept in self._kept(child, nowhere, 0):
                copy.append(kept)
        return copy

    def _named_style(self, style: Element, copy: Element) -> None:
        number = self._styles[style.get(_w("styleId"), "")]
        named = style.find(_w("name"))
        said = "" if named is None else named.get(_w("val"), "").lower()
        copy.set(_w("styleId"), number)
        name = Element(_w("name"))
        name.set(_w("val"), said if said in BUILT_IN else f"style {number[1:]}")
        copy.insert(0, name)

    def _copied(
        self, element: Element, copy: Element, relations: _Relations, depth: int = 0
    ) -> Element:
        for child in element:
            if element.tag == _SECTION and child.tag in _REFERENCES:
                if _is_shown(child, element):
                    copy.append(self._reference(child, relations))
                continue
            for kept in self._kept(child, relations, depth + 1):
                copy.append(kept)  # not extend: it hides what the generator raises
        return copy

    def _kept(self, element: Element, relations: _Relations, depth: int) -> Iterator[Element]:
        """Yield what is kept of an element: a copy, what is in it, or nothing."""
        namespace, _, name = element.tag[1:].partition("}")
        if depth > _DEEPEST:
            raise NoCopy("too deep a document")
        if namespace != W:
            if "schemas.microsoft.com/office/word/20" in namespace:  # of a later Word, about looks
                return
            raise NoCopy("something that cannot be copied")
        if name in DROPPED or name in ("name", "vanish") or self._is_gone(element, name):
            return
        if name in UNWRAPPED:
            for child in element:
                yield from self._kept(child, relations, depth + 1)
        elif name == "drawing":
            yield self._picture(element, relations)
        elif name in KEPT:
            yield self._one(element, name, relations, depth)
        else:
            raise NoCopy("something that cannot be copied")

    def _is_gone(self, element: Element, name: str) -> bool:
        """Tell whether it is there no more, or hidden: a deleted row, a run that is not shown."""
        if name == "tr":
            return element.find(f"{_w('trPr')}/{_w('del')}") is not None
        if name in ("footnote", "endnote"):  # its mark may have been deleted
            noted = (name, element.get(_w("id"), "")) in self._noted
            return not noted and element.get(_w("type")) not in _SEPARATORS
        if name == "r":
            hidden = element.find(f"{_w('rPr')}/{_w('vanish')}")
            return hidden is not None and _is_on(hidden)
        return False

    def _one(self, element: Element, name: str, relations: _Relations, depth: int) -> Element:
        copy = Element(_w(name))
        for attribute in KEPT[name].split():
            value = element.get(_w(attribute))
            if value is not None:
                copy.set(_w(attribute), self._value(name, value))
        if name in ("footnoteReference", "endnoteReference"):
            self._noted.add((name.removesuffix("Reference"), element.get(_w("id"), "")))
        if name in STYLED and element.get(_w("val"), "") in self._hidden:
            raise NoCopy("text that is hidden by its style")
        if name == "t":
            copy.text = element.text
            copy.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            return copy
        self._copied(element, copy, relations, depth)
        if name == "style":
            self._named_style(element, copy)
        return copy

    def _value(self, name: str, value: str) -> str:
        if name in STYLED:
            return self._styles.get(value, "s0")
        if name != "lvlText" and not _VALUE.fullmatch(value):
            raise NoCopy("something that cannot be copied")
        return value

    def _reference(self, element: Element, relations: _Relations) -> Element:
        name = element.tag.partition("}")[2]
        kind = name.removesuffix("Reference")
        target = relations.target(element.get(f"{{{R}}}id", ""))
        copy = Element(_w(name))
        copy.set(_w("type"), self._value(name, element.get(_w("type"), "default")))
        copy.set(f"{{{R}}}id", relations.add(kind, self._story(target, kind)))
        return copy

    def _picture(self, element: Element, relations: _Relations) -> Element:
        """Return a plain picture, written anew. NoCopy for any other drawing."""
        blips = list(element.iter(f"{{{A}}}blip"))
        kinds = {each.get("uri") for each in element.iter(f"{{{A}}}graphicData")}
        crops = [each for each in element.iter(f"{{{A}}}srcRect") if each.attrib]
        extents = list(element.iter(f"{{{WP}}}extent"))
        if len(blips) != 1 or kinds != {PIC} or crops or len(extents) != 1:
            raise NoCopy("a drawing that is no plain picture")
        name = self._cleaned(relations.target(blips[0].get(f"{{{R}}}embed", "")))
        sides = [int(extents[0].get(side, "0")) for side in ("cx", "cy")]
        if not all(0 < side < _LARGEST_SIDE for side in sides):
            raise NoCopy("a drawing that is no plain picture")
        return _drawing(relations.add("image", f"media/{name}"), len(self._pictures), *sides)

    def _cleaned(self, part: str) -> str:
        """Clean a picture; return its name in the copy."""
        if part not in self._pictures:
            data = self._parts.get(part, b"")
            if not data.startswith((JPEG, PNG)):
                raise NoCopy("a picture of a kind that is not cleaned")
            name = f"{len(self._pictures) + 1}.{'png' if data.startswith(PNG) else 'jpeg'}"
            self._made[f"word/media/{name}"] = picture_alone(data)
            self._pictures[part] = name
        return self._pictures[part]


class _Relations:
    """Where one part points to, before and after."""

    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        self._folder, base = posixpath.split(name)
        self._found: dict[str, str] = {}
        self.made: list[tuple[str, str]] = []
        written = parts.get(f"{self._folder}/_rels/{base}.rels")
        for each in parsed(written) if written is not None else ():
            if each.get("TargetMode") != "External":
                self._found[each.get("Id", "")] = each.get("Target", "")

    def target(self, relation: str) -> str:
        """Return the name of the part that a relation leads to."""
        if relation not in self._found:
            raise NoCopy("something that lies outside of the document")
        target = self._found[relation]
        return (
            target.lstrip("/")
            if target[:1] == "/"
            else posixpath.normpath(posixpath.join(self._folder, target))
        )

    def add(self, kind: str, target: str) -> str:
        """Note a relation of the copy; return its id."""
        if (kind, target) not in self.made:
            self.made.append((kind, target))
        return f"r{self.made.index((kind, target)) + 1}"

    def written(self) -> bytes:
        """Return the part that says so."""
        root = Element("Relationships", {"xmlns": RELATIONS})
        for number, (kind, target) in enumerate(self.made, 1):
            told = {"Id": f"r{number}", "Type": _RELATION + kind, "Target": target}
            root.append(Element("Relationship", told))
        return serialised(root)

    @classmethod
    def to_main(cls) -> bytes:
        """Return the relations of the whole."""
        made = cls({}, "x")
        made.add("officeDocument", _MAIN)
        return made.written()


def _drawing(relation: str, number: int, width: int, height: int) -> Element:
    return ET.fromstring(  # noqa: S314 - ours
        f'<w:drawing xmlns:w="{W}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}" xmlns:r="{R}">'
        f'<wp:inline><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="p"/>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _is_shown(reference: Element, section: Element) -> bool:
    """Tell whether a page head is ever shown: those of first pages only where a section says so."""
    first = section.find(_w("titlePg"))
    has_first = first is not None and _is_on(first)
    of = reference.get(_w("type"), "default")
    return of == "default" or (of == "first" and has_first)


def _is_on(element: Element) -> bool:
    return element.get(_w("val"), "1").lower() not in _OFF
