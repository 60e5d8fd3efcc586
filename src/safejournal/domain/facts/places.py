"""Facts about places: what is known of the states where the person sets foot.

Each looks at one stretch and answers yes when one of its places is meant; the evidence names it.
The home state itself is no such place: going there is a fact of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from safejournal.domain.facts.answers import NO, Answer, Evidence, any_of, not_said, yes
from safejournal.domain.facts.register import fact_of_place, fact_of_stretch
from safejournal.domain.facts.view import Spot, View
from safejournal.domain.states import Ground

About = Callable[[View, Spot], Answer]


def _home(view: View) -> Evidence:
    return Evidence("person.home_state", view.home or "")


def at_place(view: View, ask: About, *, again: bool = False) -> Answer:
    """Answer whether this holds of the place looked at, the home state apart.

    A place that was told with the leg before answers no, unless `again` asks for it.
    """
    if view.home is None:
        return not_said("person.home_state")
    if view.spot is None:
        unsaid = view.unsaid_places()
        return not_said(*unsaid) if unsaid else NO
    if view.is_home(view.spot.state) or (view.spot.again and not again):
        return NO
    return ask(view, view.spot)


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


@fact_of_place
def place_not_known_to_protect(view: View) -> Answer:
    """A place on this stretch is not known to keep exiles from their pursuer."""
    return at_place(view, _unprotecting)


@fact_of_stretch
def every_place_protects(view: View) -> Answer:
    """Every place on this stretch is known to protect."""
    unsaid = view.unsaid_places()
    if unsaid:
        return not_said(*unsaid)
    places = view.places()
    if not all(view.world.protects(spot.state)[0] for spot in places):
        return NO
    return yes(*(e for spot in places for e in spot.evidence))


@fact_of_place
def place_shares_lists(view: View) -> Answer:
    """Police of a place search for the home state's wanted as for their own."""
    return at_place(view, _sharing)


@fact_of_place
def place_tied_to_home(view: View) -> Answer:
    """A place and the home state share lists, an alliance, an extradition treaty or a custom."""
    return at_place(view, _tied)


@fact_of_place
def place_close_to_home(view: View) -> Answer:
    """A place is tied to the home state, borders it, or has handed its people over before."""
    return at_place(view, _close)


@fact_of_place
def place_has_returned_people(view: View) -> Answer:
    """A place is documented to have handed over or let be taken people of the home state."""
    return at_place(view, _returned)


@fact_of_place
def place_hands_over(view: View) -> Answer:
    """A place is documented to have handed over exiles, of whatever state, outside the courts."""
    return at_place(view, _handing_over)


@fact_of_place
def place_knows_faces(view: View) -> Answer:
    """A place is documented to find people by cameras that recognise faces."""
    return at_place(view, _watching)


def _overstayed(view: View, spot: Spot) -> Answer:
    allowed = view.world.said(spot.state, "stay_limit")
    leg = view.stretch
    if allowed is None or leg is None or not view.ends_at(spot):
        return NO
    if not view.world.names(spot.state, "stay_limit", view.home):
        return NO
    if leg.stay_days is None:
        return not_said(view.path("stay_days"))
    if leg.stay_days <= allowed.get("days", 0):
        return NO
    days = Evidence(view.path("stay_days"), str(leg.stay_days))
    return yes(*spot.evidence, days, grounds=((spot.state, "stay_limit"),))


@fact_of_place
def stays_longer_than_allowed(view: View) -> Answer:
    """The stay is longer than the place lets people of the home state stay without a permit."""
    return at_place(view, _overstayed)


@fact_of_place
def place_admits_on_id(view: View) -> Answer:
    """A place lets the home state's people in on an internal identity card."""
    return at_place(view, _open_to_id)


def _at_stop(view: View, ask: About) -> Answer:
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    met = NO
    if view.spot is not None and view.stops_at(view.spot):
        met = at_place(view, ask)
    # What was not said of stop-overs is asked once, with the place where the leg begins.
    unsaid = leg.via is None and (view.spot is None or view.starts_at(view.spot))
    return any_of([met, not_said(view.path("via")) if unsaid else NO])


@fact_of_place
def stopover_not_known_to_protect(view: View) -> Answer:
    """A stop-over, or the end of a leg that goes on, is in a state that is not known to protect."""
    return _at_stop(view, _unprotecting)


@fact_of_place
def stopover_close_to_home(view: View) -> Answer:
    """A stop-over, or the end of a leg that goes on, is in a state close to the home state."""
    return _at_stop(view, _close)


@fact_of_place
def arrives_where_nothing_protects(view: View) -> Answer:
    """This leg ends in a state that is not known to protect."""
    return _at_end(view, "to.country", View.ends_at, _unprotecting)


@fact_of_place
def leaves_where_nothing_protects(view: View) -> Answer:
    """This leg leaves a state, not the home state, that is not known to protect."""
    return _at_end(view, "from.country", View.starts_at, _unprotecting)


@fact_of_place
def leaves_state_close_to_home(view: View) -> Answer:
    """This leg leaves a state tied to the home state, bordering it or returning its people."""
    return _at_end(view, "from.country", View.starts_at, _close)


@fact_of_place
def leaves_state_tied_to_home(view: View) -> Answer:
    """This leg leaves a state that shares lists, an alliance or a treaty with the home state."""
    return _at_end(view, "from.country", View.starts_at, _tied)


def _at_end(view: View, key: str, lies_there: Callable[[View, Spot], bool], ask: About) -> Answer:
    if view.stretch is None or view.stays():
        return NO
    if view.spot is None:
        path = view.path(key)
        return not_said(path) if path in view.unsaid_places() else NO
    return at_place(view, ask, again=True) if lies_there(view, view.spot) else NO


@fact_of_place
def enters_home_state(view: View) -> Answer:
    """This leg ends, or stops over, in the home state."""
    spot = view.spot
    if view.stretch is None or view.stays() or (spot is not None and not _entered(view, spot)):
        return NO
    return _at_home(view)


def _entered(view: View, spot: Spot) -> bool:
    return view.ends_at(spot) or view.stops_at(spot)


@fact_of_place
def leaves_home_state(view: View) -> Answer:
    """This leg starts in the home state."""
    spot = view.spot
    if view.stretch is None or view.stays() or (spot is not None and not view.starts_at(spot)):
        return NO
    return _at_home(view)


@fact_of_place
def in_home_state(view: View) -> Answer:
    """This is life in the home state."""
    return _at_home(view) if view.stays() else NO


def _at_home(view: View) -> Answer:
    if view.home is None:
        return not_said("person.home_state")
    if view.spot is None:
        unsaid = view.unsaid_places()
        return not_said(*unsaid) if unsaid else NO
    return yes(*view.spot.evidence, _home(view)) if view.is_home(view.spot.state) else NO
