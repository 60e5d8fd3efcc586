"""Days spent in a country, held against its dated rule on visitors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from safejournal.content.library import library
from safejournal.domain import stays as reckoning
from safejournal.domain.makers import Maker
from safejournal.domain.plan import Person
from safejournal.domain.records import Trip
from safejournal.domain.stays import LOOK_AHEAD_DAYS, Limit
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.services.guidance import Source, sources_of
from safejournal.services.trips import trips

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRule:
    """How long a state lets visitors of a nationality stay, as it was known on a day."""

    days: int
    per_days: int | None
    """Within any so many days; None: at one visit."""
    dated: str
    since: str
    sources: tuple[Source, ...]
    maker: Maker | None = None
    """Whose pack says so; None for what is built in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayCount:
    """The days of one country, as trips and stays in the journal have them."""

    country: str
    rule: StayRule | None
    """None: no rule is known here, which does not mean that there is none."""
    used: int
    """Days that count today; without a rule, days within the last year."""
    left: int | None
    """Days left today under the rule; 0 when it is broken; None without a rule."""
    there: bool
    """The person is there today, as far as the journal says."""
    last_day: date | None
    """While the person is there: the last day that the rule allows."""
    exceeded_on: date | None
    """The first day, past or planned, that goes beyond the rule."""
    trips: tuple[Record, ...]
    """The trips whose days these are, the latest first."""


def stay_counts(vault: Vault) -> list[StayCount]:
    """Return the counters of countries with recorded days, the one running out first.

    Home, and countries where the person lives with a status that no visitor's rule binds, are left
    out.
    """
    today = vault.clock().date()
    found: dict[str, list[tuple[Record, Person, list[date]]]] = {}
    for record in trips(vault):
        plan = record.content.plan if isinstance(record.content, Trip) else None
        for stay in reckoning.stays(plan) if plan is not None else ():
            days = [*stay.days(today)]
            person = plan.person if plan is not None and plan.person else Person()
            found.setdefault(stay.country, []).append((record, person, days))
    counts = (_count(country, stays, today) for country, stays in found.items())
    return sorted((each for each in counts if each is not None), key=_order)


def _count(
    country: str, stays: list[tuple[Record, Person, list[date]]], today: date
) -> StayCount | None:
    begin = today - timedelta(days=LOOK_AHEAD_DAYS)
    counting = [each for each in stays if each[2][-1] > begin]
    if not counting:
        return None
    rule = _rule(country, (person for _, person, _ in counting))
    limit = Limit(days=LOOK_AHEAD_DAYS, per_days=LOOK_AHEAD_DAYS)
    if rule is not None:
        limit = Limit(days=rule.days, per_days=rule.per_days)
    days = {day for _, _, of_stay in counting for day in of_stay}
    how = reckoning.reckon(days, limit, today)
    return StayCount(
        country=country,
        rule=rule,
        used=how.used,
        left=None if rule is None else how.left,
        there=today in days,
        last_day=None if rule is None else how.last_day,
        exceeded_on=None if rule is None else how.exceeded_on,
        trips=tuple({each.id: each for each, _, _ in counting}.values()),
    )


def _rule(country: str, people: Iterable[Person]) -> StayRule | None:
    """Return the rule for one of the nationalities, the pursuing state's first."""
    named = {one for each in people for one in (each.home_state, *(each.other_nationalities or ()))}
    for pack in ("", *library().added):  # what is built in counts before what others say
        state = library().states(pack).get(country, {"properties": {}})
        said = state["properties"].get("stay_limit")
        if said is not None and named & {*said.get("for", ())}:
            return _stay_rule(said, pack)
    return None


def _stay_rule(said: Mapping[str, Any], pack: str) -> StayRule:
    return StayRule(
        days=said["days"],
        per_days=said.get("per_days"),
        dated=said["dated"],
        since=said.get("since", ""),
        sources=sources_of(said),
        maker=library().added[pack].maker if pack else None,
    )


def _order(count: StayCount) -> tuple[date, str]:
    ends = (each for each in (count.last_day, count.exceeded_on) if each is not None)
    return min(ends, default=date.max), count.country
