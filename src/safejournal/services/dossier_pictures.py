"""The pictures of a dossier: its entries over time, and the way of a trip.

They are made of what leaves and of nothing else: the times and the numbers of the entries, the legs
of a plan as they were cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from safejournal import codec
from safejournal.domain.dossier import Chronology, Dated, Gap
from safejournal.domain.maps import border_lines, frame, middles, states_in, way_of
from safejournal.domain.plan import Plan
from safejournal.domain.records import Trip
from safejournal.domain.timeline import Zoom, cell_of, cells_between, moved
from safejournal.domain.times import When
from safejournal.domain.words import Kind
from safejournal.services.dossier_words import said
from safejournal.services.drawing import (
    GREY,
    LIGHT,
    WIDTH,
    Box,
    Dot,
    Drawing,
    Line,
    Shape,
    Strokes,
    Word,
)
from safejournal.services.names import state_name
from safejournal.services.routes import Route, route, sky

EDGE = 8.0

_APART = 12
"""Dots between a stop and the letters of a state: closer, they would stand in one another."""

_AXIS = 14.0
_ROW = 13.0
_LETTER = 5.0
"""Points of a digit."""

_NUMBER = 22.0
"""Points kept free at the right for the number of the last entry."""

MOST_ROWS = 12
"""Entries that stand above one another; what comes on top of that is not drawn but counted."""

MOST_TICKS = 12
"""Cells that are named along a line of time: more would not stand apart."""

MAP_HEIGHT, DOT = 250.0, 1.8
"""Points of a map, and of one of its dots: a border is as fine as its data allow."""


def over_time(order: Chronology, language: str) -> Drawing | None:
    """Return the dated entries along a line of time; None where fewer than two have a time."""
    dated = [each for each in order.dated if isinstance(each, Dated)]
    if len(dated) < 2:  # noqa: PLR2004 - one alone is nowhere
        return None
    spans = [_span(each) for each in dated]
    line = _Axis(min(first for first, _ in spans), max(last for _, last in spans))
    placed = [*_marks(dated, spans, line)]
    marks = [each for each in placed if each[0] < MOST_ROWS]
    rows = 1 + max((row for row, _shapes in marks), default=0)
    high = EDGE + rows * _ROW + _AXIS + EDGE
    ground = high - EDGE - _AXIS
    shapes: list[Shape] = [*line.ticks(ground)]
    shapes += _gaps(order.gaps, line, ground)
    for row, drawn in marks:
        shapes += _lifted(drawn, ground - (row + 0.5) * _ROW)
    told = [said(language, "timeline_told", count=len(dated), gaps=len(order.gaps))]
    if hidden := len(placed) - len(marks):
        told.append(said(language, "timeline_hidden", count=hidden))
    return Drawing(
        width=WIDTH,
        height=high,
        title=said(language, "timeline_title"),
        told=" ".join(told),
        narrow=said(language, "drawing_narrow"),
        shapes=tuple(shapes),
    )


class _Axis:
    """Days on a line from edge to edge."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.days = first, max(1, (last - first).days + 1)
        self.last = last

    def at(self, day: date) -> float:
        return EDGE + (WIDTH - 2 * EDGE - _NUMBER) * (day - self.first).days / self.days

    def ticks(self, y: float) -> Iterator[Shape]:
        yield Line(EDGE, y, WIDTH - EDGE, y)
        zoom = next((z for z in Zoom if self._cells(z) <= MOST_TICKS), Zoom.YEAR)
        step = max(1, self._cells(zoom) // MOST_TICKS)
        cell = moved(cell_of(self.first, zoom), zoom, 1)
        while cell <= self.last:
            x = self.at(cell)
            yield Line(x, y, x, y + 3)
            yield Word(x, y + _AXIS - 3, _tick(cell, zoom), 8, colour=GREY)
            cell = moved(cell, zoom, step)

    def _cells(self, zoom: Zoom) -> int:
        return cells_between(self.first, self.last, zoom)


def _tick(cell: date, zoom: Zoom) -> str:
    """Return a cell in figures, which need no language."""
    if zoom is Zoom.YEAR:
        return str(cell.year)
    return cell.isoformat()[: len("2026-05")] if zoom is Zoom.MONTH else cell.isoformat()[5:]


def _span(of: Dated) -> tuple[date, date]:
    happened = of.happened or When(unknown=True)
    return happened.earliest().date(), happened.latest().date()


def _marks(
    dated: Sequence[Dated], spans: Sequence[tuple[date, date]], line: _Axis
) -> Iterator[tuple[int, list[Shape]]]:
    """Yield each entry as shapes around the height 0, with the row in which it has room."""
    ends: list[float] = []
    for number, (entry, (first, last)) in enumerate(zip(dated, spans, strict=True), 1):
        left = line.at(first)
        right = max(left, line.at(last + timedelta(days=1)) if last > first else left)
        needed = right + 4 + _LETTER * len(str(number))
        row = next((at for at, end in enumerate(ends) if end < left - 4), len(ends))
        if row < MOST_ROWS:
            ends[row : row + 1] = [needed + 4]
        yield row, [*_mark(entry, left, right), Word(right + 4, 3, str(number), 9, "start")]


def _mark(of: Dated, left: float, right: float) -> Iterator[Shape]:
    if of.happened is not None and of.happened.about is not None:
        yield Box(left, -3, max(3.0, right - left), 6, dashed=True)
    elif right > left:
        yield Box(left, -2, right - left, 4, filling=GREY)
    else:
        yield Dot(left, 0)


def _gaps(gaps: Sequence[Gap], line: _Axis, y: float) -> Iterator[Shape]:
    """Yield a light band for each stretch of which nothing is written."""
    for gap in gaps:
        left, right = line.at(gap.first), line.at(gap.last)
        yield Box(left, y - 3, max(1.0, right - left), 3, filling=LIGHT)


def _lifted(shapes: Sequence[Shape], y: float) -> Iterator[Shape]:
    for each in shapes:
        if isinstance(each, Box | Dot | Word):
            yield each._replace(y=each.y + y)


def way(fields: Mapping[str, Any], language: str) -> Drawing | None:
    """Return the way of a trip on a map, out of the fields of it that leave; None without one."""
    content = codec.content_from_builtins(Kind.TRIP, dict(fields))
    plan = content.plan if isinstance(content, Trip) else None
    found = route(plan or Plan())
    if not found.tracks:
        return None
    size = int(WIDTH / DOT), int(MAP_HEIGHT / DOT)
    shown = frame(found.tracks, found.stops, *size)
    states = states_in(shown, found.borders)
    shapes: list[Shape] = [
        Strokes(
            tuple(
                (x * DOT, y * DOT, (x + across) * DOT, (y + down) * DOT)
                for x, y, across, down in border_lines(states)
            )
        )
    ]
    places = [shown.place(stop.point) for stop in found.stops]
    shapes += [
        Word(x * DOT, y * DOT, of, 8, colour=GREY)
        for of, (x, y) in middles(states).items()
        if all(abs(x - there) + abs(y - down) > _APART for there, down in places)
    ]
    for track in found.tracks:
        dots = way_of(track, shown)
        for (x1, y1), (x2, y2) in zip(dots[::8], [*dots[8::8], dots[-1]], strict=False):
            ends = (x1 * DOT, y1 * DOT, x2 * DOT, y2 * DOT)
            shapes.append(Line(*ends, 1.5, dashed=not track.known))
    for stop in found.stops:
        x, y = shown.place(stop.point)
        shapes += [Dot(x * DOT, y * DOT, 3), *_numbered(stop.number, x * DOT, y * DOT)]
    return Drawing(
        width=WIDTH,
        height=MAP_HEIGHT,
        title=said(language, "way_title"),
        told=_way_told(plan or Plan(), found, language),
        narrow=said(language, "drawing_narrow"),
        shapes=(*shapes, Box(0.25, 0.25, WIDTH - 0.5, MAP_HEIGHT - 0.5)),
    )


def _numbered(number: int, x: float, y: float) -> Iterator[Shape]:
    yield Box(x + 4, y - 11, 3 + _LETTER * len(str(number)), 10, filling="#ffffff")
    yield Word(x + 5, y - 3, str(number), 10, "start")


def _way_told(plan: Plan, found: Route, language: str) -> str:
    stops = "; ".join(
        f"{stop.number} {state_name(stop.country, language)} {stop.airport}".rstrip()
        for stop in found.stops
    )
    skies = [over for leg in plan.legs or () if (over := sky(leg)) is not None]
    under = dict.fromkeys(state for over in skies for state in over.over)
    told = [said(language, "way_told", stops=stops)]
    if under:
        names = ", ".join(state_name(each, language) for each in under)
        told.append(said(language, "way_under", states=names))
    if any(not track.known for track in found.tracks):
        told.append(said(language, "way_rough"))
    if not found.whole:
        told.append(said(language, "way_parts"))
    return " ".join(told)
