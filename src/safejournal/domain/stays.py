"""Days spent in a country: what plans say of them, and how a rule on visitors counts them.

Every calendar day counts, those of arriving and leaving too: who counts one too many leaves in
time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from safejournal.domain.plan import Leg, Person, Plan
from safejournal.domain.plan_words import StatusAbroad
from safejournal.domain.records import Trip
from safejournal.domain.times import parse_moment
from safejournal.domain.values import dataclass

OPEN_STAY_DAYS = 90
"""A stay whose end nobody said is taken to last so long at most: the longest that most states let a
visitor stay. Later, the trip counts as over."""

LOOK_AHEAD_DAYS = 366
"""For so long a stay is reckoned on; no rule on visitors that we know spans more."""

NOT_VISITING = frozenset({
    StatusAbroad.RESIDENT, StatusAbroad.ASYLUM_SEEKER, StatusAbroad.REFUGEE,
    StatusAbroad.CITIZEN_OF_HOST, StatusAbroad.OTHER_PROTECTION,
})  # fmt: skip
"""Statuses in the country of residence that a rule on visitors does not bind."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A stretch of days in one country, both ends counted."""

    country: str
    first: date
    last: date | None
    """None: nobody said when it ends."""

    def days(self, today: date) -> Iterator[date]:
        """Yield its days; of one without an end, those until today."""
        until_now = min(today, self.first + OPEN_STAY_DAYS * _DAY)
        last = self.last or max(self.first, until_now)
        for number in range((last - self.first).days + 1):
            yield self.first + number * _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many days within any so many; without the second number, at one visit."""

    days: int
    per_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """How days stand against a limit."""

    used: int
    left: int
    last_day: date | None
    """For somebody who is there and stays on: the last day within the limit."""
    exceeded_on: date | None
    """The first day beyond the limit: planned, or past and still counting."""


def stays(plan: Plan) -> Iterator[Stay]:
    """Yield the dated stays of a plan in countries where the person is a visitor."""
    for leg, following in _legs(plan):
        stay = _stay_after(leg, following)
        if stay is not None and not _is_at_home(plan.person or Person(), stay.country):
            yield stay


def _legs(plan: Plan) -> Iterator[tuple[Leg, Leg | None]]:
    for leg, following in pairwise((*(plan.legs or ()), None)):
        if leg is not None:
            yield leg, following


def _stay_after(leg: Leg, following: Leg | None) -> Stay | None:
    country = leg.end.country if leg.end else None
    if country is None or leg.date is None:
        return None
    first = date.fromisoformat(leg.date)
    ends = [] if leg.stay_days is None else [first + max(leg.stay_days - 1, 0) * _DAY]
    if following is not None and following.date is not None:
        ends.append(date.fromisoformat(following.date))
    return Stay(country=country, first=first, last=max([first, *ends]) if ends else None)


def _is_at_home(person: Person, country: str) -> bool:
    if country == person.home_state or country in (person.other_nationalities or ()):
        return True
    return country == person.lives_in and person.status_abroad in NOT_VISITING


def is_over(trip: Trip, today: date) -> bool:
    """Tell whether a trip lies wholly in the past. One of which no day is known does not."""
    days = [*_last_days(trip.plan or Plan())] or [*_days_of_record(trip)]
    days += [parse_moment(each.due).date() for each in trip.checkins]
    return bool(days) and max(days) < today


def _last_days(plan: Plan) -> Iterator[date]:
    for leg, following in _legs(plan):
        if leg.date is not None:
            stays_on = following is None and not _ends_where_they_live(leg, plan)
            unsaid = OPEN_STAY_DAYS if stays_on else 0
            more = unsaid if leg.stay_days is None else leg.stay_days
            yield date.fromisoformat(leg.date) + more * _DAY


def _ends_where_they_live(leg: Leg, plan: Plan) -> bool:
    lives_in = plan.person.lives_in if plan.person else None
    return leg.end is not None and leg.end.country is not None and leg.end.country == lives_in


def _days_of_record(trip: Trip) -> Iterator[date]:
    """Yield the last day that the record itself names; of a mere beginning, some time later."""
    if trip.when is not None and not trip.when.unknown:
        more = OPEN_STAY_DAYS if trip.when.end is None else 0
        yield trip.when.latest().date() + more * _DAY


def reckon(present: Iterable[date], limit: Limit, today: date) -> Reckoning:
    """Hold days of presence, past and planned, against a limit."""
    days = sorted(set(present))
    begin = today - (limit.per_days or LOOK_AHEAD_DAYS) * _DAY
    beyond = (day for day, count in _counts(days, limit) if count > limit.days and day > begin)
    used = _counted(days, limit, today)
    return Reckoning(
        used=used,
        left=max(limit.days - used, 0),
        last_day=_last_day(days, limit, today) if _holds(days, today) else None,
        exceeded_on=next(beyond, None),
    )


def _holds(days: Sequence[date], day: date) -> bool:
    place = bisect_left(days, day)
    return place < len(days) and days[place] == day


def _counts(days: Sequence[date], limit: Limit) -> Iterator[tuple[date, int]]:
    """Yield each day of presence with how many days count on it."""
    run = 0
    for place, day in enumerate(days):
        run = run + 1 if place and days[place - 1] == day - _DAY else 1
        yield day, run if limit.per_days is None else _in_window(days, limit.per_days, day)


def _counted(days: Sequence[date], limit: Limit, on: date) -> int:
    if limit.per_days is not None:
        return _in_window(days, limit.per_days, on)
    return dict(_counts(days, limit)).get(on, 0)


def _in_window(days: Sequence[date], width: int, end: date) -> int:
    begin = end - (width - 1) * _DAY
    return bisect_right(days, end) - bisect_left(days, begin)


def _last_day(days: Sequence[date], limit: Limit, today: date) -> date | None:
    """Return the last day on which somebody who stays on from today is within the limit."""
    past = [*days[: bisect_left(days, today)]]
    ahead = [today + number * _DAY for number in range(LOOK_AHEAD_DAYS)]
    last = None
    for day, count in _counts([*past, *ahead], limit):
        if day >= today:
            if count > limit.days:
                break
            last = day
    return last
