"""What repeats among incidents: weekdays, times of day, sorts, more or fewer of late.

These are counts and no more. A few dozen incidents cannot tell a habit from chance, and what nobody
noticed or wrote down is not among them; whoever shows a pattern says so beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from safejournal.domain.timeline import Event
from safejournal.domain.values import dataclass
from safejournal.domain.words import Category, Source

FEW = 30
"""Below so many, one of seven weekdays stands out by chance alone; our own, cautious choice."""

STRETCH_DAYS = 30
"""Of a stretch that is held against the one before: people remember by months."""

STRETCHES = 6
"""Stretches that are counted: half a year."""

ENOUGH = 6
"""Incidents in the last two stretches from which on more or fewer is said at all."""

TIMES_AS_MANY = 2
"""From so many times as many on, it is more; else about as many. Small numbers waver by less."""

_HOURS_IN_PART, _MIDNIGHT = 6, 24
_LATE = 22
"""What begins from this hour on and lasts beyond midnight is of the night ("at night": 23 to 5)."""


class Part(StrEnum):
    """A quarter of the day, by the clock of the place."""

    NIGHT = "night"
    """0 to 6."""
    MORNING = "morning"
    """6 to 12."""
    AFTERNOON = "afternoon"
    """12 to 18."""
    EVENING = "evening"
    """18 to 24."""


class Course(StrEnum):
    """How the last stretch stands against the one before."""

    GROWING = "growing"
    FADING = "fading"
    LEVEL = "level"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Counts of incidents. What is not known is counted nowhere but in `total`."""

    total: int
    weekdays: tuple[int, ...]
    """From Monday on; only of those of which the one day is known."""
    parts: dict[Part, int]
    """Only of those of which the part of the day is known."""
    hours: dict[int, int]
    """By the hour, where it is known."""
    categories: dict[Category | None, int]
    """The commonest first."""
    sources: dict[Source | None, int]
    stretches: tuple[int, ...]
    """In each stretch of days until today, the latest first."""
    course: Course

    @property
    def few(self) -> bool:
        """Whether there are too few for a weekday or an hour to mean anything."""
        return self.total < FEW


def patterns(incidents: Iterable[Event], today: date) -> Patterns:
    """Count what repeats."""
    given = list(incidents)
    stretches = _stretches(given, today)
    return Patterns(
        total=len(given),
        weekdays=_weekdays(given),
        parts=_in_order(Part, (part_of(each.hours) for each in given)),
        hours=dict(sorted(Counter(h for each in given if (h := _hour(each)) is not None).items())),
        categories=dict(Counter(each.category for each in given).most_common()),
        sources=dict(Counter(each.source for each in given).most_common()),
        stretches=stretches,
        course=_course(*stretches[:2]),
    )


def part_of(hours: tuple[int, int] | None) -> Part | None:
    """Return the part of the day in which all of these hours lie; None if there is none."""
    if hours is None:
        return None
    if hours[0] >= _LATE and hours[1] > _MIDNIGHT:
        return Part.NIGHT if hours[1] <= _MIDNIGHT + _HOURS_IN_PART else None
    first, last = (hour // _HOURS_IN_PART for hour in hours)
    # "Morning" is kept as 6 to 12: its last hour only ends it.
    if last == first + 1 and hours[1] % _HOURS_IN_PART == 0:
        last = first
    return tuple(Part)[first] if first == last else None


def _hour(of: Event) -> int | None:
    return of.hours[0] if of.hours is not None and of.hours[0] == of.hours[1] else None


def _weekdays(given: Iterable[Event]) -> tuple[int, ...]:
    counted = Counter(each.one_day.weekday() for each in given if each.one_day is not None)
    return tuple(counted[day] for day in range(7))


def _in_order(parts: Iterable[Part], given: Iterable[Part | None]) -> dict[Part, int]:
    counted = Counter(each for each in given if each is not None)
    return {part: counted[part] for part in parts}


def _stretches(given: Iterable[Event], today: date) -> tuple[int, ...]:
    """Count those of which the first day is known, by how long before today it lies."""
    ages = ((today - each.first).days for each in given if each.sure and each.first is not None)
    counted = Counter(age // STRETCH_DAYS for age in ages if age >= 0)
    return tuple(counted[number] for number in range(STRETCHES))


def _course(recent: int, before: int) -> Course:
    if recent + before < ENOUGH:
        return Course.TOO_FEW
    if recent >= TIMES_AS_MANY * before:
        return Course.GROWING
    return Course.FADING if before >= TIMES_AS_MANY * recent else Course.LEVEL
