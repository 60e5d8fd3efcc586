"""How records are told on the pages of a bundle. The layer above brings the person's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any, Protocol

from safejournal.domain.times import parse_moment
from safejournal.domain.words import Kind
from safejournal.exchange.pages import Line

__all__ = ["Line", "Plain", "Telling"]


class Telling(Protocol):
    """Gives a record's name and its lines, out of the fields of it that leave."""

    def title(self, kind: Kind, fields: Mapping[str, Any]) -> str:
        """Return the name of a record, of which perhaps little leaves."""

    def lines(self, kind: Kind, fields: Mapping[str, Any]) -> Sequence[Line]:
        """Return its fields as a person reads them."""

    def moment(self, text: str) -> str:
        """Return a moment in the time of the place where it was written, and in UTC."""

    def when(self, value: Mapping[str, Any]) -> str:
        """Return a time in any of its shapes, as the record's JSON holds it."""


class Plain:
    """Tells records in the words of their JSON: what any program would make of them."""

    def title(self, kind: Kind, fields: Mapping[str, Any]) -> str:
        """Return the title, the pseudonym or the name, or at least the kind."""
        told = (fields.get(key, "") for key in ("title", "pseudonym", "name"))
        return next((text for text in told if text), kind.value)

    def lines(self, kind: Kind, fields: Mapping[str, Any]) -> Sequence[Line]:
        """Return the kind, and every value under its key."""
        return (Line("kind", kind.value), *self._lines(fields, 0))

    def _lines(self, value: object, depth: int) -> Iterator[Line]:
        pairs = value.items() if isinstance(value, Mapping) else ()
        for key, inner in pairs:
            if isinstance(inner, Mapping):
                yield Line(key, "", depth)
                yield from self._lines(inner, depth + 1)
            elif isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
                for each in inner:
                    yield Line(key, "", depth)
                    yield from self._lines(each, depth + 1)
            elif isinstance(inner, list):
                yield Line(key, "\n".join(map(str, inner)), depth)
            else:
                yield Line(key, str(inner), depth)

    def moment(self, text: str) -> str:
        """Return `2026-05-02 18:00 (+05:00), 13:00 UTC`."""
        at = parse_moment(text)
        offset = at.strftime("%z")
        here = f"{at:%Y-%m-%d %H:%M} ({offset[:3]}:{offset[3:]})"
        there = at.astimezone(UTC)
        same_day = there.date() == at.date()
        return f"{here}, {there:%H:%M} UTC" if same_day else f"{here}, {there:%Y-%m-%d %H:%M} UTC"

    def when(self, value: Mapping[str, Any]) -> str:
        """Return `2026-05-01`, `about 2026-05`, `2026-05-01 to 2026-05-03`, or `unknown`."""
        if value.get("unknown"):
            return "unknown"
        if "about" in value:
            return f"about {value['about']}"
        if "from" in value:
            return f"{value['from']} to {value['to']}"
        return str(value.get("day") or value.get("at"))
