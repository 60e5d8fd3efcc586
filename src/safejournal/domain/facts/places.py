"""Facts about places: what is known of the states where the person sets foot.

Each looks at one stretch and answers yes when one of its places is meant; the evidence names it.
The home state itself is no such place: going there is a fact of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from safejournal.domain.facts.answers import NO, Answer, Evidence, any_of, not_said, yes
from safejournal.domain.facts.register import fact_of_stretch
from safejournal.domain.facts.view import Spot, View
from safejournal.domain.states import Ground

About = Callable[[View, Spot], Answer]


def _home(view: View) -> Evidence:
    return Evidence("person.home_state", view.home or "")


def somewhere(view: View, ask: About, spots: Iterable[Spot] | None = None) -> Answer:
    """Answer whether this holds of a place of the stretch, the home state apart."""
    if view.home is None:
        return not_said("person.home_state")
    looked_at = view.places() if spots is None else spots
    answers = [ask(view, spot) for spot in looked_at if not view.is_home(spot.state)]
    unsaid = () if spots is not None else view.unsaid_places()
    return any_of([NO, *answers, *(not_said(path) for path in unsaid)])


def _because(view: View, spot: Spot, grounds: tuple[Ground, ...]) -> Answer:
    return yes(*spot.evidence, _home(view), grounds=grounds) if grounds else NO


def _unprotecting(view: View, spot: Spot) -> Answer:
    value, grounds = view.world.protects(spot.state)
    return NO if value else yes(*spot.evidence, _home(view), grounds=grounds)


def _sharing(view: View, spot: Spot) -> Answer:
    found = view.world.shares_lists(spot.state, view.home)
    return _because(view, spot, found) if _unprotecting(view, spot).value else NO


def _tied(view: View, spot: Spot) -> Answer:
    found = view.world.tied(spot.state, view.home)
    return _because(view, spot, found) if _unprotecting(view, spot).value else NO


def _returned(view: View, spot: Spot) -> Answer:
    found = view.world.names(spot.state, "returns_documented", view.home)
    return _because(view, spot, found) if _unprotecting(view, spot).value else NO


def _handing_over(view: View, spot: Spot) -> Answer:
    said = view.world.said(spot.state, "returns_documented")
    if said is None or not _unprotecting(view, spot).value:
        return NO
    return _because(view, spot, ((spot.state, "returns_documented"),))


def _close(view: View, spot: Spot) -> Answer:
    if not _unprotecting(view, spot).value:
        return NO
    grounds = view.world.tied(spot.state, view.home) + view.world.names(
        spot.state, "returns_documented", view.home
    )
    if grounds or view.world.borders(spot.state, view.home):
        return yes(*spot.evidence, _home(view), grounds=grounds)
    return NO


def _watching(view: View, spot: Spot) -> Answer:
    found = view.world.said(spot.state, "face_recognition")
    return _because(view, spot, ((spot.state, "face_recognition"),) if found else ())


def _open_to_id(view: View, spot: Spot) -> Answer:
    return _because(view, spot, view.world.names(spot.state, "internal_id_entry", view.home))


@fact_of_stretch
def place_not_known_to_protect(view: View) -> Answer:
    """A place on this stretch is not known to keep exiles from their pursuer."""
    return somewhere(view, _unprotecting)


@fact_of_stretch
def every_place_protects(view: View) -> Answer:
    """Every place on this stretch is known to protect."""
    found = place_not_known_to_protect(view)
    if found.value is None:
        return found
    return NO if found.value else yes(*(e for spot in view.places() for e in spot.evidence))


@fact_of_stretch
def place_shares_lists(view: View) -> Answer:
    """Police of a place search for the home state's wanted as for their own."""
    return somewhere(view, _sharing)


@fact_of_stretch
def place_tied_to_home(view: View) -> Answer:
    """A place and the home state share lists, an alliance, an extradition treaty or a union."""
    return somewhere(view, _tied)


