"""What is due in a month, day by day: one's own things, and the check-ins that others promised."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from safejournal.domain.due import Due, Urgency, urgency
from safejournal.domain.timeline import Zoom, cell_of, last_day
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.services.due import awaited_between, due_between

if TYPE_CHECKING:
    from safejournal.services.awaited import Waiting
    from safejournal.services.opening import Vault

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is due on a day."""

    due: Due
    urgency: Urgency | None
    """None: it is still far off."""
    of: Record | Waiting
    """Which record says so, or of whom it is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Whole weeks, so that also the last days of the month before and the first of the next."""

    weeks: tuple[tuple[date, ...], ...]
    """Each from Monday to Sunday."""
    due: dict[date, tuple[Entry, ...]]
    """By the day on the person's own clock; the earliest first."""


def month(vault: Vault, of: date) -> Month:
    """Return the month in which a day lies."""
    weeks = month_weeks(of)
    now = vault.clock()
    first = datetime.combine(weeks[0][0], time.min, now.tzinfo)
    last = datetime.combine(weeks[-1][-1] + _DAY, time.min, now.tzinfo)
    # What is due on a day is due at its end by UTC: a day more, so that no clock hides it.
    entries = [_entry(*each, now) for each in due_between(vault, first - _DAY, last + _DAY)]
    entries += [_entry(*each, now) for each in awaited_between(vault, first, last)]
    found: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: each.due.moment()):
        found.setdefault(day_of(entry.due, now), []).append(entry)
    shown = {day: tuple(found[day]) for week in weeks for day in week if day in found}
    return Month(weeks=weeks, due=shown)


def _entry(due: Due, of: Record | Waiting, now: datetime) -> Entry:
    return Entry(due=due, urgency=urgency(due, now), of=of)


def month_weeks(of: date) -> tuple[tuple[date, ...], ...]:
    """Return the weeks that hold a day of the month, each from Monday to Sunday."""
    begins = cell_of(cell_of(of, Zoom.MONTH), Zoom.WEEK)
    count = ((last_day(cell_of(of, Zoom.MONTH), Zoom.MONTH) - begins).days // 7) + 1
    days = [begins + n * _DAY for n in range(7 * count)]
    return tuple(tuple(days[n : n + 7]) for n in range(0, len(days), 7))


def day_of(due: Due, now: datetime) -> date:
    """Return the day on which it is due, by the clock of `now`."""
    if "T" in due.at:
        return due.moment().astimezone(now.tzinfo).date()
    return date.fromisoformat(due.at)
