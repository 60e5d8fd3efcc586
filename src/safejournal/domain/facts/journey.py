"""Facts about the way: how, why and by whose arrangement, and who comes along."""

from __future__ import annotations

from safejournal.domain.facts.answers import (
    NO,
    Answer,
    Evidence,
    all_of,
    among,
    any_of,
    is_one,
    not_said,
    yes,
)
from safejournal.domain.facts.register import fact, fact_of_stretch
from safejournal.domain.facts.signs import offered_money_or_meeting, services_want_to_talk
from safejournal.domain.facts.view import View
from safejournal.domain.plan import Companion

GROWN_UP = 18


def purpose(view: View, *words: str) -> Answer:
    """Answer whether the purpose is one of these."""
    return is_one("purpose", view.plan.purpose, frozenset(words))


@fact
def to_home_mission(view: View) -> Answer:
    """The person means to go to a mission of the home state."""
    return purpose(view, "consular_home_state")


@fact
def visits_home(view: View) -> Answer:
    """The person means to visit the home state."""
    return purpose(view, "visit_home_state")


@fact
def to_meet_somebody(view: View) -> Answer:
    """The journey or stay is for a meeting."""
    return purpose(view, "meeting")


@fact
def to_work(view: View) -> Answer:
    """The journey is for work, a concert or another event that may need a permit."""
    return purpose(view, "work")


@fact
def to_work_or_appear(view: View) -> Answer:
    """The journey is for work or an event."""
    return purpose(view, "work", "meeting")


@fact
def moves_away(view: View) -> Answer:
    """The person is moving to another state, or passing on to one."""
    return purpose(view, "relocation", "onward_transit")


@fact
def seeks_onward_way(view: View) -> Answer:
    """The person waits for, or is on, the way to a third state."""
    return purpose(view, "onward_transit")


@fact
def document_run(view: View) -> Answer:
    """The journey is made for a paper or a fresh stamp."""
    return purpose(view, "document_run", "consular_other_state")


@fact
def returns_to_residence(view: View) -> Answer:
    """The person is on the way back to the place of exile."""
    return purpose(view, "return_to_residence")


@fact
def everyday(view: View) -> Answer:
    """It is everyday life, not a journey for something."""
    return purpose(view, "everyday_life")


@fact
def invited_by_unknown(view: View) -> Answer:
    """The invitation came from a new acquaintance, or from somebody whom nobody has verified."""
    words = frozenset({"new_acquaintance", "unverified"})
    return is_one("invited_by", view.plan.invited_by, words)


@fact
def inviter_verified(view: View) -> Answer:
    """The invitation came from an organisation that was verified."""
    return is_one("invited_by", view.plan.invited_by, frozenset({"organisation_verified"}))


@fact
def invited(view: View) -> Answer:
    """Somebody invited the person, whoever it was."""
    if view.plan.invited_by is None:
        return not_said("invited_by")
    if view.plan.invited_by == "none":
        return NO
    return yes(Evidence("invited_by", str(view.plan.invited_by)))


@fact
def drawn_by_others(view: View) -> Answer:
    """It is somebody else's wish: an unverified invitation, an offer, services wanting to talk."""
    return any_of(
        [
            invited_by_unknown(view),
            offered_money_or_meeting(view),
            services_want_to_talk(view),
        ]
    )


@fact
def alone(view: View) -> Answer:
    """Nobody comes along."""
    if view.plan.companions is None:
        return not_said("companions")
    return NO if view.plan.companions else yes(Evidence("companions", ""))


@fact
def accompanied(view: View) -> Answer:
    """Somebody comes along."""
    if view.plan.companions is None:
        return not_said("companions")
    found = [
        Evidence(f"companions[{index}].relation", str(each.relation or "other"))
        for index, each in enumerate(view.plan.companions)
    ]
    return yes(*found) if found else NO


def _child(index: int, each: Companion) -> Answer:
    path = f"companions[{index}]"
    if each.relation == "child" and (each.age is None or each.age < GROWN_UP):
        return yes(Evidence(f"{path}.relation", "child"))
    if each.age is not None and each.age < GROWN_UP:
        return yes(Evidence(f"{path}.age", str(each.age)))
    if each.relation is None and each.age is None:
        return not_said(f"{path}.relation", f"{path}.age")
    return NO


def _papers_not_ready(index: int, each: Companion) -> Answer:
    path = f"companions[{index}].papers_ready"
    if each.papers_ready is None:
        return not_said(path)
    return NO if each.papers_ready else yes(Evidence(path, "false"))


