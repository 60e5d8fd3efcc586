"""A pack's folder becomes the canonical JSON that the program reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from safejournal.content.folder import Folder, Item, read_folder
from safejournal.content.packs import MAKER, compile_members
from safejournal.content.validation import validate
from safejournal.errors import InputRejected


def build(folder: Path, maker: str = "") -> bytes:
    """Return the compiled pack. Raises InputRejected, naming the first reason, when it is refused.

    The same folder always gives the same bytes. `maker` is the contact string of whoever will sign
    them.
    """
    problems = validate(folder)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputRejected(f"{problems[0]}{more}", hint="pack validate lists every reason.")
    members = _compiled(read_folder(folder))
    return compile_members(members | ({MAKER: maker} if maker else {}))


def _compiled(folder: Folder) -> dict[str, Any]:
    return {
        "pack": plain(folder.about.value),
        "sources": {each.name: _source(each) for each in _first_of_each(folder, "source")},
        "states": {each.name: _state(each) for each in _items(folder, "state")},
        "cases": {each.name: plain(each.value) for each in _items(folder, "case")},
        "rules": [plain(each.value) for each in _items(folder, "rule")],
        "checklists": _in_order(folder, "checklist"),
        "lessons": _in_order(folder, "lesson"),
        **{kind: _merged(folder, kind) for kind in ("answers", "questions", "not_checked")},
    }


def _items(folder: Folder, kind: str) -> Iterable[Item]:
    return folder.items.get(kind, ())


def _first_of_each(folder: Folder, kind: str) -> Iterable[Item]:
    return {each.name: each for each in reversed([*_items(folder, kind)])}.values()


def _in_order(folder: Folder, kind: str) -> list[Any]:
    found = [plain(each.value) for each in _items(folder, kind)]
    return sorted(found, key=lambda each: (each["order"], each["id"]))


def _source(item: Item) -> dict[str, Any]:
    return {key: value for key, value in item.value.items() if key != "id"}


def _state(item: Item) -> dict[str, Any]:
    properties = {each["name"]: plain(each) for each in item.value["property"]}
    for each in properties.values():
        del each["name"]
    return {"name": item.value["name"], "properties": properties}


def _merged(folder: Folder, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in _items(folder, kind):
        found |= item.value[""]
    return found


def plain(value: Any) -> Any:  # noqa: ANN401 - TOML has no static type
    """Return plain values, days as text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value
