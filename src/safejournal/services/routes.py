"""The way of a trip as it can be drawn: its stops, and what is known to lie under a flight."""

from __future__ import annotations

from itertools import pairwise

from safejournal.content.geography import airport, borders, middle, way_between
from safejournal.domain.airways import Borders, Way
from safejournal.domain.maps import Stop, Track
from safejournal.domain.plan import Leg, Place, Plan
from safejournal.domain.plan_words import Mode
from safejournal.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sky:
    """The states under a flight, those of its ends left out."""

    over: tuple[str, ...]
    """Under the shortest path, in order, and those that the person named. A plane may fly else."""
    near: tuple[str, ...]
    """Close beside that path."""
    whole: bool
    """False: an airport is not said, or not known here, so more may lie under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The stops that can be put on a map, numbered in their order, and what joins them."""

    stops: tuple[Stop, ...] = ()
    tracks: tuple[Track, ...] = ()
    borders: Borders
    whole: bool
    """False: some place is not said or not known, and is not on the map."""


def route(plan: Plan) -> Route:
    """Return the way of a plan. A stop without an airport stands in the middle of its state."""
    stops: dict[Place, Stop] = {}
    tracks, whole = [], True
    for leg in plan.legs or ():
        places = [leg.start, *(leg.via or ()), leg.end]
        found = [_stop(each, stops) for each in places]
        whole = whole and None not in found
        for here, there in pairwise(found):
            if here is not None and there is not None and here != there:
                tracks.append(Track(here, there))
    return Route(stops=tuple(stops.values()), tracks=tuple(tracks), borders=borders(), whole=whole)


def _stop(place: Place | None, known: dict[Place, Stop]) -> Stop | None:
    if place is None:
        return None
    if place not in known:
        here = airport(place.airport) if place.airport else None
        point = here[0] if here else middle(place.country) if place.country else None
        if point is None:
            return None
        code = place.airport if here and place.airport else ""
        state = place.country or (here[1] if here else "")
        known[place] = Stop(len(known) + 1, state, code, point)
    return known[place]


def sky(leg: Leg) -> Sky | None:
    """Return what lies under a leg; None for one that is not by air."""
    if leg.mode is not Mode.AIR:
        return None
    stops = [leg.start, *(leg.via or ()), leg.end]
    ways = [_way(here, there) for here, there in pairwise(stops)]
    found = [each for each in ways if each is not None]
    ends = {each.country for each in stops if each is not None}
    over = dict.fromkeys([*(s for way in found for s in way.over), *(leg.overflies or ())])
    near = dict.fromkeys(s for way in found for s in way.near)
    return Sky(
        over=tuple(each for each in over if each not in ends),
        near=tuple(each for each in near if each not in ends and each not in over),
        whole=len(found) == len(ways),
    )


def _way(here: Place | None, there: Place | None) -> Way | None:
    if here is None or there is None or not here.airport or not there.airport:
        return None
    return way_between(here.airport, there.airport)
