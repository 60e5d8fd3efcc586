"""Days, moments and times as a person reads them.

Month names come from small tables of our own: what the machine's locale says is not what the person
chose, and it differs from machine to machine.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from safejournal.domain.times import When, parse_day, parse_moment
from safejournal.i18n import _, language, later

_MONTHS = {
    "en": (
        "January February March April May June July August September October November December"
    ).split(),
    "ru": (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    ).split(),
}
"""As they stand after a day, and in Russian after “около” too."""

_SHORT_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "ru": "янв фев мар апр мая июн июл авг сен окт ноя дек".split(),
}

_MONTHS_ALONE = {
    "en": _MONTHS["en"],
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
}
"""As they stand without a day before them."""

_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье".split(),
}
_SHORT_WEEKDAYS = {"en": "Mo Tu We Th Fr Sa Su".split(), "ru": "пн вт ср чт пт сб вс".split()}

_PARTS = {
    (4, 8): later("early morning"),
    (6, 12): later("morning"),
    (12, 18): later("afternoon"),
    (18, 23): later("evening"),
    (21, 24): later("late evening"),
    (23, 29): later("night"),
    (18, 29): later("evening or night"),
}
"""By the hours that `phrases` reads these words as; beyond 24 it is the next day."""


def day(text: str) -> str:
    """Return a day (`YYYY-MM-DD`) as `14 March 2025`."""
    return _day(parse_day(text), _MONTHS)


def day_short(text: str) -> str:
    """Return a day (`YYYY-MM-DD`) as `14 Mar 2025`."""
    return _day(parse_day(text), _SHORT_MONTHS)


def month(of: date) -> str:
    """Return the month of a day as `March 2025`."""
    return f"{_MONTHS_ALONE[language()][of.month - 1]} {of.year}"


def month_short(of: date) -> str:
    """Return the month of a day in three letters, without its year."""
    return _SHORT_MONTHS[language()][of.month - 1]


def weekdays(*, short: bool = False) -> list[str]:
    """Return the names of the days of the week from Monday on; the short ones have two letters."""
    return (_SHORT_WEEKDAYS if short else _WEEKDAYS)[language()]


def moment(text: str, *, here: datetime | None = None) -> str:
    """Return a moment with its offset as `14 March 2025, 21:40 (UTC+6)`.

    When `here` (any moment with the local offset) is given, the moment is moved to that offset and
    the offset is left out: for times that the program set, not for times that a person wrote.
    """
    at = parse_moment(text)
    if here is not None:
        local = at.astimezone(here.tzinfo)
        return f"{_day(local.date(), _MONTHS)}, {local:%H:%M}"
    return f"{_day(at.date(), _MONTHS)}, {at:%H:%M} ({offset(at)})"


def when(of: When | None) -> str:
    """Return a time as it was meant: `about May 2024`, `not known`; "" for None."""
    if of is None:
        return ""
    if of.unknown:
        return _("not known")
    if of.about is not None:
        return _("about {time}").format(time=_about(of.about, _MONTHS))
    if of.start is not None and of.end is not None:
        return _stretch(of.start, of.end)
    return _any(of.at or of.day or "")


def when_short(of: When | None) -> str:
    """Return a time in few characters, for a column: `14 Mar 2025`, `~May 2024`, `?`, or ""."""
    if of is None:
        return ""
    if of.unknown:
        return "?"
    if of.about is not None:
        return f"~{_about(of.about, _SHORT_MONTHS)}"
    text = of.day or of.at or of.start or ""
    return _day(parse_day(text[: len("2025-03-14")]), _SHORT_MONTHS)


def offset(at: datetime) -> str:
    """Return the offset of a moment as `UTC+6`, `UTC+5:30` or `UTC`."""
    minutes = int((at.utcoffset() or timedelta()).total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "-"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _any(text: str) -> str:
    return moment(text) if "T" in text else day(text)


def _day(of: date, months: dict[str, list[str]]) -> str:
    return f"{of.day} {months[language()][of.month - 1]} {of.year}"


def _about(text: str, months: dict[str, list[str]]) -> str:
    year, *rest = text.split("-")
    if not rest:
        return year
    month = months[language()][int(rest[0]) - 1]
    return f"{month} {year}" if len(rest) == 1 else f"{int(rest[1])} {month} {year}"


def _stretch(start: str, end: str) -> str:
    if "T" in start and "T" in end:
        first, last = parse_moment(start), parse_moment(end)
        if first.utcoffset() == last.utcoffset():
            if part := _part(first, last):
                return f"{_day(first.date(), _MONTHS)}, {_(part)}"
            if first.date() == last.date():
                hours = _("{first} to {last}").format(first=f"{first:%H:%M}", last=f"{last:%H:%M}")
                return f"{_day(first.date(), _MONTHS)}, {hours} ({offset(first)})"
    return _("{first} to {last}").format(first=_any(start), last=_any(end))


def _part(first: datetime, last: datetime) -> str:
    """Return the name of a part of the day, or "" when these hours have none."""
    if first.minute or last.minute:
        return ""
    days = (last.date() - first.date()).days
    return _PARTS.get((first.hour, last.hour + 24 * days), "")
