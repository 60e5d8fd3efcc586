"""Days, weeks, months, seasons and years, read from words of the vocabulary in `phrase_words`.

Where a phrase leaves a choice, the rule stands at the function that chooses. Every rule either
gives a reading or says with ValueError that there is no such day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from safejournal.domain.values import dataclass

_CENTURY, _CENTURY_TURNS = 100, 70
"""A year of two digits lies between 1970 and 2069."""

_SHIFTS = {
    "TODAY": 0,
    "YESTERDAY": -1,
    "TOMORROW": 1,
    "DAY BEFORE YESTERDAY": -2,
    "DAY AFTER TOMORROW": 2,
}
_FIRST_MONTHS = {"WINTER": 12, "SPRING": 3, "SUMMER": 6, "AUTUMN": 9}
_THIRDS_OF_MONTH = {"EARLY": (1, 10), "MID": (11, 20), "LATE": (21, 31)}
_THIRDS_OF_YEAR = {"EARLY": (1, 4), "MID": (5, 8), "LATE": (9, 12)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase may mean: from when to when, and its name if it was only named roughly."""

    start: date | datetime
    end: date | datetime
    about: str | None = None
    """`YYYY` or `YYYY-MM`, when a year or a month was named and nothing nearer."""

    @property
    def day(self) -> date | None:
        """The day, when this is one day as a whole."""
        whole = self.start == self.end and not isinstance(self.start, datetime)
        return self.start if whole else None


@dataclass(frozen=True, slots=True)
class _Days:
    """What the words of a date are read against."""

    today: date
    near: date
    """The day to which a date without its year, or a lone day of the month, must be close."""


def one_day(day: date) -> Reading:
    """Return the reading of a single day."""
    return Reading(day, day)


def read_days(words: tuple[str, ...], today: date, near: date | None = None) -> Reading | None:
    """Return the stretch of whole days that the words name, or None.

    `near` tells that a lone number may be a day of the month, and which one is meant when no year
    is named; otherwise that is the one closest to today, before or after.
    """
    text = " ".join(words).removeprefix("AT ")
    text = text if text.startswith("IN ") and _IN.fullmatch(text) else text.removeprefix("IN ")
    for pattern, rule in _RULES if near is None else (*_RULES, _LONE_DAY):
        found = re.fullmatch(pattern, text)
        if found:
            try:
                return rule(found, _Days(today, near or today))
            except (ValueError, OverflowError):
                return None
    return None


def one_month(year: int, month: int) -> Reading:
    """Return the reading of a month that was named without a day."""
    first = date(year, month, 1)
    return Reading(first, _last_of(first), f"{year:04}-{month:02}")


