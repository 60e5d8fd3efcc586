"""Counts of what repeats: only of what is known, and nothing said where there is too little."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from safejournal.domain import records as r
from safejournal.domain.patterns import ENOUGH, FEW, Course, Part, Patterns, part_of, patterns
from safejournal.domain.timeline import event_of
from safejournal.domain.times import When
from safejournal.domain.words import Category

TODAY = date(2026, 5, 14)


def counted(*whens: When | None, category: Category | None = None) -> Patterns:
    """Return the patterns of incidents of these times."""
    contents = [r.Incident(when=when, category=category) for when in whens]
    return patterns([event_of("00" * 16, each) for each in contents], TODAY)


def ago(days: int) -> When:
    """Return the day so many days before today."""
    return When(day=(TODAY - timedelta(days=days)).isoformat())


def test_only_what_is_known_is_counted() -> None:
    """A rough time has no weekday, a day no hour, a stretch of days neither."""
    found = counted(
        When(at="2026-05-11T21:40+06:00"),
        When(day="2026-05-11"),
        When(about="2026-05-12"),
        When(start="2026-05-11", end="2026-05-13"),
        When(unknown=True),
        None,
    )
    assert found.total == 6
    assert found.weekdays == (2, 0, 0, 0, 0, 0, 0)
    assert found.hours == {21: 1}
    assert list(found.parts.values()) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("hours", "part"),
    [
        (None, None),
        ((3, 3), Part.NIGHT),
        ((6, 12), Part.MORNING),
        ((12, 18), Part.AFTERNOON),
        ((18, 23), Part.EVENING),
        ((21, 24), Part.EVENING),
        ((23, 29), Part.NIGHT),
        ((18, 29), None),
        ((4, 8), None),
        ((10, 14), None),
    ],
)
def test_a_part_of_the_day_holds_all_of_its_hours(
    hours: tuple[int, int] | None, part: Part | None
) -> None:
    """What lies across two of them is counted in neither."""
    assert part_of(hours) is part


@pytest.mark.parametrize(
    ("recent", "before", "course"),
    [
        (ENOUGH - 1, 0, Course.TOO_FEW),
        (ENOUGH, 0, Course.GROWING),
        (4, 2, Course.GROWING),
        (2, 4, Course.FADING),
        (4, 3, Course.LEVEL),
    ],
)
def test_growing_and_fading_are_said_only_of_enough(
    recent: int, before: int, course: Course
) -> None:
    """Twice as many as in the stretch before, and not of a handful."""
    found = counted(*[ago(29)] * recent, *[ago(30)] * before)
    assert found.stretches[:2] == (recent, before)
    assert found.course is course


def test_what_lies_ahead_or_is_only_rough_is_in_no_stretch() -> None:
    """Neither has happened in the last thirty days for certain."""
    assert sum(counted(ago(-1), When(about="2026-05")).stretches) == 0


def test_a_few_are_called_few() -> None:
    """Below the number at which a weekday could stand out, and no longer from it on."""
    assert counted(*[ago(1)] * (FEW - 1)).few
    assert not counted(*[ago(1)] * FEW).few
