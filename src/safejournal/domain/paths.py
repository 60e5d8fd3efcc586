"""Every field that a record can have, by its path in the record's JSON, read off the record types.

Places in lists are left out of a path: `people.role` is the role of anybody in `people`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from safejournal.domain.records import SHAPES
from safejournal.domain.times import When
from safejournal.domain.words import Kind


@cache
def paths(kind: Kind) -> frozenset[str]:
    """Return the path of every field that the content of this kind can hold."""
    return frozenset(path for path, _ in _leaves(SHAPES[kind], ""))


@cache
def needed(kind: Kind) -> dict[str, frozenset[str]]:
    """Return, by the path of an object, the keys without which it says nothing: a link's `to`."""
    found: dict[str, frozenset[str]] = {}
    for path, each in _leaves(SHAPES[kind], ""):
        if each.default is MISSING and each.default_factory is MISSING:
            outer, _, key = path.rpartition(".")
            found[outer] = found.get(outer, frozenset()) | {key}
    return found


def _leaves(shape: type[Any], before: str) -> Iterator[tuple[str, Field[Any]]]:
    hints = get_type_hints(shape)
    for each in fields(shape):
        path = before + each.metadata.get("wire", each.name)
        inner = _inner(hints[each.name])
        if inner is None:
            yield path, each
        else:
            yield from _leaves(inner, f"{path}.")


def _inner(hint: object) -> type[Any] | None:
    """Return the record type inside a field, if there is one; a time is one value."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is tuple:
        hint = get_args(hint)[0]
    return hint if isinstance(hint, type) and is_dataclass(hint) and hint is not When else None