def one_year(year: int) -> Reading:
    """Return the reading of a year that was named without a month."""
    return Reading(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def _last_of(month: date) -> date:
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _choose(which: str | None, readings: Iterable[Reading], today: date) -> Reading:
    """Return which of the Mondays, summers or Mays is meant.

    The last one has ended before today, and the next one has not begun; "this" one is the closest
    to today, and without any word it is the latest that has begun.
    """
    spans = [(_as_day(reading.start), _as_day(reading.end), reading) for reading in readings]
    if which == "LAST":
        return max((s for s in spans if s[1] < today), key=lambda s: s[0])[2]
    if which == "NEXT":
        return min((s for s in spans if s[0] > today), key=lambda s: s[0])[2]
    if which == "THIS":
        return min(spans, key=lambda s: (max(s[0] - today, today - s[1]), s[0]))[2]
    return max((s for s in spans if s[0] <= today), key=lambda s: s[0])[2]


def _as_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _shifted(found: re.Match[str], days: _Days) -> Reading:
    return one_day(days.today + timedelta(days=_SHIFTS[found[1]]))


def _ago(found: re.Match[str], days: _Days) -> Reading:
    """Days and weeks back name a day; months and years back are only remembered roughly."""
    count, unit = int(found[1] or 1), found[2]
    then = _moved(days.today, unit, -count)
    if unit == "YEAR":
        return one_year(then.year)
    return one_month(then.year, then.month) if unit == "MONTH" else one_day(then)


def _ahead(found: re.Match[str], days: _Days) -> Reading:
    """What lies ahead is planned, so that a month ahead names a day too."""
    return one_day(_moved(days.today, found[2], int(found[1] or 1)))


def _moved(day: date, unit: str, count: int) -> date:
    """Return the day so many units on; from the 31st to the last day of a shorter month."""
    if unit in {"DAY", "WEEK"}:
        return day + timedelta(days=count * (7 if unit == "WEEK" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "YEAR" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, _last_of(first).day))


def _weekday(found: re.Match[str], days: _Days) -> Reading:
    around = (days.today + timedelta(days=shift) for shift in range(-7, 8))
    named = (one_day(day) for day in around if day.weekday() == int(found[2]))
    return _choose(found[1], named, days.today)


def _weekday_and_date(found: re.Match[str], days: _Days) -> Reading | None:
    """A weekday that does not belong to its date is a slip somewhere, and nobody can say where."""
    reading = read_days(tuple(found[2].split()), days.today)
    right = reading and reading.day and reading.day.weekday() == int(found[1])
    return reading if right else None


def _weekday_of_week(found: re.Match[str], days: _Days) -> Reading:
    monday = days.today - timedelta(days=days.today.weekday())
    return one_day(monday + timedelta(days=int(found[1]) + 7 * _STEP[found[2]]))


def _weeks(found: re.Match[str], days: _Days) -> Reading:
    monday = days.today - timedelta(days=days.today.weekday())
    mondays = [monday + timedelta(days=7 * shift) for shift in (-2, -1, 0, 1)]
    first, last = (5, 6) if found[2] == "WEEKEND" else (0, 6)
    spans = (Reading(m + timedelta(days=first), m + timedelta(days=last)) for m in mondays)
    return _choose(found[1], spans, days.today)


def _last_stretch(found: re.Match[str], days: _Days) -> Reading:
    return Reading(_moved(days.today, found[2], -int(found[1])), days.today)


def _this_month(found: re.Match[str], days: _Days) -> Reading:
    then = _moved(days.today.replace(day=1), "MONTH", _STEP[found[1]])
    return one_month(then.year, then.month)


def _this_year(found: re.Match[str], days: _Days) -> Reading:
    return one_year(_year(found[1], days.today))


def _year(named: str, today: date) -> int:
    if named in _STEP:
        return today.year + _STEP[named]
    year = int(named)
    if year < _CENTURY_TURNS:
        return year + 2000
    return year + 1900 if year < _CENTURY else year


def _date(found: re.Match[str], days: _Days) -> Reading:
    part = found.groupdict()
    day, month = int(part["day"]), int(part["month"])
    if part.get("year"):
        return one_day(date(_year(part["year"], days.today), month, day))
    return one_day(min(_each_year(day, month, days), key=lambda there: abs(there - days.near)))


def _each_year(day: int, month: int, days: _Days) -> list[date]:
    firsts = (date(days.near.year + shift, month, 1) for shift in (-1, 0, 1))
    return [first.replace(day=day) for first in firsts if day <= _last_of(first).day]


def _month(found: re.Match[str], days: _Days) -> Reading:
    part = found.groupdict()
    month = int(part["month"])
    if part.get("year"):
        return one_month(_year(part["year"], days.today), month)
    years = range(days.near.year - 1, days.near.year + 2)
    return _choose(part.get("which") or "THIS", (one_month(y, month) for y in years), days.near)


def _third_of_month(found: re.Match[str], days: _Days) -> Reading:
    month = _month(found, days)
    first, last = _THIRDS_OF_MONTH[found["third"]]
    end = _as_day(month.end)
    return Reading(end.replace(day=first), end.replace(day=min(last, end.day)))


def _third_of_year(found: re.Match[str], days: _Days) -> Reading:
    year = _year(found["year"], days.today)
    first, last = _THIRDS_OF_YEAR[found["third"]]
    return Reading(date(year, first, 1), _last_of(date(year, last, 1)))


def _season(found: re.Match[str], days: _Days) -> Reading:
    years = range(days.near.year - 2, days.near.year + 2)
    spans = (_one_season(found["season"], year) for year in years)
    return _choose(found["which"], spans, days.near)


def _season_of_year(found: re.Match[str], days: _Days) -> Reading:
    """A year has two winters, at either end: the winter of one year is only told as that year."""
    year = _year(found["year"], days.today)
    winter = found["season"] == "WINTER"
    return one_year(year) if winter else _one_season(found["season"], year)


def _winter_of_two_years(found: re.Match[str], _: _Days) -> Reading:
    first, second = int(found[1]), found[2]
    if not str(first + 1).endswith(second):
        raise ValueError("a winter lies in two years that follow each other")
    return _one_season("WINTER", first)


def _one_season(season: str, year: int) -> Reading:
    first = date(year, _FIRST_MONTHS[season], 1)
    return Reading(first, _last_of(_moved(first, "MONTH", 2)))


def _lone_day(found: re.Match[str], days: _Days) -> Reading:
    return one_day(days.near.replace(day=int(found[1])))


_STEP = {"LAST": -1, "THIS": 0, "NEXT": 1}
_WHICH = "(?:(?P<which>LAST|NEXT|THIS) )?"
_DAY, _MONTH, _NUMBER = r"(?P<day>\d{1,2})", r"M(?P<month>\d{1,2})", r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4}|(?:LAST|NEXT|THIS)(?= YEAR))(?: YEAR)?"
_OF_YEAR = f" (?:AT |IN )?{_YEAR}"
_SEASON = f"(?P<season>{'|'.join(_FIRST_MONTHS)})"
_THIRD = "(?P<third>EARLY|MID|LATE)"
_UNIT = "(DAY|WEEK|MONTH|YEAR)"
_IN = re.compile(rf"IN (?:(\d{{1,3}}) )?{_UNIT}")

