"""Facts that join the person and the place: what right there is to be here, who stands out."""

from __future__ import annotations

from safejournal.domain.facts.answers import (
    NO,
    Answer,
    Evidence,
    all_of,
    any_of,
    is_one,
    not_said,
    yes,
)
from safejournal.domain.facts.journey import drawn_by_others
from safejournal.domain.facts.papers import papers_may_be_refused, passport_expiring
from safejournal.domain.facts.person import (
    asylum_pending,
    extradition_refused_before,
    leads,
    left_the_forces,
    outspoken,
)
from safejournal.domain.facts.places import somewhere
from safejournal.domain.facts.register import fact, fact_of_stretch
from safejournal.domain.facts.signs import (
    detained_here_before,
    location_published,
    others_vanished_or_were_returned,
    others_were_taken,
    post_spread,
    punishment_called_for,
    told_to_come_back,
    watched,
)
from safejournal.domain.facts.view import Spot, View

PASSING = frozenset({
    "onward_transit", "tourism", "work", "study", "meeting", "family", "medical", "document_run",
    "consular_home_state", "consular_other_state",
})  # fmt: skip
"""Purposes of a visit: whoever crosses a border for these has no more than leave to be there."""

BY_AN_OFFICE = frozenset({"none", "visitor", "asylum_seeker", "asylum_refused"})


@fact_of_stretch
def no_right_to_be_here(view: View) -> Answer:
    """The right to be at a place can be ended at once: a visit, a claim, or no status at all."""
    return somewhere(view, _without_right)


def _without_right(view: View, spot: Spot) -> Answer:
    person = view.person
    citizen = spot.state in (person.other_nationalities or ())
    if citizen or view.world.protects(spot.state)[0]:
        return NO
    if person.lives_in is None:
        return _passing(view, spot)
    if person.lives_in != spot.state:
        return yes(*spot.evidence, Evidence("person.lives_in", person.lives_in))
    held = is_one("person.status_abroad", person.status_abroad, BY_AN_OFFICE)
    return yes(*spot.evidence, *held.evidence) if held.value else held


def _passing(view: View, spot: Spot) -> Answer:
    purpose = view.plan.purpose
    if purpose in PASSING and not view.stays():
        return yes(*spot.evidence, Evidence("purpose", str(purpose)))
    return not_said("person.lives_in")


@fact_of_stretch
def citizen_here(view: View) -> Answer:
    """This is a stay in a state whose citizen the person is; such states seldom extradite."""
    if not view.stays() or view.person.status_abroad is None:
        return not_said("person.status_abroad") if view.stays() else NO
    at_home = {spot.state for spot in view.places()} == {view.person.lives_in}
    if view.person.status_abroad != "citizen_of_host" or not at_home:
        return NO
    return yes(Evidence("person.status_abroad", "citizen_of_host"))


@fact
def singled_out(view: View) -> Answer:
    """The person stands out among exiles.

    By what happened to them or to those beside them, by standing for others, by having left the
    forces, by a request that courts refused, by a fresh claim of somebody outspoken, or because
    somebody draws them to a meeting.
    """
    return any_of(
        [
            leads(view),
            left_the_forces(view),
            extradition_refused_before(view),
            drawn_by_others(view),
            watched_or_others_taken(view),
            punishment_called_for(view),
            told_to_come_back(view),
            all_of([asylum_pending(view), outspoken(view)]),
        ]
    )


@fact
def watched_or_others_taken(view: View) -> Answer:
    """The person is watched or was held here before, or people beside them were taken."""
    return any_of([watched(view), detained_here_before(view), others_were_taken(view)])


@fact
def marked_here(view: View) -> Answer:
    """The person is watched or was held here before, or others vanished or were returned."""
    found = [watched(view), detained_here_before(view), others_vanished_or_were_returned(view)]
    return any_of(found)


@fact
def seen_in_public(view: View) -> Answer:
    """A post spread widely, or where the person is stands in public."""
    return any_of([post_spread(view), location_published(view)])


@fact
def papers_may_fail(view: View) -> Answer:
    """The passport runs out, papers were refused, or the home state's missions refuse them."""
    found = [passport_expiring(view), papers_may_be_refused(view), home_refuses_papers(view)]
    return any_of(found)


def _habit(view: View, name: str, word: str | None = None) -> Answer:
    if view.home is None:
        return not_said("person.home_state")
    ruler = view.world.ruler(view.home) or view.home
    for state in (view.home, ruler):
        value = view.world.value(state, name)
        if value and (word is None or word in value):
            return yes(Evidence("person.home_state", view.home), grounds=((state, name),))
    return NO


@fact
def home_takes_people_abroad(view: View) -> Answer:
    """The home state is documented to have taken people abroad and brought them back by force."""
    return _habit(view, "reaches_abroad", "rendition")


@fact
def home_kills_abroad(view: View) -> Answer:
    """The home state is documented, or strongly suspected, to have killed abroad."""
    return _habit(view, "reaches_abroad", "assassination")


@fact
def home_misuses_interpol(view: View) -> Answer:
    """The home state is documented to have put critics on Interpol's lists."""
    return _habit(view, "interpol_misuse")


@fact
def home_refuses_papers(view: View) -> Answer:
    """The home state's missions are documented to refuse passports."""
    return _habit(view, "missions_refuse_passports")
