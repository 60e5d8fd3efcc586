"""Records to strict JSON and back: the one place where outside data becomes a record.

Strict means: one JSON document, no key twice, no unknown key, no unknown word in a closed list, no
number where text belongs. What is refused is named by its path and by the words that are allowed
there, never by the value that somebody typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from safejournal.domain.checks import LONGEST_TEXT, check_text
from safejournal.domain.plan import Plan
from safejournal.domain.values import MISSING, fields, is_dataclass
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

Reader = Callable[[Any, str], Any]
"""Turns a plain value into one of ours; is told the value's path for what is wrong with it."""


def encode_content(content: Content) -> bytes:
    """Return the canonical JSON of a record's content: what is committed to, stored and shared.

    Keys are sorted, defaults are left out, nothing is escaped that need not be. Raises
    InputRejected when a text could not be kept whole.
    """
    return encode(content)


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
    found: dict[str, Any] = _plain(content)
    return found


def content_from_builtins(kind: Kind, value: Mapping[str, Any]) -> Content:
    """Return the content held by plain dicts and lists (a form's answers). Raises InputRejected."""
    _refuse_bad_text(value)
    return _read_content(value, kind)


def plan_from(document: bytes) -> Plan:
    """Return the travel plan written as JSON. Raises InputRejected with the path."""
    value = parse(document)
    if not isinstance(value, dict) or "format" not in value:
        raise InputRejected("a plan is a JSON object with a format")
    return _read(_without_not_said(value), Plan)


def encode(value: Any) -> bytes:
    """Return any other value of ours (a manifest, an excerpt) as canonical JSON, as above."""
    plain = _plain(value)
    try:
        document = canonical(plain)
    except UnicodeEncodeError:
        document = _ESCAPED
    if _may_hold_bad_text(document):
        _refuse_bad_text(plain)
    return document


def decode(document: bytes, shape: type[T], *, largest: int = LARGEST_DOCUMENT) -> T:
    """Return such a value from JSON that came from outside. Raises InputRejected with the path."""
    return _read(parse(document, largest=largest), shape)


def read(value: Any, shape: type[T]) -> T:
    """Return such a value from what `parse` gave, which need not be parsed twice."""
    return _read(value, shape)


def read_content(kind: Kind, value: Any) -> Content:
    """Return the content of this kind in what `parse` gave. Raises InputRejected with the path."""
    return _read_content(value, kind)


def canonical(value: Any) -> bytes:
    """Return plain values as canonical JSON."""
    return _ENCODER.encode(value).encode("utf-8")


def parse(document: bytes, *, largest: int = LARGEST_DOCUMENT) -> Any:
    """Return one JSON document from outside as plain values, read strictly.

    Refuses (InputRejected) what is too large, too deep, not UTF-8, not one document, holds a key
    twice, a number that is not whole and small, NUL, or half a surrogate pair.
    """
    if len(document) > largest:
        raise InputRejected(f"this is larger than {largest} bytes")
    _refuse_depth(document)
    value = _parse(document)
    if _may_hold_bad_text(document):
        _refuse_bad_text(value)
    return value


def _parse(document: bytes) -> Any:
    try:
        return _DECODER.decode(document.decode("utf-8"))
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


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object_without_twins,
    parse_constant=_refuse_number,
    parse_float=_refuse_number,
    parse_int=_whole_number,
)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def _refuse_depth(document: bytes) -> None:
    """Count brackets outside strings before any recursive parser sees them."""
    if document.count(b"[") + document.count(b"{") <= DEEPEST:
        return
    depth = 0
    for bracket in re.findall(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', document):
        if bracket in (b"[", b"{"):
            depth += 1
            if depth > DEEPEST:
                raise InputRejected("this is nested too deeply")
        elif bracket in (b"]", b"}"):
            depth -= 1


_ESCAPED = rb"\u"


def _may_hold_bad_text(document: bytes) -> bool:
    """Tell whether its texts must be looked at: none is too long, or holds what JSON escapes."""
    return len(document) > LONGEST_TEXT or _ESCAPED in document


def _refuse_bad_text(value: Any) -> None:
    found = _bad_text(value)
    if found is not None:
        raise InputRejected(f"${found[0]}: {found[1]}")


def _bad_text(value: Any) -> tuple[str, str] | None:
    """Return the path of the first text that cannot be kept whole, and why not."""
    if isinstance(value, str):
        return _bad(value)
    steps: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Mapping):
        steps = value.items()
    elif isinstance(value, list | tuple):
        steps = enumerate(value)
    for step, inner in steps:
        found = _bad_text(inner)
        if found is not None:
            at = f"[{step}]" if isinstance(step, int) else f".{_short(step)}"
            return f"{at}{found[0]}", found[1]
    return None


