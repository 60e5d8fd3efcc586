"""When something happened, or when a person learned of it: exact, approximate, or not known.

Times are kept as the text that was written (ISO 8601), since the offset a person wrote is evidence
of where they were, and "about May" must never turn into the first of May.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from safejournal.domain.values import dataclass, field

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years a record may speak of. Wide enough for any life, and far from the ends of `datetime`, where
moving to another time zone overflows."""

_ABOUT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_SHAPES = "one of: day; at; from and to; about; unknown"


def parse_day(text: str) -> date:
    """Return the day named by `YYYY-MM-DD`. Raises ValueError, without quoting the text."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is None:
        raise ValueError("a day is written YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such day") from None
    return _within_years(day)


def parse_moment(text: str) -> datetime:
    """Return the moment named by an ISO 8601 text with its offset, as an aware datetime.

    Raises ValueError when the offset is missing: a time without a zone is a trap at a border.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})", text) is None:
        raise ValueError("a time is written YYYY-MM-DDTHH:MM+HH:MM")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such time") from None
    _within_years(moment.date())
    return moment


def _within_years(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time in exactly one of five shapes; the others stay None (False for `unknown`)."""

    day: str | None = None
    """`YYYY-MM-DD`: that day."""
    at: str | None = None
    """`YYYY-MM-DDTHH:MM+HH:MM`: that minute, with the offset of the place."""
    start: str | None = field(default=None, metadata={"wire": "from"})
    """On the wire `from`: first day or minute of a stretch; goes with `end`."""
    end: str | None = field(default=None, metadata={"wire": "to"})
    """On the wire `to`: last day or minute of a stretch."""
    about: str | None = None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: around then."""
    unknown: bool = False
    """The person was asked and does not know."""

    def __post_init__(self) -> None:
        shapes = (
            self.day is not None,
            self.at is not None,
            self.start is not None or self.end is not None,
            self.about is not None,
            self.unknown,
        )
        if sum(shapes) != 1 or (self.start is None) != (self.end is None):
            raise ValueError(f"a time has exactly {_SHAPES}")
        if self.earliest() > self.latest():
            raise ValueError("the end lies before the beginning")

    def earliest(self) -> datetime:
        """Return the first moment (UTC) that this may mean; the beginning of time for `unknown`."""
        if self.at is not None:
            return parse_moment(self.at).astimezone(UTC)
        if self.about is not None:
            return _midnight(_about_span(self.about)[0])
        text = self.day or self.start
        if text is None:
            return datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
        return _first_moment(text)

    def latest(self) -> datetime:
        """Return the last moment (UTC) that this may mean; the end of time for `unknown`."""
        if self.at is not None:
            return parse_moment(self.at).astimezone(UTC)
        if self.about is not None:
            return _end_of_day(_about_span(self.about)[1])
        text = self.day or self.end
        if text is None:
            return datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
        return parse_moment(text).astimezone(UTC) if "T" in text else _end_of_day(parse_day(text))


def _first_moment(text: str) -> datetime:
    return parse_moment(text).astimezone(UTC) if "T" in text else _midnight(parse_day(text))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _end_of_day(day: date) -> datetime:
    return _midnight(day) + timedelta(days=1) - timedelta(seconds=1)


def _about_span(text: str) -> tuple[date, date]:
    found = _ABOUT.fullmatch(text)
    if found is None:
        raise ValueError("an approximate time is written YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in found.groups())
    if day is not None:
        named = parse_day(text)
        return named, named
    try:
        first = _within_years(date(year or 0, month or 1, 1))
    except ValueError:
        raise ValueError("there is no such month or year") from None
    last_month = first.replace(month=month or 12)
    following = (last_month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, following - timedelta(days=1)


def write_moment(moment: datetime) -> str:
    """Return an aware datetime as the journal writes it: to the second, with its offset."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    text = moment.isoformat(timespec="seconds")
    return text[:-6] + "Z" if text.endswith("+00:00") else text
