"""One look at a plan: the whole of it, or one stretch of the way.

A plan without legs has one stretch, everyday life in `person.lives_in`; a leg with equal ends is a
stay as well. A place that the leg before ended in counts there, not twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from safejournal.domain.facts.answers import Evidence
from safejournal.domain.plan import Leg, Person, Plan
from safejournal.domain.states import World


class Spot(NamedTuple):
    """A state where the person sets foot, and every answer that says so."""

    state: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a fact looks at. `leg` is None for the whole plan and for a stay without legs."""

    plan: Plan
    world: World
    today: str
    leg: int | None = None
    person: Person = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "person", self.plan.person or Person())

    @property
    def stretch(self) -> Leg | None:
        """The leg looked at, if it is one."""
        return None if self.leg is None or not self.plan.legs else self.plan.legs[self.leg]

    @property
    def home(self) -> str | None:
        """The state that a person may have to fear."""
        return self.person.home_state

    def is_home(self, state: str | None) -> bool:
        """Tell whether the home state's police are at work there."""
        return self.world.same_state(state, self.home)

    def path(self, key: str) -> str:
        """Return the path of a key of this leg."""
        return f"legs[{self.leg}].{key}"

    def stays(self) -> bool | None:
        """Tell whether this is a stay; None when an end of the leg is not said."""
        leg = self.stretch
        if leg is None:
            return True
        start, end = (place.country if place else None for place in (leg.start, leg.end))
        if start is None or end is None:
            return None
        return start == end

    def places(self) -> tuple[Spot, ...]:
        """Return the states where the person sets foot on this stretch, in order."""
        leg = self.stretch
        if leg is None:
            lives_in = self.person.lives_in
            return (
                ()
                if lives_in is None
                else (Spot(lives_in, (Evidence("person.lives_in", lives_in),)),)
            )
        met = [*self._start(leg), *(e for spot in self.stopovers() for e in spot.evidence)]
        if leg.end is not None and leg.end.country is not None:
            met.append(Evidence(self.path("to.country"), leg.end.country))
        states = dict.fromkeys(each.word for each in met)
        return tuple(Spot(s, tuple(e for e in met if e.word == s)) for s in states)

    def stopovers(self) -> tuple[Spot, ...]:
        """Return the states of the stop-overs."""
        leg = self.stretch
        via = leg.via if leg is not None and leg.via else ()
        return tuple(
            Spot(place.country, (Evidence(self.path(f"via[{index}].country"), place.country),))
            for index, place in enumerate(via)
            if place.country is not None
        )

    def unsaid_places(self) -> tuple[str, ...]:
        """Return the paths of the places of this stretch that were not said."""
        leg = self.stretch
        if leg is None:
            asked = ("legs", "person.lives_in") if self.plan.legs is None else ("person.lives_in",)
            return () if self.person.lives_in else asked
        ends = (("from", leg.start), ("to", leg.end))
        return tuple(
            self.path(f"{key}.country")
            for key, place in ends
            if place is None or place.country is None
        )

    def _start(self, leg: Leg) -> tuple[Evidence, ...]:
        start = leg.start.country if leg.start else None
        if start is None or start == self._end_before():
            return ()
        return (Evidence(self.path("from.country"), start),)

    def _end_before(self) -> str | None:
        legs = self.plan.legs
        if not self.leg or legs is None:
            return None
        end = legs[self.leg - 1].end
        return None if end is None else end.country
