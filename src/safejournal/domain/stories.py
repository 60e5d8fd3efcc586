"""Records of invented people, told by distance from the day on which a practice vault is made.

`day:-12` is that day, `at:-12T21:40+06:00` a moment of it, `about:-12` its month, `in:-40` forty
minutes before the vault is made, and `@name` the record of that name, which stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

_TIME = re.compile(r"(day|at|about|in):(-?\d{1,5})(T.*)?")


def dated(value: Any, now: datetime, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 - plain values
    """Put times in the place of distances, and ids in the place of names.

    Raises KeyError for a name that nothing before has.
    """
    if isinstance(value, dict):
        return {key: dated(inner, now, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [dated(inner, now, ids) for inner in value]
    if isinstance(value, str) and value.startswith("@"):
        return ids[value[1:]]
    if isinstance(value, str) and (found := _TIME.fullmatch(value)):
        return _moment(now, found[1], int(found[2])) + (found[3] or "")
    return value


def _moment(now: datetime, kind: str, distance: int) -> str:
    if kind == "in":
        return (now + timedelta(minutes=distance)).isoformat(timespec="minutes")
    day = (now + timedelta(days=distance)).date().isoformat()
    return day[:7] if kind == "about" else day


def joined(shared: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is the same in every language, and over it what is told in one of them."""
    both = dict(shared)
    for key, value in told.items():
        before = both.get(key)
        inner = isinstance(before, dict) and isinstance(value, dict)
        both[key] = joined(before, value) if inner else value  # type: ignore[arg-type]
    return both
