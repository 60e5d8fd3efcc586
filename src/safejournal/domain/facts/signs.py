"""Facts about signs: what has already happened that a careful person would weigh."""

from __future__ import annotations

from safejournal.domain.facts.answers import Answer, among
from safejournal.domain.facts.register import fact
from safejournal.domain.facts.view import View

PERSONAL = frozenset({
    "relatives_questioned", "relatives_threatened", "relative_detained",
    "relatives_pressed_to_bring_me", "home_searched", "earlier_detention_here", "followed",
    "unknown_visitors", "asked_about_by_strangers", "account_attacked", "device_warning",
    "threat_message", "public_call_for_punishment", "official_phone_call", "ordered_to_return",
    "invited_to_talk_by_services", "offered_money_or_meeting",
})  # fmt: skip
"""Signs that somebody has this person in view, not only people like them."""


def signs(view: View, *words: str) -> Answer:
    """Answer whether one of these signs was named."""
    return among("signals", view.plan.signals, frozenset(words))


@fact
def home_has_reached_out(view: View) -> Answer:
    """Something was done to the person, their home or their family that shows they are in view."""
    return among("signals", view.plan.signals, PERSONAL)


@fact
def relatives_under_pressure(view: View) -> Answer:
    """Relatives were questioned, threatened, detained, or pressed to bring the person back."""
    return signs(
        view, "relatives_questioned", "relatives_threatened", "relative_detained",
        "relatives_pressed_to_bring_me",
    )  # fmt: skip


@fact
def relatives_used_as_a_lever(view: View) -> Answer:
    """Relatives were threatened, detained or pressed to bring the person back."""
    return signs(view, "relatives_threatened", "relative_detained", "relatives_pressed_to_bring_me")


@fact
def relatives_questioned(view: View) -> Answer:
    """Relatives were questioned or visited by officials."""
    return signs(view, "relatives_questioned")


@fact
def relative_held(view: View) -> Answer:
    """A relative is or was detained."""
    return signs(view, "relative_detained")


@fact
def home_searched(view: View) -> Answer:
    """The home was searched."""
    return signs(view, "home_searched")


@fact
def others_were_taken(view: View) -> Answer:
    """Colleagues or fellow exiles were detained, vanished or were returned."""
    return signs(view, "colleague_detained", "colleague_vanished", "colleague_returned")


@fact
def others_vanished_or_were_returned(view: View) -> Answer:
    """Colleagues or fellow exiles vanished, or were returned to the home state."""
    return signs(view, "colleague_vanished", "colleague_returned")


@fact
def others_were_attacked(view: View) -> Answer:
    """A colleague or fellow exile was attacked."""
    return signs(view, "colleague_attacked")


@fact
def detained_here_before(view: View) -> Answer:
    """The person was detained before where they are."""
    return signs(view, "earlier_detention_here")


@fact
def watched(view: View) -> Answer:
    """The person was followed, visited by unknown people or asked about by strangers."""
    return signs(view, "followed", "unknown_visitors", "asked_about_by_strangers")


@fact
def followed(view: View) -> Answer:
    """The person was followed."""
    return signs(view, "followed")


@fact
def strangers_came_close(view: View) -> Answer:
    """Unknown people came to the door, or asked others about the person."""
    return signs(view, "unknown_visitors", "asked_about_by_strangers")


@fact
def device_attacked(view: View) -> Answer:
    """An account was attacked, or a device or platform gave a warning."""
    return signs(view, "account_attacked", "device_warning")


@fact
def cameras_find_faces(view: View) -> Answer:
    """The city is known for cameras that recognise faces."""
    return signs(view, "facial_recognition_city")


@fact
def threatened(view: View) -> Answer:
    """A threat reached the person."""
    return signs(view, "threat_message")


@fact
def punishment_called_for(view: View) -> Answer:
    """Officials or media of the home state called in public for the person's punishment."""
    return signs(view, "public_call_for_punishment")


@fact
def post_spread(view: View) -> Answer:
    """A post of the person's was widely seen."""
    return signs(view, "viral_post")


@fact
def whereabouts_known(view: View) -> Answer:
    """Where the person is stands in public, or strangers have found it."""
    return signs(view, "location_published", "unknown_visitors", "followed")


@fact
def location_published(view: View) -> Answer:
    """Where the person is stands in public."""
    return signs(view, "location_published")


@fact
def officials_called(view: View) -> Answer:
    """An official of the home state called the person."""
    return signs(view, "official_phone_call")


@fact
def services_want_to_talk(view: View) -> Answer:
    """Security services invited the person to talk."""
    return signs(view, "invited_to_talk_by_services")


@fact
def offered_money_or_meeting(view: View) -> Answer:
    """Somebody offered money, work or a meeting that came as a surprise."""
    return signs(view, "offered_money_or_meeting")


@fact
def told_to_come_back(view: View) -> Answer:
    """The person was ordered to return, directly or through relatives."""
    return signs(view, "ordered_to_return", "relatives_pressed_to_bring_me")


@fact
def removal_announced(view: View) -> Answer:
    """The host state said that it will remove the person."""
    return signs(view, "removal_announced")


@fact
def warned_by_friends(view: View) -> Answer:
    """Friends or a source warned the person."""
    return signs(view, "warned_by_friends")


@fact
def paper_refused(view: View) -> Answer:
    """A document was refused to the person."""
    return signs(view, "document_refused")


@fact
def others_refused_papers(view: View) -> Answer:
    """Others in the same position were refused documents."""
    return signs(view, "others_refused_documents")


@fact
def fined_here(view: View) -> Answer:
    """The person was fined for something small."""
    return signs(view, "minor_fine")


@fact
def contact_lost(view: View) -> Answer:
    """Somebody who should have answered did not."""
    return signs(view, "lost_contact")


@fact
def feels_danger(view: View) -> Answer:
    """The person senses danger."""
    return signs(view, "own_sense_of_danger")


@fact
def earlier_trip_went_well(view: View) -> Answer:
    """An earlier trip brought no trouble. This never calms: listings are made later."""
    return signs(view, "earlier_trip_without_trouble")
