"""The shape of each item of a pack: which keys it must have, which it may, and what each holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, NamedTuple, cast

LONGEST_TEXT = 20_000
"""Characters of one text: the longest story of the built-in pack has a tenth of it."""

LONGEST_LINE = 300
"""Characters of what stands in one line of a list: a title, a publisher, a word."""

LARGEST_NUMBER = 100_000
"""Days, orders: far beyond any real one, and no reckoning with days overflows."""

LANGUAGES = ("en", "ru", "kk", "ky")
"""What a pack may be written in."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""No slash: it parts a pack's id from the item's where several packs are in use."""

_DATED = re.compile(r"(read )?\d{4}(-\d{2}(-\d{2})?)?")
"""A page that bears no date gives the month in which it was read: `read 2026-11`."""


class Shape(NamedTuple):
    """The keys of one kind of item."""

    needed: dict[str, str]
    optional: dict[str, str]

    @property
    def known(self) -> dict[str, str]:
        """What every key that may stand there holds."""
        return self.needed | self.optional


def shape(needed: str, optional: str = "") -> Shape:
    """Read `key:what` pairs."""
    return Shape(*(dict(pair.split(":") for pair in said.split()) for said in (needed, optional)))


SHAPES = {
    "pack": shape("format:line id:id version:line languages:words reviewed:day title:texts"),
    "source": shape("id:id publisher:line title:line date:dated url:line"),
    "state": shape("code:line name:texts property:tables"),
    "property": shape(
        "name:line dated:dated sources:words reviewed:day",
        "value:any for:words since:line until:line days:number per_days:number how:line",
    ),
    "rule": shape(
        "id:id mechanism:line severity:line per:line when:words why:texts cases:words sources:words"
        " reviewed:day checklists:words",
        "unless:words",
    ),
    "case": shape(
        "id:id home:words host:words date:dated places:words who:words mechanisms:words"
        " decisive:line confidence:line sources:words reviewed:day en:table",
        "ru:table kk:table ky:table",
    ),
    "case text": shape(
        "title:line story:text known_before:sentences outcome:text",
        "helped:text might_have_helped:text contradictions:text",
    ),
    "checklist": shape("id:id order:number title:texts when:texts item:tables"),
    "item": shape(
        "id:id do:texts why:texts sources:words reviewed:day",
        "cases:words stale_after_days:number applies_if:words never_if:words done_by:words",
    ),
    "lesson": shape(
        "id:id order:number title:texts text:texts sources:words reviewed:day", "cases:words"
    ),
}


def _is_text(value: object, longest: int = LONGEST_TEXT) -> bool:
    return isinstance(value, str) and len(value) <= longest


def _is_line(value: object) -> bool:
    return _is_text(value, LONGEST_LINE)


def _is_list_of(entry: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(entry, value))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_NUMBER


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and _is_table(value) and all(map(_is_text, value.values()))


def _is_distance(value: object) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and abs(cast("int", value)) <= LARGEST_NUMBER


def _is_day(value: object) -> bool:
    """Take a day of TOML, and a day as text in a compiled pack."""
    if not isinstance(value, str):
        return isinstance(value, dt.date)
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


HOLDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "id": (_matches(_ID), "is an id: Latin letters, digits, . _ -"),
    "line": (_is_line, f"is a text of at most {LONGEST_LINE} characters"),
    "text": (_is_text, f"is a text of at most {LONGEST_TEXT} characters"),
    "texts": (_is_texts, "stands there once for each language"),
    "points": (
        lambda value: _is_list_of(_is_texts)(value) and bool(value),
        "is a list of texts, each once for each language",
    ),
    "speech": (_is_texts, "stands there once for each language"),
    "distance": (_is_distance, f"is a number of days, at most {LARGEST_NUMBER} away"),
    "words": (_is_list_of(_is_line), "is a list of words"),
    "sentences": (_is_list_of(_is_text), "is a list of sentences"),
    "number": (_is_number, f"is a whole number from 1 to {LARGEST_NUMBER}"),
    "day": (_is_day, "is a day, YYYY-MM-DD"),
    "dated": (_matches(_DATED), "is written YYYY, YYYY-MM or YYYY-MM-DD"),
    "table": (_is_table, "is a table"),
    "tables": (_is_list_of(_is_table), "is a list of tables"),
    "any": (lambda _value: True, ""),
}
"""What a key holds: whether a value is that, and how it is told."""


def is_sound(value: dict[str, Any], shape: Shape) -> bool:
    """Tell whether all needed keys are there, and each key holds what it must."""
    held = {key: HOLDS[shape.known[key]][0] for key in shape.known.keys() & value.keys()}
    return shape.needed.keys() <= value.keys() and all(held[key](value[key]) for key in held)


def _is_one_of(*words: str) -> Callable[[dict[str, Any]], bool]:
    return lambda said: said.get("value") in words


def _is_true(said: dict[str, Any]) -> bool:
    return isinstance(said.get("value"), bool)


def _names_groups(said: dict[str, Any]) -> bool:
    found = said.get("value")
    return isinstance(found, list) and bool(found) and all(map(_is_line, found))


def _names_states(said: dict[str, Any]) -> bool:
    return bool(said.get("for"))


PROPERTIES: dict[str, tuple[Callable[[dict[str, Any]], bool], str]] = {
    "political_freedom": (_is_one_of("free", "partly_free", "not_free"), "a rating in value"),
    "refugee_convention": (_is_one_of("full", "limited", "none"), "full, limited or none in value"),
    **dict.fromkeys(
        (
            "eu_member",
            "dublin_associate",
            "face_recognition",
            "missions_refuse_passports",
            "interpol_misuse",
            "council_of_europe",
        ),
        (_is_true, "true or false in value"),
    ),
    **dict.fromkeys(
        ("wanted_list_groups", "security_ties", "pursues_abroad", "reaches_abroad"),
        (_names_groups, "a list of words in value"),
    ),
    **dict.fromkeys(
        ("ally_of", "extradition_treaty", "returns_documented"),
        (_names_states, "the states that it is about in for"),
    ),
    "ruled_by": (lambda said: _is_line(said.get("value")), "a state in value"),
    "internal_id_entry": (
        lambda said: _names_states(said) and said.get("how") in ("any", "air_only"),
        "states in for, and any or air_only in how",
    ),
    "stay_limit": (
        lambda said: _names_states(said) and "days" in said,
        "states in for, and a number of days",
    ),
}
"""What may be said of a state, and what each must hold; docs/content-packs.md explains them."""
