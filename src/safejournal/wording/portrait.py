"""A record as a person reads it: field by field, in the order in which it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from safejournal import codec
from safejournal.domain.answers import when_from_builtins
from safejournal.domain.forms import FORMS, Ask, Field
from safejournal.domain.records import Content, kind_of
from safejournal.domain.values import dataclass
from safejournal.i18n import _
from safejournal.wording.fields import label
from safejournal.wording.times import day, moment, when
from safejournal.wording.words import word

MASK = "••••"
"""Stands for what is shown only when asked for; its length says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of a record, said."""

    path: str
    label: str
    text: str = field(repr=False)
    """What stands there; several lines for a long text. `MASK` when it is hidden."""
    masked: bool = False
    depth: int = 0
    """0 for a field of the record, 1 for one of an item in it, and so on."""
    record: str | None = None
    """The id of another record, when that is what stands there."""


def portrait(content: Content, *, unmask: bool = False) -> Iterator[Line]:
    """Yield every field that says something. Channels, numbers and agreed words are masked.

    A pointer to another record is given as its id; the front end puts the name beside it. Texts
    hold a person's words and pass `visible` before they reach a terminal.
    """
    values = codec.content_to_builtins(content)
    yield from _lines(FORMS[kind_of(content)], values, "", 0, unmask)


def _lines(
    fields: tuple[Field, ...], values: Mapping[str, Any], before: str, depth: int, unmask: bool
) -> Iterator[Line]:
    for each in fields:
        value = _at(values, each.path)
        if value is None:
            continue
        path = f"{before}{each.path}"
        if each.ask is Ask.ITEMS and value:
            yield Line(path=path, label=label(path), text="", depth=depth)
            for item in value:
                yield from _lines(each.items, item, f"{path}.", depth + 1, unmask)
        else:
            yield _line(each, path, value, depth, unmask)


def _line(of: Field, path: str, value: object, depth: int, unmask: bool) -> Line:
    hidden = of.masked and not unmask
    return Line(
        path=path,
        label=label(path),
        text=MASK if hidden else said(of, value),
        masked=of.masked,
        depth=depth,
        record=str(value) if of.ask is Ask.RECORD else None,
    )


def _at(values: object, path: str) -> Any:  # noqa: ANN401 (whatever JSON holds)
    for key in path.split("."):
        if not isinstance(values, Mapping) or key not in values:
            return None
        values = values[key]
    return values


def said(of: Field, value: object) -> str:
    """Return what stands in a field (a plain value of the record's JSON) as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        if not value:
            return _("none")
        between = "\n" if of.lines else ", "
        return between.join(_one(of, inner) for inner in value)
    return _one(of, value)


def _one(of: Field, value: object) -> str:
    if of.words is not None:
        return word(of.words(value))
    if of.ask is Ask.WHEN:
        return when(when_from_builtins(value)) if isinstance(value, dict) else ""
    if of.ask is Ask.DAY:
        return day(str(value))
    if of.ask is Ask.MOMENT:
        return moment(str(value))
    return str(value)