@fact_of_stretch
def place_close_to_home(view: View) -> Answer:
    """A place is tied to the home state, borders it, or has handed its people over before."""
    return somewhere(view, _close)


@fact_of_stretch
def place_has_returned_people(view: View) -> Answer:
    """A place is documented to have handed over or let be taken people of the home state."""
    return somewhere(view, _returned)


@fact_of_stretch
def place_hands_over(view: View) -> Answer:
    """A place is documented to have handed over exiles, of whatever state, outside the courts."""
    return somewhere(view, _handing_over)


@fact_of_stretch
def place_knows_faces(view: View) -> Answer:
    """A place is documented to find people by cameras that recognise faces."""
    return somewhere(view, _watching)


@fact_of_stretch
def place_admits_on_id(view: View) -> Answer:
    """A place lets the home state's people in on an internal identity card."""
    return somewhere(view, _open_to_id)


@fact_of_stretch
def stopover_not_known_to_protect(view: View) -> Answer:
    """A stop-over lies in a state that is not known to protect."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    return _at_stops(view, _unprotecting)


@fact_of_stretch
def stopover_close_to_home(view: View) -> Answer:
    """A stop-over lies in a state tied to the home state or bordering it."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    return _at_stops(view, _close)


@fact_of_stretch
def arrives_where_nothing_protects(view: View) -> Answer:
    """This leg ends in a state that is not known to protect."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    if leg.end is None or leg.end.country is None:
        return not_said(view.path("to.country"))
    return somewhere(view, _unprotecting, _end(view))


@fact_of_stretch
def leaves_where_nothing_protects(view: View) -> Answer:
    """This leg leaves a state, not the home state, that is not known to protect."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    start = leg.start.country if leg.start else None
    if start is None:
        return not_said(view.path("from.country"))
    spot = Spot(start, (Evidence(view.path("from.country"), start),))
    return somewhere(view, _unprotecting, (spot,))


@fact_of_stretch
def leaves_state_close_to_home(view: View) -> Answer:
    """This leg leaves a state tied to the home state or bordering it."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    start = leg.start.country if leg.start else None
    if start is None:
        return not_said(view.path("from.country"))
    spot = Spot(start, (Evidence(view.path("from.country"), start),))
    return somewhere(view, _close, (spot,))


def _end(view: View) -> tuple[Spot, ...]:
    return view.places()[-1:]


def _at_stops(view: View, ask: About) -> Answer:
    """Ask of the stop-overs, and of the end of a leg from which the way goes on."""
    goes_on = view.plan.legs is not None and view.leg != len(view.plan.legs) - 1
    met = somewhere(view, ask, (*view.stopovers(), *(_end(view) if goes_on else ())))
    leg = view.stretch
    unsaid = leg is not None and leg.via is None
    return any_of([met, not_said(view.path("via")) if unsaid else NO])


@fact_of_stretch
def enters_home_state(view: View) -> Answer:
    """This leg ends, or stops over, in the home state."""
    if view.stretch is None or view.stays():
        return NO
    return _at_home(view, view.places()[1:] or view.places())


@fact_of_stretch
def leaves_home_state(view: View) -> Answer:
    """This leg starts in the home state."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    start = leg.start.country if leg.start else None
    if start is None:
        return not_said(view.path("from.country"))
    return _at_home(view, (Spot(start, (Evidence(view.path("from.country"), start),)),))


@fact_of_stretch
def in_home_state(view: View) -> Answer:
    """This is life in the home state."""
    return _at_home(view, view.places()) if view.stays() else NO


def _at_home(view: View, spots: Iterable[Spot]) -> Answer:
    if view.home is None:
        return not_said("person.home_state")
    found = [e for spot in spots if view.is_home(spot.state) for e in spot.evidence]
    if found:
        return yes(*found, _home(view))
    unsaid = view.unsaid_places()
    return not_said(*unsaid) if unsaid else NO
