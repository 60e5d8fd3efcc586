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


def _under(view: View, leg: Leg, index: int) -> tuple[list[Crossed], list[str]]:
    """Return the states flown over with the answers that say so, and what is missing to tell."""
    said: list[Crossed] = [(s, (Evidence(view.path("overflies"), s),)) for s in leg.overflies or ()]
    stops = _airports(leg, index)
    found: list[Crossed] = [
        (state, (here, there))
        for here, there in pairwise(stops)
        if here.word and there.word
        for state in view.world.under_path(here.word, there.word) or ()
    ]
    missing = [] if leg.overflies is not None else [each.path for each in stops if not each.word]
    return said + found, missing


@fact_of_stretch
def flies_over_home(view: View) -> Answer:
    """The flight crosses the home state or its ally, as said or by the shortest path."""
    leg, flies = view.stretch, _flies(view)
    if not flies or leg is None or view.leg is None:
        return NO if flies is False else not_said(view.path("mode"))
    if view.home is None:
        return not_said("person.home_state")
    touched = {spot.state for spot in view.places()}
    under, missing = _under(view, leg, view.leg)
    found: list[Evidence] = []
    grounds: list[Ground] = []
    for state, evidence in under:
        ally = view.world.names(state, "ally_of", view.home)
        if view.is_home(state) or (ally and state not in touched):
            found += evidence
            grounds += ally
    if found:
        mode = Evidence(view.path("mode"), "air")
        home = Evidence("person.home_state", view.home)
        return yes(*dict.fromkeys(found), mode, home, grounds=tuple(dict.fromkeys(grounds)))
    return not_said(*missing) if missing else NO


@fact_of_stretch
def passes_close_by_air(view: View) -> Answer:
    """A flight arranged by others starts or ends next to the home state."""
    leg, flies = view.stretch, _flies(view)
    if not flies or leg is None:
        return NO if flies is False else not_said(view.path("mode"))
    if view.home is None:
        return not_said("person.home_state")
    found = [e for s in view.places() if view.world.borders(s.state, view.home) for e in s.evidence]
    return yes(*found, Evidence("person.home_state", view.home)) if found else NO