def _bad(text: str) -> tuple[str, str] | None:
    try:
        check_text(text)
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "", "text may not hold half a character"
    except ValueError as error:
        return "", str(error)
    return None


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
    of: Any = shape
    record: T = _reader(of)(value, "$")
    return record


def _plain(value: Any) -> Any:
    """Return what JSON holds of a value of ours: objects without defaults, lists, words."""
    if is_dataclass(value):
        shape: Any = type(value)
        held = ((key, getattr(value, name), default) for name, key, default in _described(shape))
        return {key: _plain(inner) for key, inner, default in held if inner != default}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.value if isinstance(value, Enum) else value


@cache
def _described(shape: Any) -> tuple[tuple[str, str, Any], ...]:
    """Return name, JSON key and default (or MISSING) of each field of a dataclass."""
    return tuple((each.name, wire_key(each), each.default) for each in fields(shape))


def wire_key(each: Any) -> str:
    """Return the JSON key of a dataclass field (`from`, `to`, `as` and `with` are Python words)."""
    key: str = each.metadata.get("wire", each.name)
    return key


# Readers: made once for each type, since walking over type hints takes longer than reading.


@cache
def _reader(hint: Any) -> Reader:
    if is_dataclass(hint):
        return _object_reader(hint)
    if get_origin(hint) in (Union, UnionType):
        return _optional_reader(hint)
    if get_origin(hint) is tuple:
        return _list_reader(get_args(hint)[0])
    if issubclass(get_origin(hint) or hint, Enum):
        return _word_reader(hint)
    return _plain_reader(get_origin(hint) or hint)


def _object_reader(shape: Any) -> Reader:
    hints, described = get_type_hints(shape), _described(shape)
    known = {key: (name, _reader(hints[name])) for name, key, _ in described}
    needed = [key for _, key, default in described if default is MISSING]

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            raise _other("object", value, path)
        found = {}
        for key, inner in value.items():
            if key not in known:
                raise InputRejected(f"{path}.{_short(key)}: unknown key")
            name, read_inner = known[key]
            found[name] = read_inner(inner, f"{path}.{key}")
        for key in needed:
            if key not in value:
                raise InputRejected(f"{path}.{key}: this key is needed")
        try:
            return shape(**found)
        except ValueError as error:
            raise InputRejected(f"{path}: {error}") from None

    return read


def _optional_reader(hint: Any) -> Reader:
    (inside,) = (part for part in get_args(hint) if part is not NoneType)
    read_inner = _reader(inside)
    return lambda value, path: None if value is None else read_inner(value, path)


def _list_reader(hint: Any) -> Reader:
    read_inner = _reader(hint)

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, list | tuple):
            raise _other("array", value, path)
        return tuple(read_inner(inner, f"{path}[{at}]") for at, inner in enumerate(value))

    return read


def _word_reader(closed: type[Enum]) -> Reader:
    members = {member.value: member for member in closed}
    allowed = ", ".join(members)

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, str):
            raise _other("str", value, path)
        if value not in members:
            raise InputRejected(f"{path}: not one of the words allowed here ({allowed})")
        return members[value]

    return read


def _plain_reader(kind: type[Any]) -> Reader:
    name = _NAMES[kind]

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise _other(name, value, path)
        return value

    return read


_NAMES: dict[type[Any], str] = {
    str: "str",
    bool: "bool",
    int: "int",
    dict: "object",
    list: "array",
    tuple: "array",
    NoneType: "null",
}
"""What the types of JSON are called in a refusal."""


def _other(wanted: str, value: Any, path: str) -> InputRejected:
    """Return the refusal of a value of another type, which is named in place of the value."""
    found = _NAMES.get(type(value))
    return InputRejected(f"{path}: expected {wanted}" + (f", got {found}" if found else ""))


def _short(key: str) -> str:
    """Return a key as it may stand in a sentence: a long or odd one may be somebody's text."""
    return key if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", key) else "…"
