"""The way of a trip as it can be drawn: what lies under a flight, as far as that can be known."""

from __future__ import annotations

from itertools import pairwise

from safejournal.content.geography import way_between
from safejournal.domain.airways import Way
from safejournal.domain.plan import Leg, Place
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
