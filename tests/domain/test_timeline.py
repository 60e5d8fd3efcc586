"""Events in cells of time: nothing is moved to a day that nobody named, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain import records as r
from safejournal.domain.plan import Leg, Place, Plan
from safejournal.domain.timeline import (
    Event,
    Mark,
    Sieve,
    Zoom,
    cell_of,
    cells_between,
    event_of,
    fitting,
    last_day,
    mark,
    marks,
    moved,
    next_with,
    undated,
    within,
)
from safejournal.domain.times import When
from safejournal.domain.words import Category, Kind
from tests.domain.contents import DAYS, whens

ID = "00" * 16
ZOOMS = st.sampled_from(list(Zoom))
WITHIN = st.dates(date(1902, 1, 1), date(2198, 12, 31))


def happened(when: When | None, **more: object) -> Event:
    """Return an incident of that time."""
    return event_of(ID, r.Incident(when=when, **more))  # type: ignore[arg-type]


@given(WITHIN, ZOOMS, st.integers(-600, 600))
def test_cells_follow_one_another_without_gap_or_overlap(day: date, zoom: Zoom, n: int) -> None:
    """Each day lies in exactly one cell, and moving on and back leads to the same cell."""
    cell = cell_of(day, zoom)
    assert cell <= day <= last_day(cell, zoom)
    if 1901 < moved(cell, Zoom.DAY, n * 366 // 12).year < 2199 and zoom is not Zoom.YEAR:
        other = moved(cell, zoom, n)
        assert cells_between(cell, other, zoom) == n
        assert moved(other, zoom, -n) == cell == cell_of(cell, zoom)
        assert moved(cell, zoom, n + 1) == cell_of(moved(last_day(other, zoom), Zoom.DAY, 1), zoom)


@given(whens(), ZOOMS)
def test_every_time_lies_in_the_cell_of_its_first_day(when: When, zoom: Zoom) -> None:
    """A known time is counted once where it begins; a rough one lies there perhaps."""
    event = happened(when)
    if event.first is None:
        assert undated([event]) == [event]
        return
    found = mark([event], cell_of(event.first, zoom), zoom)
    assert found == (Mark(begun=1) if event.sure else Mark(perhaps=1))
    assert within([event], cell_of(event.first, zoom), zoom) == [event]


@given(st.lists(whens(), max_size=6), WITHIN, ZOOMS, st.integers(1, 12))
def test_a_row_of_cells_holds_what_each_of_them_holds(
    times: list[When], day: date, zoom: Zoom, count: int
) -> None:
    """Looking at each event once gives the same as asking cell by cell."""
    events, cell = [happened(when) for when in times], cell_of(day, zoom)
    if cell.year + count < 2199:
        alone = [mark(events, moved(cell, zoom, n), zoom) for n in range(count)]
        assert marks(events, cell, zoom, count) == alone


def test_about_a_month_lies_perhaps_on_each_of_its_days_and_on_no_other() -> None:
    """It is never drawn as its first day."""
    event = happened(When(about="2026-05"))
    marks = [mark([event], moved(date(2026, 4, 30), Zoom.DAY, n), Zoom.DAY) for n in range(33)]
    assert marks == [Mark(), *[Mark(perhaps=1)] * 31, Mark()]
    assert event.one_day is None


def test_the_day_of_learning_is_not_the_day_of_happening() -> None:
    """Where only that is known, it lies there perhaps; a time that happened counts before it."""
    learned = event_of(ID, r.Incident(learned=When(day="2026-05-01")))
    assert mark([learned], date(2026, 5, 1), Zoom.DAY) == Mark(perhaps=1)
    both = event_of(ID, r.Incident(learned=When(day="2026-05-01"), when=When(day="2026-04-01")))
    assert (both.first, both.sure) == (date(2026, 4, 1), True)
    looked_up = event_of(ID, r.Legal(checked="2026-03-02"))
    assert (looked_up.first, looked_up.sure) == (date(2026, 3, 2), False)


def test_a_day_is_that_of_the_place_where_it_happened() -> None:
    """At half past midnight in Bishkek it is still the day before in UTC; that is not asked."""
    event = happened(When(at="2026-05-01T00:30+06:00"))
    assert (event.one_day, event.hours) == (date(2026, 5, 1), (0, 0))


def test_what_lasts_goes_on_in_later_cells() -> None:
    """It is counted where it begins, and seen until it ends."""
    event = happened(When(start="2026-05-30", end="2026-06-02"))
    assert mark([event], date(2026, 5, 1), Zoom.MONTH) == Mark(begun=1)
    assert mark([event], date(2026, 6, 1), Zoom.MONTH) == Mark(going_on=1)
    assert mark([event], date(2026, 6, 3), Zoom.DAY) == Mark()


def test_an_evening_until_midnight_is_one_day() -> None:
    """It does not begin the next one."""
    evening = happened(When(start="2026-05-01T21:00+06:00", end="2026-05-02T00:00+06:00"))
    assert (evening.one_day, evening.hours) == (date(2026, 5, 1), (21, 24))


def test_a_trip_has_the_days_of_its_plan() -> None:
    """From its first leg to the end of its last stay."""
    legs = (
        Leg(start=Place(country="KG"), end=Place(country="KZ"), date="2026-06-01"),
        Leg(end=Place(country="TR"), date="2026-06-04", stay_days=3),
    )
    trip = event_of(ID, r.Trip(plan=Plan(legs=legs)))
    assert (trip.first, trip.last) == (date(2026, 6, 1), date(2026, 6, 6))


@pytest.mark.parametrize(
    ("sieve", "passes"),
    [
        (Sieve(), True),
        (Sieve(kinds=(Kind.TRIP,)), False),
        (Sieve(tag="дом"), True),
        (Sieve(tag="work"), False),
        (Sieve(record="aa" * 16), True),
        (Sieve(record=ID), True),
        (Sieve(record="bb" * 16), False),
        (Sieve(category=Category.ATTACK), True),
        (Sieve(category=Category.SMEAR), False),
    ],
)
def test_a_sieve_asks_for_all_that_it_names(sieve: Sieve, passes: bool) -> None:
    """Kind, tag, what it points to, sort: each alone can keep an event out."""
    content = r.Incident(category=Category.ATTACK, tags=("дом",))
    assert sieve.lets_through(event_of(ID, content, ["aa" * 16])) is passes


@given(st.lists(DAYS, min_size=1, max_size=5), st.integers(2, 80))
def test_all_that_happened_fits_where_anything_fits(days: list[date], cells: int) -> None:
    """The closest zoom at which the first of it and today are both seen, or years."""
    events = [happened(When(day=each.isoformat())) for each in days]
    today = max(days)
    zoom = fitting(events, today, cells)
    wide = cells_between(min(days), today, zoom)
    assert wide < cells or zoom is Zoom.YEAR
    assert zoom is Zoom.DAY or cells_between(min(days), today, zoom.closer()) >= cells


def test_the_next_cell_with_something_is_found_over_long_gaps() -> None:
    """Forwards and backwards; None at the ends."""
    events = [happened(When(day=day)) for day in ("2024-01-31", "2026-05-02")]
    assert next_with(events, date(2024, 1, 1), Zoom.MONTH, 1) == date(2026, 5, 1)
    assert next_with(events, date(2026, 5, 1), Zoom.MONTH, -1) == date(2024, 1, 1)
    assert next_with(events, date(2026, 5, 1), Zoom.MONTH, 1) is None
