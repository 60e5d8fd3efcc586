"""Facts about flights: what lies under the way, as said by the person or by the shortest path."""

from __future__ import annotations

from itertools import pairwise

from safejournal.domain.facts.answers import NO, Answer, Evidence, not_said, yes
from safejournal.domain.facts.register import fact_of_stretch
from safejournal.domain.facts.view import View
from safejournal.domain.plan import Leg
from safejournal.domain.states import Ground


def _flies(view: View) -> bool | None:
    leg = view.stretch
    if leg is None or view.stays():
        return False
    return None if leg.mode is None else leg.mode == "air"


def _airports(leg: Leg, index: int) -> list[Evidence]:
    """Return the airports of a flight in order; an empty word where one is not said."""
    ends = [
        ("from", leg.start),
        *((f"via[{i}]", p) for i, p in enumerate(leg.via or ())),
        ("to", leg.end),
    ]
    return [
        Evidence(f"legs[{index}].{key}.airport", (place.airport if place else None) or "")
        for key, place in ends
    ]


Crossed = tuple[str, tuple[Evidence, ...]]


def _under(view: View, leg: Leg, index: int, near: bool) -> tuple[list[Crossed], list[str]]:
    """Return the states flown over (or near) and the answers that say so, and what is missing."""
    said = () if near else leg.overflies or ()
    met: list[Crossed] = [(state, (Evidence(view.path("overflies"), state),)) for state in said]
    stops = _airports(leg, index)
    for here, there in pairwise(stops):
        way = view.world.under_path(here.word, there.word) if here.word and there.word else None
        if way is not None:
            met += [(state, (here, there)) for state in (way.near if near else way.over)]
    missing = [] if leg.overflies is not None else [each.path for each in stops if not each.word]
    return met, missing


def _hostile(view: View, near: bool) -> Answer:
    leg, flies = view.stretch, _flies(view)
    if not flies or leg is None or view.leg is None:
        return NO if flies is False else not_said(view.path("mode"))
    if view.home is None:
        return not_said("person.home_state")
    touched = {spot.state for spot in view.places()}
    met, missing = _under(view, leg, view.leg, near)
    found: list[Evidence] = []
    grounds: list[Ground] = []
    for state, evidence in met:
        ally = view.world.names(state, "ally_of", view.home)
        if state not in touched and (ally or view.is_home(state)):
            found += evidence
            grounds += ally
    if found:
        always = Evidence(view.path("mode"), "air"), Evidence("person.home_state", view.home)
        return yes(*dict.fromkeys(found), *always, grounds=tuple(dict.fromkeys(grounds)))
    return not_said(*missing) if missing else NO


@fact_of_stretch
def flies_over_home(view: View) -> Answer:
    """The flight crosses the home state or its ally, as said or by the shortest path."""
    return _hostile(view, near=False)


@fact_of_stretch
def flies_near_home(view: View) -> Answer:
    """The shortest path of the flight passes close to the home state or its ally, not over it."""
    return _hostile(view, near=True)
