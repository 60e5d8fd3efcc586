"""One look at a plan: the whole of it, one stretch of the way, or one place on a stretch.

A plan without legs has one stretch, everyday life in `person.lives_in`; a leg with equal ends is a
stay as well.
"""

from __future__ import annotations

from dataclasses import field
from typing import NamedTuple

from safejournal.domain.facts.answers import Evidence
from safejournal.domain.plan import Leg, Person, Place, Plan
from safejournal.domain.states import World
from safejournal.domain.values import dataclass


class Spot(NamedTuple):
    """A state where the person sets foot, and every answer that says so."""

    state: str
    evidence: tuple[Evidence, ...]
    again: bool = False
    """The leg before ended here: what is to be feared there was told with it, but for leaving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a fact looks at. `leg` is None for the whole plan and for a stay without legs."""

    plan: Plan
    world: World
    today: str
    """YYYY-MM-DD."""
    leg: int | None = None
    spot: Spot | None = None
    """The place looked at; None where none was said."""
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

    @property
    def at_last_leg(self) -> bool:
        """Tell whether the way ends with this leg."""
        return self.plan.legs is None or self.leg is None or self.leg == len(self.plan.legs) - 1

    def home_said(self) -> tuple[Evidence, ...]:
        """Return the answer that names the home state, if it was given."""
        return () if self.home is None else (Evidence("person.home_state", self.home),)

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
        start, end = _country(leg.start), _country(leg.end)
        return None if start is None or end is None else start == end

    def starts_at(self, spot: Spot) -> bool:
        """Tell whether this leg leaves from a place."""
        return self.stretch is not None and _country(self.stretch.start) == spot.state

    def ends_at(self, spot: Spot) -> bool:
        """Tell whether this leg ends at a place."""
        return self.stretch is not None and _country(self.stretch.end) == spot.state

    def stops_at(self, spot: Spot) -> bool:
        """Tell whether this leg only stops there: a stop-over, or an end that is not the last."""
        via = () if self.stretch is None else self.stretch.via or ()
        over = any(place.country == spot.state for place in via)
        return over or (self.ends_at(spot) and not self.at_last_leg)

    def places(self) -> tuple[Spot, ...]:
        """Return the states where the person sets foot on this stretch, in order."""
        leg = self.stretch
        if leg is None:
            said = self.person.lives_in
            return (Spot(said, (Evidence("person.lives_in", said),)),) if said else ()
        stops = ((f"via[{index}]", place) for index, place in enumerate(leg.via or ()))
        named = (("from", leg.start), *stops, ("to", leg.end))
        met = [
            Evidence(self.path(f"{key}.country"), place.country)
            for key, place in named
            if place is not None and place.country is not None
        ]
        before = self._end_before()
        return tuple(
            Spot(state, own, again=state == before and own[0].path == self.path("from.country"))
            for state in dict.fromkeys(each.word for each in met)
            if (own := tuple(each for each in met if each.word == state))
        )

    def unsaid_places(self) -> tuple[str, ...]:
        """Return the paths of the places of this stretch that were not said."""
        leg = self.stretch
        if leg is None:
            asked = ("legs", "person.lives_in") if self.plan.legs is None else ("person.lives_in",)
            return () if self.person.lives_in else asked
        ends = (("from", leg.start), ("to", leg.end))
        return tuple(self.path(f"{key}.country") for key, end in ends if _country(end) is None)

    def _end_before(self) -> str | None:
        if not self.leg or self.plan.legs is None:
            return None
        return _country(self.plan.legs[self.leg - 1].end)


def _country(place: Place | None) -> str | None:
    return None if place is None else place.country
