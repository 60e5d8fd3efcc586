"""Records to strict JSON and back: the one place where outside data becomes a record.

Strict means: one JSON document, no key twice, no unknown key, no unknown word in a closed list, no
number where text belongs. What is refused is named by its path and by the words that are allowed
there, never by the value that somebody typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from safejournal.domain.checks import check_text
from safejournal.domain.plan import Plan
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected

if TYPE_CHECKING:
    from safejournal.domain.records import Content

LARGEST_DOCUMENT = 1 << 20
"""Bytes of JSON accepted for one record or plan (the contract's 1 MiB)."""

DEEPEST = 16
"""Levels of nesting: the deepest record has seven; far below where parsers lose their footing."""

NOT_SAID = "unknown"
"""In a plan, any key may say this instead of being left out."""

REMOVED_BODY = b'{"removed":true}'
"""The body of a version that removes a record. The record's earlier versions stay."""

T = TypeVar("T")


def encode_content(content: Content) -> bytes:
    """Return the canonical JSON of a record's content: what is committed to, stored and shared.

    Keys are sorted, defaults are left out, nothing is escaped that need not be. Raises
    InputRejected when a text could not be kept whole.
    """
    body = msgspec.json.encode(_to_wire(content), order="sorted")
    _refuse_bad_text(_parse(body), "$")
    return body


def decode_content(kind: Kind, body: bytes) -> Content:
    """Return the content held by a stored body of this kind. Raises InputRejected."""
    return _read_content(_parse(body), kind)


def content_from(kind: Kind, document: bytes) -> Content:
    """Return the content that a person or another program wrote as JSON.

    Keys that only the program sets are unknown here. Raises InputRejected with the path.
    """
    value = parse(document)
    if isinstance(value, dict) and "attachments" in value:
        raise InputRejected("attachments is set by the program; use attach")
    return _read_content(value, kind)


def content_to_builtins(content: Content) -> dict[str, Any]:
    """Return the content as plain dicts, lists and texts, as JSON shows it; defaults left out."""
    # Through JSON, since `to_builtins` keeps tuples, and whoever compares or edits expects lists.
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(_to_wire(content)))
    return found


def content_from_builtins(kind: Kind, value: Mapping[str, Any]) -> Content:
    """Return the content held by plain dicts and lists (a form's answers). Raises InputRejected."""
    _refuse_bad_text(value, "$")
    return _read_content(value, kind)


def plan_from(document: bytes) -> Plan:
    """Return the travel plan written as JSON. Raises InputRejected with the path."""
    value = parse(document)
    if not isinstance(value, dict) or "format" not in value:
        raise InputRejected("a plan is a JSON object with a format")
    return _read(_without_not_said(value), Plan)


def encode(value: Any) -> bytes:
    """Return any other value of ours (a manifest, an excerpt) as canonical JSON, as above."""
    document = msgspec.json.encode(_to_wire(value), order="sorted")
    _refuse_bad_text(_parse(document), "$")
    return document


def decode(document: bytes, shape: type[T], *, largest: int = LARGEST_DOCUMENT) -> T:
    """Return such a value from JSON that came from outside. Raises InputRejected with the path."""
    return _read(parse(document, largest=largest), shape)


def canonical(value: Any) -> bytes:
    """Return plain values as canonical JSON."""
    return msgspec.json.encode(value, order="sorted")


def parse(document: bytes, *, largest: int = LARGEST_DOCUMENT) -> Any:
    """Return one JSON document from outside as plain values, read strictly.

    Refuses (InputRejected) what is too large, too deep, not UTF-8, not one document, holds a key
    twice, a number that is not whole and small, NUL, or half a surrogate pair.
    """
    if len(document) > largest:
        raise InputRejected(f"this is larger than {largest} bytes")
    _refuse_depth(document)
    value = _parse(document)
    _refuse_bad_text(value, "$")
    return value


