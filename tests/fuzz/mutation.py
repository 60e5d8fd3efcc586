"""How inputs are spoilt: bytes as they come, and JSON without breaking what makes it JSON."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

INTERESTING = (
    b"\0", b"\xff", b"\x1b[2J", b"\xe2\x80\xae", b"\xf0\x9f\x91\xa8\xe2\x80\x8d", b"\xed\xa0\x80",
    b"\xcc\x80" * 40, b"0" * 40, b"9" * 20, b"-1", b"1e999", b"{", b"]", b'"', b"\\u0000", b"\n",
    "Завтра вечером".encode(), "вчера".encode(), b"../../x", b"%PDF-", b"PK\x03\x04",
)  # fmt: skip

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, 1.5, "", "x" * 300, "\0", "\u202e",
    "\ud800", "a\u0300" * 40, "9999-12-31", "2026-02-30", "2026-05-01T12:00+14:00", [], {},
    [[]] * 20, {"$": 1}, "00" * 16, "ff" * 32,
)  # fmt: skip


def spoilt(data: bytes, chance: Random, most: int = 1 << 16) -> bytes:
    """Return bytes with a few things changed."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(made) + 1)
        how = chance.randrange(6)
        if how == 0 and made:
            made[at % len(made)] ^= 1 << chance.randrange(8)
        elif how == 1 and made:
            made[at % len(made)] = chance.randrange(256)
        elif how == 2:
            made[at:at] = chance.choice(INTERESTING)
        elif how == 3:
            del made[at : at + chance.choice((1, 2, 8, 64))]
        elif how == 4:
            piece = made[at : at + chance.choice((4, 32, 512))]
            to = chance.randrange(len(made) + 1)
            made[to:to] = piece
        else:
            made[at : at + 4] = chance.randbytes(4)
    return bytes(made[:most])


def spoilt_json(data: bytes, chance: Random) -> bytes:
    """Return a JSON document with one value changed; spoilt bytes, where it is none."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return spoilt(data, chance)
    return json.dumps(_changed(value, chance), ensure_ascii=chance.random() < 0.5).encode(
        "utf-8", "surrogatepass"
    )


def _changed(value: Any, chance: Random) -> Any:
    if isinstance(value, dict) and value and chance.random() < 0.85:
        return _changed_object(value, chance)
    if isinstance(value, list) and value and chance.random() < 0.85:
        return _changed_list(value, chance)
    if isinstance(value, str) and chance.random() < 0.6:
        return spoilt(value.encode("utf-8", "surrogatepass"), chance).decode("utf-8", "replace")
    if isinstance(value, int) and chance.random() < 0.6:
        return value + chance.choice((-1, 1, 100, 2**53))
    return chance.choice(VALUES)


def _changed_object(value: dict[str, Any], chance: Random) -> dict[str, Any]:
    key = chance.choice(list(value))
    how = chance.randrange(8)
    if how == 0:
        return {k: v for k, v in value.items() if k != key}
    if how == 1:
        return value | {chance.choice(("x", "", key + "x", *value)): chance.choice(VALUES)}
    return value | {key: _changed(value[key], chance)}


def _changed_list(value: list[Any], chance: Random) -> list[Any]:
    at = chance.randrange(len(value))
    how = chance.randrange(6)
    if how == 0:
        return value[:at] + value[at + 1 :]
    if how == 1:
        return [*value, value[at]]
    return [*value[:at], _changed(value[at], chance), *value[at + 1 :]]


_TAG = re.compile(rb"<(/?)([\w:]+)([^<>]*)>")


def spoilt_xml(data: bytes, chance: Random) -> bytes:
    """Return XML in which an element, its name, an attribute or a text is another; still XML."""
    tags = list(_TAG.finditer(data))
    if not tags or chance.random() < 0.1:
        return spoilt(data, chance)
    one, other = chance.choice(tags), chance.choice(tags)
    how = chance.randrange(5)
    if how == 0:  # rename an element, at both ends
        return data.replace(one[2] + b" ", other[2] + b" ").replace(one[2] + b">", other[2] + b">")
    if how == 1:  # an empty element of another name, or of none that is known
        name = chance.choice((other[2], b"w:unheardOf", b"w:vanish", b"w:del", b"m:oMath"))
        return data[: one.end()] + b"<%s%s/>" % (name, other[3].rstrip(b"/")) + data[one.end() :]
    if how == 2:  # without its attributes, or with those of another
        kept = b"/" if one[3].endswith(b"/") else b""
        given = chance.choice((b"", other[3].rstrip(b"/"))) if not one[1] else b""
        made = b"<%s%s%s%s>" % (one[1], one[2], given, kept)
        return data[: one.start()] + made + data[one.end() :]
    if how == 3:  # a piece that is whole, once more somewhere else
        end = data.find(b"</%s>" % one[2], one.end())
        piece = data[one.start() : end + len(one[2]) + 3] if not one[1] and end > 0 else b""
        return data[: other.start()] + piece + data[other.start() :]
    return data[: one.end()] + b"canary-author"[: chance.randrange(14)] + data[one.end() :]
