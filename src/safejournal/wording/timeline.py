"""The timeline in words: what a cell of time is called, what lies in it, and what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from safejournal.domain.timeline import (
    KINDS,
    Event,
    Mark,
    Sieve,
    Zoom,
    cell_of,
    last_day,
    mark,
    moved,
    undated,
)
from safejournal.i18n import _, later, ngettext
from safejournal.wording.kinds import kinds
from safejournal.wording.times import day, month
from safejournal.wording.words import word

_BY = {
    Zoom.DAY: later("by day"),
    Zoom.WEEK: later("by week"),
    Zoom.MONTH: later("by month"),
    Zoom.YEAR: later("by year"),
}


def by(zoom: Zoom) -> str:
    """Return how much time a cell holds."""
    return _(_BY[zoom])


def cell(first: date, zoom: Zoom) -> str:
    """Return what a cell is called: `14 May 2026`, `week of 11 May 2026`, `May 2026`, `2026`."""
    if zoom is Zoom.YEAR:
        return str(first.year)
    if zoom is Zoom.MONTH:
        return month(first)
    named = day(first.isoformat())
    return _("week of {day}").format(day=named) if zoom is Zoom.WEEK else named


def shown(sieve: Sieve, zoom: Zoom, names: Mapping[str, str]) -> str:
    """Return what is shown and how: `by month · Incidents · #tag · Name`."""
    parts = [by(zoom), *narrowed(sieve, names)]
    return " · ".join(parts)


def narrowed(sieve: Sieve, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what an event must have to be shown; names are those of records by their ids."""
    if sieve.kinds == KINDS:
        yield _("all kinds")
    else:
        yield ", ".join(map(kinds, sieve.kinds))
    if sieve.category is not None:
        yield word(sieve.category)
    if sieve.tag is not None:
        yield f"#{sieve.tag}"
    if sieve.record is not None:
        yield names.get(sieve.record, _("a record that is not here"))


def in_cell(events: Sequence[Event], first: date, zoom: Zoom) -> str:
    """Return how many lie in a cell: `Incidents: 2; Trips: 1; perhaps: 1`, or `nothing`."""
    marks = {kind: mark(_of(events, kind), first, zoom) for kind in KINDS}
    told = [f"{kinds(kind)}: {n}" for kind, of in marks.items() if (n := of.begun + of.going_on)]
    perhaps = sum(of.perhaps for of in marks.values())
    if perhaps:
        told.append(_("perhaps: {n}").format(n=perhaps))
    return "; ".join(told) or _("nothing")


def _of(events: Iterable[Event], kind: object) -> list[Event]:
    return [each for each in events if each.kind is kind]


def without_time(events: Iterable[Event]) -> str:
    """Return how many have no known time; "" for none."""
    count = len(undated(events))
    said = ngettext("{n} has no known time.", "{n} have no known time.", count)
    return said.format(n=count) if count else ""


def timeline_lines(events: Sequence[Event], zoom: Zoom) -> Iterator[str]:
    """Yield a line for each cell in which something lies, and for each stretch where nothing does.

    A rough time counts as `perhaps` in the first cell only that it may mean.
    """
    cells = sorted({start for each in events for start in _cells(each, zoom)})
    before: date | None = None
    for start in cells:
        if before is not None and moved(before, zoom, 1) < start:
            first, last = moved(before, zoom, 1), last_day(moved(start, zoom, -1), zoom)
            yield _("Nothing from {first} to {last}.").format(
                first=day(first.isoformat()), last=day(last.isoformat())
            )
        yield f"{cell(start, zoom)}  {in_cell(events, start, zoom)}"
        before = start
    if said := without_time(events):
        yield said


def _cells(event: Event, zoom: Zoom) -> Iterator[date]:
    if event.first is None:
        return
    start, end = cell_of(event.first, zoom), event.last or event.first
    yield start
    while event.sure and (start := moved(start, zoom, 1)) <= end:
        yield start


def cell_document(events: Sequence[Event], start: date, zoom: Zoom) -> dict[str, object]:
    """Return a cell as other programs read it; counts by kind of what begins or goes on in it."""
    marks: dict[str, Mark] = {k.value: mark(_of(events, k), start, zoom) for k in KINDS}
    return {
        "from": start.isoformat(),
        "to": last_day(start, zoom).isoformat(),
        "counts": {kind: of.begun + of.going_on for kind, of in marks.items()},
        "perhaps": {kind: of.perhaps for kind, of in marks.items()},
    }


def timeline_document(events: Sequence[Event], zoom: Zoom) -> list[dict[str, object]]:
    """Return the cells in which something lies, in order."""
    cells = sorted({start for each in events for start in _cells(each, zoom)})
    return [cell_document(events, start, zoom) for start in cells]