def _parse(document: bytes) -> Any:
    try:
        return json.loads(
            document.decode("utf-8"),
            object_pairs_hook=_object_without_twins,
            parse_constant=_refuse_number,
            parse_float=_refuse_number,
            parse_int=_whole_number,
        )
    except UnicodeDecodeError:
        raise InputRejected("this is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputRejected(f"this is not one JSON document ({where})") from None
    except RecursionError:
        raise InputRejected("this is nested too deeply") from None


def _object_without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InputRejected("a key stands twice in one object")
    return found


def _refuse_number(_: str) -> Any:
    raise InputRejected("numbers are whole numbers")


def _whole_number(digits: str) -> int:
    if len(digits) > len("-9007199254740992"):
        raise InputRejected("a number is too large")
    return int(digits)


def _refuse_depth(document: bytes) -> None:
    """Count brackets outside strings before any recursive parser sees them."""
    depth = 0
    for bracket in re.findall(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', document):
        if bracket in (b"[", b"{"):
            depth += 1
            if depth > DEEPEST:
                raise InputRejected("this is nested too deeply")
        elif bracket in (b"]", b"}"):
            depth -= 1


def _refuse_bad_text(value: Any, path: str) -> None:
    if isinstance(value, str):
        try:
            check_text(value)
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise InputRejected(f"{path}: text may not hold half a character") from None
        except ValueError as error:
            raise InputRejected(f"{path}: {error}") from None
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_bad_text(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _refuse_bad_text(inner, f"{path}[{index}]")


def _without_not_said(value: Any) -> Any:
    """Drop every key of a plan that says "unknown": the same as leaving it out."""
    if isinstance(value, dict):
        return {k: _without_not_said(v) for k, v in value.items() if v != NOT_SAID}
    if isinstance(value, list):
        return [_without_not_said(inner) for inner in value]
    return value


def _read_content(value: Any, kind: Kind) -> Content:
    from safejournal.domain.records import SHAPES  # a plan is read without loading all of them

    if kind is Kind.TRIP and isinstance(value, Mapping) and "plan" in value:
        value = {**value, "plan": _without_not_said(value["plan"])}
    content: Content = _read(value, SHAPES[kind])
    return content


def _read(value: Any, shape: type[T]) -> T:
    try:
        wire = msgspec.convert(value, _wire_type(shape), strict=True)
    except msgspec.ValidationError as error:
        raise InputRejected(_explain(str(error), shape)) from None
    record: T = _from_wire(wire, shape, "$")
    return record


# The wire: for each domain value a Struct that refuses unknown keys and leaves defaults out.


_hints = cache(get_type_hints)


def _wire_type(shape: Any) -> type[msgspec.Struct]:
    made: type[msgspec.Struct] = _make_wire_type(shape)
    return made


@cache
def _make_wire_type(shape: Any) -> Any:
    hints = _hints(shape)
    described: list[tuple[str, Any, Any]] = []
    for each in fields(shape):
        default = msgspec.NODEFAULT if each.default is MISSING else each.default
        described.append((each.name, _wire_hint(hints[each.name]), default))
    renamed = {each.name: wire_key(each) for each in fields(shape)}
    return msgspec.defstruct(
        shape.__name__,
        described,
        kw_only=True,
        frozen=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        rename=renamed,
    )


def wire_key(each: Any) -> str:
    """Return the JSON key of a dataclass field (`from`, `to`, `as` and `with` are Python words)."""
    key: str = each.metadata.get("wire", each.name)
    return key


def _wire_hint(hint: Any) -> Any:
    if is_dataclass(hint):
        return _wire_type(hint)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return Union[tuple(map(_wire_hint, get_args(hint)))]  # noqa: UP007 - made at run time
    if origin is tuple:
        return tuple[_wire_hint(get_args(hint)[0]), ...]  # type: ignore[misc]
    return hint


def _to_wire(value: Any) -> Any:
    if is_dataclass(value):
        shape = type(value)
        return _wire_type(shape)(
            **{each.name: _to_wire(getattr(value, each.name)) for each in fields(value)}
        )
    if isinstance(value, tuple):
        return tuple(_to_wire(inner) for inner in value)
    return value


def _from_wire(wire: Any, shape: Any, path: str) -> Any:
    """Return the domain value, or tuple of them, of a dataclass from what stands on the wire."""
    if isinstance(wire, tuple):
        return tuple(_from_wire(v, shape, f"{path}[{i}]") for i, v in enumerate(wire))
    if not isinstance(wire, msgspec.Struct):
        return wire
    values = {
        name: getattr(wire, name)
        if inside is None
        else _from_wire(getattr(wire, name), inside, f"{path}.{key}")
        for name, key, inside in _described(shape)
    }
    try:
        return shape(**values)
    except ValueError as error:
        raise InputRejected(f"{path}: {error}") from None


@cache
def _described(shape: Any) -> tuple[tuple[str, str, Any], ...]:
    """Return name, JSON key and the dataclass inside, if any, of each field.

    Looked up once: every record that is shown, found or verified passes here, and walking over type
    hints took more time than all the rest of reading it.
    """
    hints = _hints(shape)
    return tuple(
        (each.name, wire_key(each), _dataclass_in(hints[each.name])) for each in fields(shape)
    )


def _dataclass_in(hint: Any) -> Any:
    """Return the dataclass that such a value is, or is a tuple of; None for neither."""
    parts = [*_parts(hint), _element_of(hint)]
    return next((part for part in parts if is_dataclass(part)), None)


def _element_of(hint: Any) -> Any:
    tuples = (part for part in _parts(hint) if get_origin(part) is tuple)
    return next((get_args(part)[0] for part in tuples), None)


def _parts(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, UnionType):
        return tuple(part for part in get_args(hint) if part is not NoneType)
    return (hint,)


# Errors: msgspec names the path; we take the value out of its sentence, the allowed words in.

_AT = re.compile(r" - at `(?:key in )?(\$[^`]*)`$")
_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(.*?)`", re.DOTALL)
_MISSING_KEY = re.compile(r"Object missing required field `(\w+)`")
_EXPECTED = re.compile(r"(Expected `[^`]+`(?:, got `[^`]+`)?)")


def _explain(message: str, shape: type[Any]) -> str:
    found = _AT.search(message)
    path = found[1] if found else "$"
    if message.startswith("Invalid enum value"):
        words = ", ".join(member.value for member in _enum_at(shape, path))
        return f"{path}: not one of the words allowed here ({words})"
    if unknown := _UNKNOWN_KEY.search(message):
        return f"{path}.{_short(unknown[1])}: unknown key"
    if missing := _MISSING_KEY.search(message):
        return f"{path}.{missing[1]}: this key is needed"
    if expected := _EXPECTED.search(message):
        return f"{path}: {expected[1][0].lower()}{expected[1][1:].replace('`', '')}"
    return f"{path}: not what is expected here"


def _short(key: str) -> str:
    """Return a key as it may stand in a sentence: a long or odd one may be somebody's text."""
    return key if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", key) else "…"


def _enum_at(shape: type[Any], path: str) -> type[Enum]:
    hint: Any = shape
    for step in re.findall(r"\.(\w+)|\[", path):
        if step:
            shape_here = _dataclass_in(hint)
            hints = _hints(shape_here)
            hint = next(hints[e.name] for e in fields(shape_here) if wire_key(e) == step)
        else:
            hint = _element_of(hint)
    found: type[Enum] = _parts(hint)[0]
    return found
