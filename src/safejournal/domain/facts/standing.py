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
    extradition_refused_before,
    leads,
    left_the_forces,
    outspoken,
    sought_protection,
    wanted_by_name,
)
from safejournal.domain.facts.places import at_place
from safejournal.domain.facts.register import fact, fact_of_place
from safejournal.domain.facts.signs import (
    detained_here_before,
    location_published,
    others_vanished_or_were_returned,
    post_spread,
    punishment_called_for,
    relatives_used_as_a_lever,
    services_want_to_talk,
    told_to_come_back,
    warned_by_friends,
    watched,
)
from safejournal.domain.facts.view import Spot, View

PASSING = frozenset({
    "onward_transit", "tourism", "work", "study", "meeting", "family", "medical", "document_run",
    "consular_home_state", "consular_other_state",
})  # fmt: skip
"""Purposes of a visit: whoever crosses a border for these has no more than leave to be there."""

BY_AN_OFFICE = frozenset({
    "none", "visitor", "asylum_seeker", "asylum_refused", "refugee", "other_protection",
})  # fmt: skip
"""Standings that a state which is not known to protect has ended at once in documented cases: the
recognition of a refugee as well (Kenya 2024)."""

SETTLING = frozenset({"relocation", "onward_transit", "return_to_residence", "everyday_life"})


@fact_of_place
def no_right_to_be_here(view: View) -> Answer:
    """The right to be at an unprotecting place can be ended at once: not a resident or citizen."""
    return at_place(view, _without_right)


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


@fact_of_place
def removable_here(view: View) -> Answer:
    """A place of this stretch that is not known to protect could expel the person: a foreigner."""
    return at_place(view, _no_citizen)


def _no_citizen(view: View, spot: Spot) -> Answer:
    person = view.person
    if spot.state in (person.other_nationalities or ()) or view.world.protects(spot.state)[0]:
        return NO
    if spot.state != person.lives_in:
        return yes(*spot.evidence)
    if person.status_abroad is None:
        return not_said("person.status_abroad")
    if person.status_abroad == "citizen_of_host":
        return NO
    return yes(*spot.evidence, Evidence("person.status_abroad", str(person.status_abroad)))


@fact_of_place
def resident_here(view: View) -> Answer:
    """The person holds a residence in a state that is not known to protect."""
    return at_place(view, _resident, again=True)


def _resident(view: View, spot: Spot) -> Answer:
    if view.world.protects(spot.state)[0]:
        return NO
    if view.person.lives_in is None:
        return not_said("person.lives_in")
    held = is_one("person.status_abroad", view.person.status_abroad, frozenset({"resident"}))
    if view.person.lives_in != spot.state or held.value is False:
        return NO
    lives_in = Evidence("person.lives_in", spot.state)
    return yes(*held.evidence, *spot.evidence, lives_in) if held.value else held


@fact_of_place
def citizen_here(view: View) -> Answer:
    """The person is a citizen of the state that they are in; such states seldom extradite."""
    return at_place(view, _citizen)


def _citizen(view: View, spot: Spot) -> Answer:
    if spot.state in (view.person.other_nationalities or ()):
        return yes(*spot.evidence, Evidence("person.other_nationalities", spot.state))
    status = view.person.status_abroad
    if view.person.lives_in != spot.state or status != "citizen_of_host":
        return NO
    return yes(*spot.evidence, Evidence("person.status_abroad", str(status)))


@fact
def singled_out(view: View) -> Answer:
    """The person stands out among exiles.

    By what happened to them, their family or those beside them, by a friend's warning, by standing
    for others, by having left the forces, by being wanted by name, by speaking out after asking for
    protection, or because somebody draws them to a meeting.
    """
    return any_of(
        [
            leads(view),
            left_the_forces(view),
            extradition_refused_before(view),
            drawn_by_others(view),
            marked_here(view),
            punishment_called_for(view),
            told_to_come_back(view),
            warned_by_friends(view),
            relatives_used_as_a_lever(view),
            wanted_by_name(view),
            all_of([sought_protection(view), outspoken(view)]),
        ]
    )


@fact
def marked_here(view: View) -> Answer:
    """The person is watched, invited by services or was held here, or others were returned."""
    return any_of(
        [
            watched(view),
            detained_here_before(view),
            services_want_to_talk(view),
            others_vanished_or_were_returned(view),
        ]
    )


@fact_of_place
def remains_here(view: View) -> Answer:
    """The person stays, settles or waits at this place, and does not only pass."""
    stays = view.stays()
    if stays is None or view.spot is None:
        return not_said(*view.unsaid_places())
    if stays:
        return yes()
    if not view.ends_at(view.spot) or not view.at_last_leg:
        return NO
    return is_one("purpose", view.plan.purpose, SETTLING)


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
