"""Days of stay, counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.plan import LONGEST_STAY_DAYS, Leg, Person, Place, Plan
from safejournal.domain.plan_words import StatusAbroad
from safejournal.domain.stays import OPEN_STAY_DAYS, Limit, Stay, reckon, stays

TODAY = date(2026, 5, 1)
DAY = timedelta(days=1)

days = st.sets(st.integers(-400, 200).map(lambda n: TODAY + n * DAY), max_size=120)
limits = st.builds(Limit, days=st.integers(1, 90), per_days=st.none() | st.integers(1, 365))


def _leg(start: str, end: str, day: str | None, length: int | None = None) -> Leg:
    return Leg(start=Place(country=start), end=Place(country=end), date=day, stay_days=length)


def _count(present: set[date], limit: Limit, on: date) -> int:
    """Count by looking at every day, as somebody would on a calendar."""
    if limit.per_days is not None:
        return sum((on - n * DAY) in present for n in range(limit.per_days))
    count = 0
    while on in present:
        count, on = count + 1, on - DAY
    return count


@given(days, limits)
def test_days_are_counted_as_on_a_calendar(present: set[date], limit: Limit) -> None:
    """Within any so many days, or of one visit; what is left is never less than none."""
    found = reckon(present, limit, TODAY)
    assert found.used == _count(present, limit, TODAY)
    assert found.left == max(limit.days - found.used, 0)


@given(days, limits)
def test_the_last_day_is_the_last_one_within_the_limit(present: set[date], limit: Limit) -> None:
    """For somebody who is there and stays on; one day more would be too many."""
    found = reckon(present, limit, TODAY)
    if TODAY not in present:
        assert found.last_day is None
        return
    past = {each for each in present if each <= TODAY}
    if _count(past, limit, TODAY) > limit.days:
        assert found.last_day is None
        return
    assert found.last_day is not None
    ahead = {TODAY + n * DAY for n in range((found.last_day - TODAY).days + 1)}
    assert all(_count(past | ahead, limit, each) <= limit.days for each in ahead)
    following = found.last_day + DAY
    over = _count(past | ahead | {following}, limit, following) > limit.days
    assert over or (following - TODAY).days > 365


@given(days, limits)
def test_the_first_day_too_many_is_named(present: set[date], limit: Limit) -> None:
    """Planned, or past and still counting: the earliest on which the limit is broken."""
    found = reckon(present, limit, TODAY).exceeded_on
    begin = TODAY - (limit.per_days or 366) * DAY
    broken = [d for d in sorted(present) if d > begin and _count(present, limit, d) > limit.days]
    assert found == (broken[0] if broken else None)


@pytest.mark.parametrize(
    ("legs", "expected"),
    [
        ((_leg("KG", "KZ", "2026-04-01", 3),), [("KZ", "2026-04-01", "2026-04-03")]),
        ((_leg("KG", "KZ", "2026-04-01", 0),), [("KZ", "2026-04-01", "2026-04-01")]),
        ((_leg("KG", "KZ", "2026-04-01"),), [("KZ", "2026-04-01", None)]),
        ((_leg("KG", "KZ", None, 3),), []),
        (
            (_leg("KG", "KZ", "2026-04-01"), _leg("KZ", "TR", "2026-04-09", 2)),
            [("KZ", "2026-04-01", "2026-04-09"), ("TR", "2026-04-09", "2026-04-10")],
        ),
        ((_leg("KG", "KZ", "2026-04-09"), _leg("KZ", "KG", "2026-04-01")),
         [("KZ", "2026-04-09", "2026-04-09"), ("KG", "2026-04-01", None)]),
        ((Leg(date="2026-04-01"),), []),
    ],
)  # fmt: skip
def test_a_plan_says_where_somebody_is_on_which_days(
    legs: tuple[Leg, ...], expected: list[tuple[str, str, str | None]]
) -> None:
    """From arriving to the days said, or to the next leg; open where neither is said."""
    found = [
        (each.country, each.first.isoformat(), each.last.isoformat() if each.last else None)
        for each in stays(Plan(legs=legs))
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("status", "counted"),
    [
        (None, True),
        (StatusAbroad.NONE, True),
        (StatusAbroad.VISITOR, True),
        (StatusAbroad.ASYLUM_REFUSED, True),
        (StatusAbroad.RESIDENT, False),
        (StatusAbroad.REFUGEE, False),
    ],
)
def test_only_visitors_are_counted_where_they_live(
    status: StatusAbroad | None, counted: bool
) -> None:
    """A status that was not said may be a visitor's."""
    person = Person(home_state="RU", lives_in="KZ", status_abroad=status)
    plan = Plan(person=person, legs=(_leg("KG", "KZ", "2026-04-01", 3),))
    assert bool(list(stays(plan))) is counted


def test_an_open_stay_ends_today_and_at_last_some_day() -> None:
    """Nobody is taken to be still there years later; one that begins later is one day."""
    stay = Stay(country="KZ", first=TODAY, last=None)
    assert [*stay.days(TODAY + 2 * DAY)] == [TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert len([*stay.days(TODAY + 999 * DAY)]) == OPEN_STAY_DAYS + 1
    assert [*stay.days(TODAY - DAY)] == [TODAY]


def test_the_longest_stay_there_can_be_is_reckoned() -> None:
    """A plan that says a hundred years is nonsense, and no trap."""
    plan = Plan(legs=(_leg("KG", "KZ", "1990-01-01", LONGEST_STAY_DAYS),))
    (stay,) = stays(plan)
    found = reckon(stay.days(TODAY), Limit(days=90, per_days=180), TODAY)
    assert (found.used, found.left, found.last_day) == (180, 0, None)
