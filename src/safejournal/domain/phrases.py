"""When something happened, as a person types it: `yesterday evening`, `около 20 мая 2024`.

What a phrase leaves open stays open: an evening becomes a stretch of hours, May becomes about May,
and no phrase becomes more exact than it was said. The choices that are made:

- 03/04/2025 has the day first. A lone 14 March is the one closest to today.
- Monday is the latest one, today included; last Monday lies before today, next Monday after it.
- Morning is 06 to 12, afternoon 12 to 18, evening 18 to 23, night 23 to 05 of the next day; the
  night *of* a day begins on its evening. A time without a day is today.
- Seasons are months: summer is June to August. The winter of one year is told as about that year.
- Months and years back are about then; days and weeks back, and anything ahead, name a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from safejournal.domain.phrase_clocks import read_time, read_time_alone
from safejournal.domain.phrase_days import Reading, read_days
from safejournal.domain.phrase_words import LONGEST_PHRASE, MOMENT, UNKNOWN, plain, words_of
from safejournal.domain.times import When

_LOOSE = timedelta(minutes=30)
"""On either side of a clock that was called approximate."""

_MINUTE = timedelta(minutes=1)

_EXAMPLES = {
    "en": (
        "yesterday evening",
        "14.03.2025",
        "14 March, 21:40",
        "last Monday",
        "3 days ago",
        "about May 2024",
        "from 3 to 5 May 2024",
        "unknown",
    ),
    "ru": (
        "вчера вечером",
        "14.03.2025",
        "14 марта в 21:40",
        "в прошлый понедельник",
        "3 дня назад",
        "примерно в мае 2024",
        "с 3 по 5 мая 2024",
        "не знаю",
    ),
}


class NotUnderstood(ValueError):
    """The phrase names no time that we can read, or one that does not exist. It is not quoted."""

    def __init__(self) -> None:
        super().__init__("this is not understood as a time")


def examples(language: str) -> tuple[str, ...]:
    """Return phrases to show under a field, in that language if we speak it, else in English."""
    return _EXAMPLES.get(language[:2].lower(), _EXAMPLES["en"])


def understand(phrase: str, *, now: datetime) -> When:
    """Return the time that a phrase means, said at `now` (aware; its zone is the person's).

    English and Russian are both understood, whatever the language of the program. Raises
    NotUnderstood.
    """
    text = plain(phrase) if len(phrase) <= LONGEST_PHRASE else "\0"
    if text in UNKNOWN:
        return When(unknown=True)
    try:
        reading = _read(_day_first(words_of(text)), now)
        if reading is None:
            raise NotUnderstood
        return _when(reading)
    except (ValueError, OverflowError):
        raise NotUnderstood from None


def _day_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `May 3-5` as the words of `3-5 May`, which leaves the grammar one order."""
    return tuple(re.sub(r"(M\d+) (\d{1,2} TO \d{1,2})(?! M)\b", r"\2 \1", " ".join(words)).split())


def _read(words: tuple[str, ...], now: datetime) -> Reading | None:
    if "ABOUT" in words[:2]:  # also "in about 2020"
        at = words.index("ABOUT")
        reading = _read(words[:at] + words[at + 1 :], now)
        return _loosened(reading) if reading else None
    return _point(words, now) or _stretch(words, now) or _since(words, now)


def _loosened(reading: Reading) -> Reading:
    """Return what "about" makes of a reading: around that hour, about that day."""
    if reading.day is not None:
        return Reading(reading.start, reading.end, reading.day.isoformat())
    if isinstance(reading.start, datetime) and reading.start == reading.end:
        return Reading(reading.start - _LOOSE, reading.start + _LOOSE)
    return reading


def _point(words: tuple[str, ...], now: datetime, near: date | None = None) -> Reading | None:
    """Read a day, a time of day, or both in either order.

    `near` is the other end of a stretch: the day of a time without a day, and the one to which an
    incomplete date must be close.
    """
    today = now.date()
    if len(words) == 1 and MOMENT.fullmatch(words[0].lower()):
        moment = datetime.fromisoformat(words[0])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
        return Reading(moment, moment)
    if "EVE" in words[:2]:
        return _eve(words[words.index("EVE") + 1 :], now)
    alone = read_time(words, near, now.tzinfo) if near else read_time_alone(words, now)
    return alone or read_days(words, today, near) or _day_and_time(words, now, near)


def _eve(words: tuple[str, ...], now: datetime) -> Reading | None:
    """Read the night that ends on a day (в ночь на 14 марта)."""
    reading = read_days(words, now.date())
    if reading is None or reading.day is None:
        return None
    return read_time(("NIGHT",), reading.day - timedelta(days=1), now.tzinfo)


def _day_and_time(words: tuple[str, ...], now: datetime, near: date | None) -> Reading | None:
    for at in range(1, len(words)):
        for day_words, time_words in ((words[:at], words[at:]), (words[at:], words[:at])):
            reading = read_days(day_words, now.date(), near)
            if reading and reading.day:
                time = read_time(time_words, reading.day, now.tzinfo)
                if time:
                    return time
    return None


def _stretch(words: tuple[str, ...], now: datetime) -> Reading | None:
    """Read two ends. Each may leave out what the other says; the shortest such stretch is meant."""
    found = [
        Reading(first.start, last.end)
        for at, word in enumerate(words)
        if word == "TO" or (word == "AND" and "BETWEEN" in words)
        for first, last in _ends(words[:at], words[at + 1 :], now)
        if _instant(first.start, now) <= _instant(last.end, now)
    ]
    return min(found, key=lambda r: _instant(r.end, now) - _instant(r.start, now), default=None)


def _ends(
    left: tuple[str, ...], right: tuple[str, ...], now: datetime
) -> Iterator[tuple[Reading, Reading]]:
    """Yield readings of both ends, the second in the light of the first and the other way round."""
    opened = left[1:] if left[:1] in {("FROM",), ("BETWEEN",)} else left
    left = tuple("AT" if word in {"FROM", "BETWEEN"} else word for word in opened)
    first = _point(left, now)
    if first:
        day = _day_of(first.end)
        clock = isinstance(first.start, datetime)
        for near in (day, day + timedelta(days=1)) if clock else (day,):
            last = (clock and read_time(("AT", *right), near, now.tzinfo)) or _point(
                right, now, near
            )
            if last:
                yield first, last
    last = _point(right, now)
    if last:
        first = _point(left, now, _day_of(last.start))
        if first:
            yield first, last


def _since(words: tuple[str, ...], now: datetime) -> Reading | None:
    """Read `since May`: from then until today, or until now if an hour was named."""
    if words[:1] != ("FROM",):
        return None
    first = _point(words[1:], now)
    if first is None:
        return None
    return Reading(first.start, now if isinstance(first.start, datetime) else now.date())


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _instant(moment: date, now: datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day, tzinfo=now.tzinfo)


def _when(reading: Reading) -> When:
    if reading.about is not None:
        return When(about=reading.about)
    start, end = _written(reading.start), _written(reading.end)
    if start != end:
        return When(start=start, end=end)
    return When(at=start) if isinstance(reading.start, datetime) else When(day=start)


def _written(moment: date) -> str:
    """Return a day or a minute as records hold it; seconds only where somebody typed them."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    offset = (moment.utcoffset() or timedelta()) // _MINUTE * _MINUTE
    local = moment.replace(tzinfo=timezone(offset), microsecond=0)
    text = local.isoformat(timespec="seconds" if local.second else "minutes")
    return re.sub(r"\+00:00\Z", "Z", text)
