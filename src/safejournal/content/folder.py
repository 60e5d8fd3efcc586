"""A pack's folder as its maker writes it: TOML files, read into items that know their place."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import field
from pathlib import Path
from typing import Any, NamedTuple

from safejournal.domain.values import dataclass

ITEMS = ("source", "state", "case", "rule", "checklist", "lesson")
"""Tables that stand many times in a pack, `[[source]]` and so on, each with an id or a code."""

TEXTS = ("answers", "questions", "not_checked")
"""Tables of sentences, by path or name."""

LARGEST_FILE = 4 << 20
"""Bytes of one file: a library of a thousand cases stays below it."""


class Problem(NamedTuple):
    """Why a pack is refused, and where."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Return the line as compilers write it, so that editors find the place."""
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One table of a file."""

    kind: str
    file: str
    line: int
    value: dict[str, Any] = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    """The item's own lines, for finding a word in it."""

    @property
    def name(self) -> str:
        """The item's id, or a state's code."""
        return str(self.value.get("id") or self.value.get("code") or "")

    def problem(self, reason: str, near: str = "") -> Problem:
        """Return a problem of this item, at the line that holds `near` if there is one."""
        found = (n for n, text in enumerate(self.lines) if near and near in text)
        return Problem(self.file, self.line + next(found, 0), reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """All that was found."""

    about: Item
    items: dict[str, list[Item]] = field(repr=False)
    problems: list[Problem]


def read_folder(folder: Path, kinds: Collection[str] = ITEMS) -> Folder:
    """Read every TOML file of a pack. What cannot be read is told among the problems.

    `kinds` are the tables that may stand many times in it.
    """
    items: dict[str, list[Item]] = defaultdict(list)
    problems: list[Problem] = []
    about = Item(kind="pack", file="pack.toml", line=1, value={}, lines=())
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            text, tables = _read(path)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
            problems.append(Problem(name, _line_of(error), f"this is not TOML: {error}"))
            continue
        if name == "pack.toml":
            about = Item(kind="pack", file=name, line=1, value=tables, lines=_lines(text))
            continue
        for item in _items(name, text, tables, kinds):
            items[item.kind].append(item)
    return Folder(about=about, items=items, problems=problems)


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    raw = path.read_bytes()
    if len(raw) > LARGEST_FILE:
        raise ValueError(f"larger than {LARGEST_FILE} bytes")
    text = raw.decode("utf-8")
    return text, tomllib.loads(text)


def _line_of(error: Exception) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else 1


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _items(name: str, text: str, tables: dict[str, Any], kinds: Collection[str]) -> Iterator[Item]:
    lines = _lines(text)
    for kind, value in tables.items():
        if kind in kinds and isinstance(value, list) and all(isinstance(e, dict) for e in value):
            heads = [n for n, line in enumerate(lines) if line.strip() == f"[[{kind}]]"]
            for index, each in enumerate(value):
                start = heads[index] if index < len(heads) else 0
                end = heads[index + 1] if index + 1 < len(heads) else len(lines)
                own = lines[start:end]
                yield Item(kind=kind, file=name, line=start + 1, value=each, lines=own)
        else:
            yield Item(kind=kind, file=name, line=1, value={"": value}, lines=lines)
