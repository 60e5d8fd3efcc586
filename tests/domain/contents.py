"""Random record contents of every kind, made from the record types themselves."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from safejournal.domain import plan, records
from safejournal.domain.checks import COUNTRIES
from safejournal.domain.records import SHAPES, Content
from safejournal.domain.times import When, write_moment

TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=40
) | st.sampled_from(
    ["", "Зелёный автомобиль", "مُراقَبة", "我今天", "\x1b[31m", "a\u202eb", '"', "\\"]
)
DAYS = st.dates(date(1900, 1, 2), date(2200, 12, 30))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
FIRST, LAST = datetime(1900, 1, 2), datetime(2200, 12, 30)  # noqa: DTZ001 - the zone is drawn
MOMENTS = st.datetimes(FIRST, LAST, timezones=OFFSETS)
IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)


@st.composite
def whens(draw: st.DrawFn) -> When:
    """A time in any of its five shapes."""
    shape = draw(st.sampled_from(["day", "at", "stretch", "about", "unknown"]))
    if shape == "day":
        return When(day=draw(DAYS).isoformat())
    if shape == "at":
        return When(at=write_moment(draw(MOMENTS)))
    if shape == "stretch":
        first, last = sorted([draw(DAYS), draw(DAYS)])
        return When(start=first.isoformat(), end=last.isoformat())
    if shape == "about":
        return When(about=draw(DAYS).isoformat()[: draw(st.sampled_from([4, 7, 10]))])
    return When(unknown=True)


_BY_NAME: dict[tuple[type[Any], str], st.SearchStrategy[Any]] = {
    (plan.Place, "airport"): st.none() | st.sampled_from(["ALA", "IST"]),
    (plan.Leg, "stay_days"): st.none() | st.integers(0, 400),
    (plan.Companion, "age"): st.none() | st.integers(0, 130),
    (records.Weight, "level"): st.integers(1, 5),
    (records.Appointment, "grace_minutes"): st.integers(0, 600),
    (records.Attachment, "size"): st.integers(0, 2**40),
    (plan.Plan, "format"): st.just(plan.FORMAT),
}
_DAYS = {"expires", "issued", "date", "checked", "next_check", "review_on", "on"}
_MOMENTS = {"due", "done_at", "at", "taken_in"}
_IDS = {"to", "contact", "threat", "trip", "by", "id"}
_COUNTRIES = {"country", "issuer", "state", "jurisdiction", "home_state", "lives_in"}
_MANY_COUNTRIES = {"overflies", "other_nationalities"}


def _strategy(owner: type[Any], name: str, hint: Any) -> st.SearchStrategy[Any]:
    if (owner, name) in _BY_NAME:
        return _BY_NAME[owner, name]
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    choices = [_part(owner, name, part) for part in parts]
    return st.one_of(choices)


def _part(  # noqa: PLR0911 - one answer for each sort of hint
    owner: type[Any], name: str, hint: Any
) -> st.SearchStrategy[Any]:
    if hint is NoneType:
        return st.none()
    if hint is When:
        return whens()
    if hint is str:
        return _texts(owner, name)
    if hint is bool:
        return st.booleans()
    if get_origin(hint) is tuple:
        element = get_args(hint)[0]
        return st.lists(_part(owner, name, element), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    assert is_dataclass(hint), (owner, name, hint)
    return values_of(hint)


def _texts(owner: type[Any], name: str) -> st.SearchStrategy[str]:
    if name in _DAYS:
        return DAYS.map(date.isoformat)
    if name in _MOMENTS:
        return MOMENTS.map(write_moment)
    if (name in _IDS and owner is not records.Involved) or name == "contact":
        return IDS
    if name in _COUNTRIES | _MANY_COUNTRIES:
        return st.sampled_from(sorted(COUNTRIES))
    return TEXT


def values_of(shape: Any) -> st.SearchStrategy[Any]:
    """Random values of one of the domain's frozen types."""
    hints = get_type_hints(shape)
    return st.builds(
        shape,
        **{each.name: _strategy(shape, each.name, hints[each.name]) for each in fields(shape)},
    )


def contents() -> st.SearchStrategy[Content]:
    """Random contents of any of the nine kinds."""
    return st.sampled_from(list(SHAPES.values())).flatmap(values_of)