@fact
def with_child(view: View) -> Answer:
    """A child comes along."""
    if view.plan.companions is None:
        return not_said("companions")
    return any_of([NO, *(_child(i, each) for i, each in enumerate(view.plan.companions))])


@fact
def companion_lacks_papers(view: View) -> Answer:
    """A companion's papers are not ready."""
    if view.plan.companions is None:
        return not_said("companions")
    return any_of(
        [NO, *(_papers_not_ready(i, each) for i, each in enumerate(view.plan.companions))]
    )


@fact
def child_lacks_papers(view: View) -> Answer:
    """A child comes along whose papers are not ready."""
    if view.plan.companions is None:
        return not_said("companions")
    return any_of(
        [
            NO,
            *(
                all_of([_child(i, each), _papers_not_ready(i, each)])
                for i, each in enumerate(view.plan.companions)
            ),
        ]
    )


# One stretch of the way


@fact_of_stretch
def staying(view: View) -> Answer:
    """This is everyday life in one place, not a journey."""
    stays = view.stays()
    if stays is None:
        return not_said(*view.unsaid_places())
    return yes() if stays else NO


@fact_of_stretch
def crosses_border(view: View) -> Answer:
    """This leg goes from one state to another."""
    stays = view.stays()
    if stays is None:
        return not_said(*view.unsaid_places())
    if stays or view.stretch is None:
        return NO
    return yes(*(e for spot in view.places() for e in spot.evidence))


def _of_leg(view: View, key: str, said: str | None, *words: str) -> Answer:
    return NO if view.stretch is None else is_one(view.path(key), said, frozenset(words))


@fact_of_stretch
def by_air(view: View) -> Answer:
    """This leg is flown."""
    leg = view.stretch
    return NO if leg is None or view.stays() else _of_leg(view, "mode", leg.mode, "air")


@fact_of_stretch
def overland(view: View) -> Answer:
    """This leg goes by road, rail, on foot or by sea."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    return _of_leg(view, "mode", leg.mode, "rail", "road", "foot", "sea")


@fact_of_stretch
def outside_checkpoint(view: View) -> Answer:
    """This leg crosses a border outside an official crossing point."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    return _of_leg(view, "crossing", leg.crossing, "outside_crossing_point")


@fact_of_stretch
def has_stopover(view: View) -> Answer:
    """This leg has a stop-over."""
    leg = view.stretch
    if leg is None or view.stays():
        return NO
    if leg.via is None:
        return not_said(view.path("via"))
    return (
        yes(*(Evidence(view.path(f"via[{i}]"), "") for i in range(len(leg.via)))) if leg.via else NO
    )


@fact_of_stretch
def arranged_by_others(view: View) -> Answer:
    """An organiser or the person who invites has arranged this leg."""
    leg = view.stretch
    return (
        NO if leg is None else _of_leg(view, "arranged_by", leg.arranged_by, "organiser", "inviter")
    )


@fact_of_stretch
def arranged_by_inviter(view: View) -> Answer:
    """The one who invites has arranged this leg: tickets, a car, a chartered plane."""
    leg = view.stretch
    return NO if leg is None else _of_leg(view, "arranged_by", leg.arranged_by, "inviter")


def _near(view: View, *words: str) -> Answer:
    leg = view.stretch
    return NO if leg is None else among(view.path("near"), leg.near, frozenset(words))


@fact_of_stretch
def near_home_border(view: View) -> Answer:
    """This leg comes near the home state's border or a line of control."""
    return _near(view, "home_border", "line_of_control")


@fact_of_stretch
def near_home_base(view: View) -> Answer:
    """This leg comes near a military base of the home state."""
    return _near(view, "home_military_base")


@fact_of_stretch
def near_home_mission(view: View) -> Answer:
    """This leg comes near an embassy or consulate of the home state."""
    return _near(view, "home_mission")


@fact_of_stretch
def at_home_mission(view: View) -> Answer:
    """The person means to go to a mission of the home state, or comes near one."""
    return any_of([to_home_mission(view), near_home_mission(view)])


@fact_of_stretch
def lodges_where_names_are_kept(view: View) -> Answer:
    """The person sleeps where guests are registered: hotel or hostel."""
    leg = view.stretch
    if leg is None:
        return NO
    return _of_leg(view, "lodging", leg.lodging, "hotel", "airport_hotel", "hostel")


@fact_of_stretch
def held_now(view: View) -> Answer:
    """The person is in detention. As long as no way was spoken of, that was not said."""
    leg = view.stretch
    if leg is None:
        return not_said("legs") if view.plan.legs is None else NO
    return _of_leg(view, "lodging", leg.lodging, "detention")
