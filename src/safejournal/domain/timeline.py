"""What happened, laid out over time in cells of a day, a week, a month or a year.

A time that is only roughly known is never moved to a day: it lies, perhaps, in every cell that it
may mean. What lasted lies in every cell from its first day to its last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum

from safejournal.domain.plan import Plan
from safejournal.domain.records import Content, Incident, Legal, Trip, kind_of
from safejournal.domain.times import When, parse_day
from safejournal.domain.values import dataclass
from safejournal.domain.words import Category, Kind, Source

KINDS = (Kind.INCIDENT, Kind.THREAT, Kind.LEGAL, Kind.TRIP)
"""What stands in a timeline, in the order of its lanes."""

_HOURS, _DAYS_IN_WEEK, _MONTHS = 24, 7, 12


class Zoom(StrEnum):
    """How much time one cell holds, the closest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def closer(self) -> Zoom:
        """Return the next smaller cell, or this one."""
        return _ZOOMS[max(0, _ZOOMS.index(self) - 1)]

    def wider(self) -> Zoom:
        """Return the next larger cell, or this one."""
        return _ZOOMS[min(len(_ZOOMS) - 1, _ZOOMS.index(self) + 1)]


_ZOOMS = tuple(Zoom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One record and the days on which it happened, or may have happened."""

    record: str
    kind: Kind
    first: date | None = field(default=None, repr=False)
    """None: nobody said when, or nobody knows."""
    last: date | None = field(default=None, repr=False)
    sure: bool = True
    """False: some day from `first` to `last`, or only the day on which somebody learned of it."""
    hours: tuple[int, int] | None = field(default=None, repr=False)
    """The first and the last hour on the clock of the place; beyond 24 it is the next day."""
    category: Category | None = field(default=None, repr=False)
    source: Source | None = field(default=None, repr=False)
    tags: tuple[str, ...] = field(default=(), repr=False)
    points_to: frozenset[str] = field(default=frozenset(), repr=False)
    """Ids of the records that it names: people, a threat, whatever it is linked with."""

    @property
    def one_day(self) -> date | None:
        """The day, where it is known and only one."""
        return self.first if self.sure and self.first == self.last else None

    def touches(self, first: date, last: date) -> bool:
        """Tell whether it lies, or may lie, between two days."""
        return self.first is not None and self.first <= last and first <= (self.last or self.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Which events are shown; what is left empty does not matter."""

    kinds: tuple[Kind, ...] = KINDS
    tag: str | None = field(default=None, repr=False)
    record: str | None = None
    """The id of a contact or of a threat that they name."""
    category: Category | None = field(default=None, repr=False)

    def lets_through(self, event: Event) -> bool:
        """Tell whether this one is wanted."""
        return (
            event.kind in self.kinds
            and (self.tag is None or self.tag in event.tags)
            and (self.record is None or self.record in (event.record, *event.points_to))
            and (self.category is None or self.category is event.category)
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in one cell of one lane."""

    begun: int = 0
    """Of which the first day is known and lies here."""
    going_on: int = 0
    """Of what began in an earlier cell and still lasts."""
    perhaps: int = 0
    """Of which the time is only roughly known, and may lie here."""


def event_of(record: str, content: Content, points_to: Iterable[str] = ()) -> Event:
    """Return a record's place in time. A trip without a time of its own has that of its plan.

    Where only the day is known on which somebody learned of it, or looked it up, it is put there,
    as not sure.
    """
    first, last, sure, hours = _time(content)
    incident = content if isinstance(content, Incident) else None
    return Event(
        record=record,
        kind=kind_of(content),
        first=first,
        last=last,
        sure=sure,
        hours=hours,
        category=incident.category if incident else None,
        source=incident.source if incident else None,
        tags=content.tags,
        points_to=frozenset(points_to),
    )


_Time = tuple[date | None, date | None, bool, tuple[int, int] | None]


def _time(content: Content) -> _Time:
    if content.when is not None and not content.when.unknown:
        return _span(content.when)
    if isinstance(content, Trip) and (days := [*_days_of(content.plan or Plan())]):
        return min(days), max(days), True, None
    if content.learned is not None and not content.learned.unknown:
        first, last, _sure, _hours = _span(content.learned)
        return first, last, False, None
    if isinstance(content, Legal) and content.checked is not None:
        day = parse_day(content.checked)
        return day, day, False, None
    return None, None, True, None


def _span(when: When) -> _Time:
    """Return the days of a time as its place counted them, not as UTC does."""
    if when.about is not None:
        return when.earliest().date(), when.latest().date(), False, None
    begins = when.day or when.at or when.start or ""
    ends = when.day or when.at or when.end or ""
    first, last = parse_day(begins[:10]), parse_day(ends[:10])
    if "T" not in begins or "T" not in ends or (last - first).days > 1:
        return first, last, True, None
    hours = int(begins[11:13]), int(ends[11:13]) + _HOURS * (last - first).days
    # What ends at midnight ends with the day before.
    return first, first if hours[1] == _HOURS else last, True, hours


def _days_of(plan: Plan) -> Iterable[date]:
    for leg in plan.legs or ():
        if leg.date is not None:
            day = parse_day(leg.date)
            yield day
            yield day + timedelta(days=max(0, (leg.stay_days or 0) - 1))


def cell_of(day: date, zoom: Zoom) -> date:
    """Return the first day of the cell in which a day lies. Weeks begin on Monday."""
    if zoom is Zoom.WEEK:
        return day - timedelta(days=day.weekday())
    if zoom is Zoom.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if zoom is Zoom.YEAR else day


def moved(cell: date, zoom: Zoom, cells: int) -> date:
    """Return the first day of the cell so many further on, or further back."""
    if zoom is Zoom.DAY:
        return cell + timedelta(days=cells)
    if zoom is Zoom.WEEK:
        return cell + timedelta(days=_DAYS_IN_WEEK * cells)
    months = cell.year * _MONTHS + cell.month - 1
    months += cells * (_MONTHS if zoom is Zoom.YEAR else 1)
    return date(months // _MONTHS, months % _MONTHS + 1, 1)


def last_day(cell: date, zoom: Zoom) -> date:
    """Return the last day of a cell."""
    return moved(cell, zoom, 1) - timedelta(days=1)


def cells_between(first: date, last: date, zoom: Zoom) -> int:
    """Return how many cells further on the second day lies than the first."""
    if zoom in (Zoom.DAY, Zoom.WEEK):
        days = (cell_of(last, zoom) - cell_of(first, zoom)).days
        return days // (_DAYS_IN_WEEK if zoom is Zoom.WEEK else 1)
    if zoom is Zoom.YEAR:
        return last.year - first.year
    return (last.year - first.year) * _MONTHS + last.month - first.month


def fitting(events: Sequence[Event], today: date, cells: int) -> Zoom:
    """Return the closest zoom at which all that happened until today fits into so many cells."""
    begins = min((each.first for each in events if each.first), default=today)
    for zoom in _ZOOMS:
        if cells_between(min(begins, today), today, zoom) < cells:
            return zoom
    return Zoom.YEAR


def mark(events: Iterable[Event], cell: date, zoom: Zoom) -> Mark:
    """Return what lies in a cell."""
    end, begun, going_on, perhaps = last_day(cell, zoom), 0, 0, 0
    for each in events:
        if each.touches(cell, end):
            starts_here = each.first is not None and each.first >= cell
            perhaps += not each.sure
            begun += each.sure and starts_here
            going_on += each.sure and not starts_here
    return Mark(begun, going_on, perhaps)


def marks(events: Iterable[Event], cell: date, zoom: Zoom, count: int) -> list[Mark]:
    """Return what lies in so many cells from one on. Looks at each event once."""
    counted = [[0, 0, 0] for _ in range(count)]
    for each in events:
        if each.first is None:
            continue
        first = cells_between(cell, each.first, zoom)
        last = cells_between(cell, each.last or each.first, zoom)
        for at in range(max(0, first), min(count - 1, last) + 1):
            counted[at][2 if not each.sure else 0 if at == first else 1] += 1
    return [Mark(*each) for each in counted]


def within(events: Iterable[Event], cell: date, zoom: Zoom) -> list[Event]:
    """Return what lies, or may lie, in a cell: what is known first, each in its order of time."""
    end = last_day(cell, zoom)
    found = [each for each in events if each.touches(cell, end)]
    return sorted(found, key=lambda each: (not each.sure, each.first or end, each.last or end))


def undated(events: Iterable[Event]) -> list[Event]:
    """Return what has no known time."""
    return [each for each in events if each.first is None]


def next_with(events: Iterable[Event], cell: date, zoom: Zoom, step: int) -> date | None:
    """Return the nearest cell after (`step` 1) or before (-1) one in which something begins."""
    starts = {cell_of(each.first, zoom) for each in events if each.first is not None}
    wanted = [each for each in starts if (each - cell).days * step > 0]
    return min(wanted, key=lambda each: abs((each - cell).days), default=None)
