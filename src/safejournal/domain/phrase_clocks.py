"""Times of day, read from words of the vocabulary in `phrase_words`.

A clock gives one minute; a part of the day gives a stretch, since nobody who says "in the evening"
means a minute. All in the time zone of `now`, unless an offset was typed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from safejournal.domain.phrase_days import Reading

_PARTS = {
    "EARLY MORNING": (4, 8),
    "MORNING": (6, 12),
    "AFTERNOON": (12, 18),
    "EVENING": (18, 23),
    "LATE EVENING": (21, 24),
    "NIGHT": (23, 29),
    "LATE NIGHT": (23, 29),
    "TONIGHT": (18, 29),
}
"""From which hour to which; beyond 24 it is the next day, so that a night is in one piece."""

_NIGHT_BEGINS, _MIDDAY = _PARTS["NIGHT"][0], 12

_HALVES = {
    "AM": {12: 0} | {hour: hour for hour in range(1, 12)},
    "PM": {12: 12} | {hour: hour + 12 for hour in range(1, 12)},
    "MORNING": {hour: hour for hour in range(3, 12)},
    "DAY": {12: 12} | {hour: hour + 12 for hour in range(1, 6)},
    "EVENING": {hour: hour + 12 for hour in range(4, 12)},
    "NIGHT": {hour: hour for hour in range(1, 6)} | {10: 22, 11: 23},
}
_HALVES["AFTERNOON"] = _HALVES["DAY"]
"""Which hour of 24 is meant by 9 in the evening. Twelve at night belongs to two days: left out."""

_HALF = f"(?: (?:AT |IN )?(?P<half>{'|'.join(_HALVES)}))"
_HOUR = r"(?P<hour>\d{1,2})"
_ZONE = r"(?: ?(?P<zone>Z|\+\d{2}:?\d{2}))?"
_CLOCKS = (
    rf"(?:AT )?{_HOUR}:(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?{_ZONE}{_HALF}?",
    rf"AT {_HOUR}\.(?P<minute>\d{{2}}){_HALF}?",
    rf"AT {_HOUR}(?: HOUR)?{_HALF}?",
    rf"{_HOUR}(?: HOUR)?{_HALF}",
    "AT (?P<one>HOUR) (?P<half>DAY|NIGHT)",
    "(?:AT )?(?P<noon>NOON)",
)
_PART = f"(?:AT |IN |THIS )?({'|'.join(sorted(_PARTS, key=len, reverse=True))})"

_PART_FIRST = re.compile("(?:AT |IN |THIS )?(MORNING|AFTERNOON|EVENING) (.+)")
"""Not the night: two at night may lie on either of two days, unless that night is now."""


def read_time(words: tuple[str, ...], day: date, zone: tzinfo | None) -> Reading | None:
    """Return the minute or the stretch of that day which the words name, or None."""
    text = " ".join(words)
    clock = _PART_FIRST.sub(r"\2 \1", text)
    for pattern in _CLOCKS:
        if found := re.fullmatch(pattern, clock):
            return _at(found.groupdict(), day, zone)
    part = re.fullmatch(_PART, text)
    return stretch(day, *_PARTS[part[1]], zone) if part else None


def read_time_alone(words: tuple[str, ...], now: datetime) -> Reading | None:
    """Return what a time means when no day was named: today, except for a night.

    A night alone is the latest that has begun; "last night" is that too, with the evening before
    it. An hour or two back or ahead is counted from now.
    """
    text = " ".join(words)
    today = now.date()
    if text == "NOW":
        return _minute(now)
    if found := re.fullmatch(r"(?:(\d{1,3}) )?(HOUR|MINUTE) AGO", text):
        return _minute(now - _lasting(found[1], found[2]))
    if found := re.fullmatch(r"IN (?:(\d{1,3}) )?(HOUR|MINUTE)", text):
        return _minute(now + _lasting(found[1], found[2]))
    begun = today if now.hour >= _NIGHT_BEGINS else today - timedelta(days=1)
    if text == "LAST NIGHT":
        return read_time(("TONIGHT",), begun, now.tzinfo)
    if night := re.fullmatch("(?:TODAY )?(?:AT |THIS )?NIGHT(?P<clock> .+)?", text):
        return _in_this_night((night["clock"] or "").split(), begun, now.tzinfo)
    return read_time(words, today, now.tzinfo)


def _in_this_night(clock: list[str], begun: date, zone: tzinfo | None) -> Reading | None:
    late = read_time((*clock, "NIGHT"), begun, zone)
    early = read_time((*clock, "NIGHT"), begun + timedelta(days=1), zone)
    return early if late and clock and late.start.timetuple().tm_hour < _MIDDAY else late


def stretch(day: date, first: int, last: int, zone: tzinfo | None) -> Reading:
    """Return the stretch between two hours of a day, counted on beyond midnight."""
    midnight = datetime.combine(day, time(), zone)
    return Reading(midnight + timedelta(hours=first), midnight + timedelta(hours=last))


def _at(part: dict[str, str | None], day: date, zone: tzinfo | None) -> Reading | None:
    hour = _hour(part)
    if hour is None:
        return None
    try:
        clock = time(hour, int(part.get("minute") or 0), int(part.get("second") or 0))
        moment = datetime.combine(day, clock, _zone(part.get("zone")) or zone)
    except ValueError:
        return None
    return Reading(moment, moment)


def _hour(part: dict[str, str | None]) -> int | None:
    if part.get("noon"):
        return 12
    hour, half = int(part.get("hour") or 1), part.get("half")
    if half is None:
        return int(part.get("hour") or 1)
    hours = _HALVES[half]
    return hours.get(hour, hour if hour in hours.values() else None)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    return timezone(timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _lasting(count: str | None, unit: str) -> timedelta:
    return timedelta(minutes=int(count or 1) * (60 if unit == "HOUR" else 1))


def _minute(moment: datetime) -> Reading:
    return Reading(*(moment.replace(second=0, microsecond=0),) * 2)