_Rule = Callable[[re.Match[str], _Days], Reading | None]
_RULES: tuple[tuple[str | re.Pattern[str], _Rule], ...] = (
    (f"({'|'.join(_SHIFTS)})", _shifted),
    (rf"(?:(\d{{1,3}}) )?{_UNIT} AGO", _ago),
    (_IN, _ahead),
    (rf"(\d{{1,3}}) {_UNIT} FROM NOW", _ahead),
    ("(?:(LAST|NEXT|THIS) )?W([0-6])", _weekday),
    ("W([0-6]) (?:AT )?(LAST|NEXT|THIS) WEEK", _weekday_of_week),
    ("W([0-6]) (.+)", _weekday_and_date),
    ("(LAST|NEXT|THIS) (WEEK|WEEKEND)", _weeks),
    ("()(WEEKEND)", _weeks),
    (r"LAST (\d{1,3}) (DAY|WEEK)", _last_stretch),
    ("(LAST|NEXT|THIS) MONTH", _this_month),
    (_YEAR, _this_year),
    (rf"(?P<year>\d{{4}})([-./]){_NUMBER}\2{_DAY}", _date),
    (rf"{_DAY}([-./]){_NUMBER}\2(?P<year>\d{{4}}|\d{{2}})(?: YEAR)?", _date),
    (f"{_DAY}[./]{_NUMBER}", _date),
    (f"{_DAY} {_MONTH}(?:{_OF_YEAR})?", _date),
    (f"{_MONTH} {_DAY}(?:{_OF_YEAR})?", _date),
    (rf"(?P<year>\d{{4}})[-./]{_NUMBER}", _month),
    (rf"{_NUMBER}[./](?P<year>\d{{4}})", _month),
    (f"{_WHICH}{_MONTH}", _month),
    (f"{_MONTH}{_OF_YEAR}", _month),
    (f"{_THIRD} {_MONTH}(?:{_OF_YEAR})?", _third_of_month),
    (f"{_THIRD} {_YEAR}", _third_of_year),
    (f"{_WHICH}{_SEASON}", _season),
    (f"{_SEASON}{_OF_YEAR}", _season_of_year),
    (r"WINTER (\d{4})(?: TO |/)(\d{2}|\d{4})", _winter_of_two_years),
)
_LONE_DAY: tuple[str, _Rule] = (r"(\d{1,2})", _lone_day)
