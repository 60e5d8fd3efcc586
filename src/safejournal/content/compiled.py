"""A compiled pack from outside, read back into items so that it is held against the same rules.

Nothing is believed of it: it is read strictly, must stand there in the one way in which it could
have been written, and each of its items must have the shape, sources, dates and words that a pack's
maker is held to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from safejournal import codec
from safejournal.content.folder import Folder, Item, Problem
from safejournal.content.packs import FORMAT, FORMATS, MAKER, compile_members
from safejournal.content.validation import BUILT_IN, OURS, problems
from safejournal.errors import InputRejected

LARGEST_PACK = 4 << 20
"""Bytes of a compiled pack: six times the built-in one."""

_LISTS = {"rules": "rule", "checklists": "checklist", "lessons": "lesson"}
_TABLES = {"sources": "source", "cases": "case", "states": "state"}
_MEMBERS = {"pack", *_LISTS, *_TABLES, *OURS}


def check_compiled(compiled: bytes) -> str:
    """Hold a compiled pack of somebody else against what guidance owes, and return its maker.

    The maker is a contact string, "" where none is named. Raises InputRejected with the reason and
    the item: too large, malformed, another version, or whatever `pack validate` refuses.
    """
    members = codec.parse(compiled, largest=LARGEST_PACK)
    _refuse_other_version(members)
    maker = members.pop(MAKER, "")
    if not isinstance(maker, str) or members.keys() != _MEMBERS:
        raise InputRejected("this is no guidance pack: members are missing or unknown")
    written = members | ({MAKER: maker} if maker else {})
    if compile_members(written) != compiled:
        raise InputRejected("this pack is not written in the one way in which packs are written")
    found = problems(_folder(members))
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise InputRejected(f"this pack is refused: {found[0].file}: {found[0].reason}{more}")
    return maker


def _refuse_other_version(members: object) -> None:
    about = members.get("pack") if isinstance(members, dict) else None
    said = about.get("format") if isinstance(about, dict) else None
    if not isinstance(said, str) or not said.startswith(FORMATS):
        raise InputRejected("this is no guidance pack")
    if said != FORMAT:
        raise InputRejected("this pack is of another version of the format, unknown here")
    if isinstance(about, dict) and about.get("id") == BUILT_IN:
        raise InputRejected(f"the id {BUILT_IN} belongs to the built-in pack alone")


def _folder(members: dict[str, Any]) -> Folder:
    about = Item(kind="pack", file="pack", line=0, value=members["pack"], lines=())
    items: dict[str, list[Item]] = {}
    amiss: list[Problem] = []
    for name, kind in (_TABLES | _LISTS).items():
        try:
            items[kind] = [_item(kind, *each) for each in _values(name, members[name])]
        except (TypeError, ValueError, AttributeError, KeyError):
            amiss.append(Problem(name, 0, "another shape is expected here"))
    said = (each for each in OURS if members[each] != {})
    amiss += [Problem(each, 0, "is said by the built-in pack alone") for each in said]
    return Folder(about=about, items=items, problems=amiss)


def _item(kind: str, place: str, value: dict[str, Any]) -> Item:
    if not isinstance(value, dict):
        raise TypeError
    return Item(kind=kind, file=place, line=0, value=value, lines=())


def _values(name: str, said: Any) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    """Yield the items as their makers wrote them, with where they stand."""
    if name in _LISTS:
        if not isinstance(said, list):
            raise TypeError
        yield from ((f"{name}[{at}]", each) for at, each in enumerate(said))
        return
    for at, (key, each) in enumerate(said.items()):
        yield f"{name}[{at}]", _named(name, key, each)


def _named(name: str, key: str, each: dict[str, Any]) -> dict[str, Any]:
    """Put the name under which an item is kept back into it."""
    if name == "cases":
        if each["id"] != key:
            raise ValueError
        return each
    if name == "sources":
        return _with(each, id=key)
    if each.keys() != {"name", "properties"}:
        raise ValueError
    properties = [_with(said, name=of) for of, said in each["properties"].items()]
    return {"code": key, "name": each["name"], "property": properties}


def _with(each: dict[str, Any], **more: str) -> dict[str, Any]:
    if each.keys() & more.keys():
        raise ValueError
    return {**each, **more}
