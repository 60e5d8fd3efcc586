"""Plans for the tests of facts and rules: settings, and the answers that make a fact yes or no."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from safejournal.codec import plan_from
from safejournal.domain.plan import Plan

Raw = dict[str, Any]


def raw(home: str, lives_in: str, *ends: str, **leg: Any) -> Raw:
    """Return a plan with a home state, a place to live and, where ends are given, one leg."""
    person = {"home_state": home, "lives_in": lives_in}
    legs = []
    if ends:
        start, end = ({"country": code} for code in ends)
        legs = [{"from": start, "to": end, "via": [], **leg}]
    return {"format": "safejournal-plan/1", "person": person, "legs": legs}


def read(plan: Raw) -> Plan:
    """Return a plan as the program reads it."""
    return plan_from(json.dumps(plan).encode())


FLIGHT = {"mode": "air", "overflies": []}
ROAD = {"mode": "road", "crossing": "official"}

SETTINGS = [
    raw("RU", "KZ"),
    raw("RU", "KG", "KG", "KZ", **ROAD),
    raw("RU", "KZ", "KZ", "KG", **ROAD),
    raw("RU", "DE"),
    raw("RU", "DE", "DE", "FR", **ROAD),
    raw("RU", "DE", "DE", "RU", **ROAD),
    raw("BY", "PL", "PL", "BY", **ROAD),
    raw("RU", "RU"),
    raw("RU", "RU", "RU", "KZ", **ROAD),
    raw("TR", "KE"),
    raw("TR", "MD"),
    raw("BH", "RS"),
    raw("VE", "KE"),
    raw("UZ", "KE"),
    raw("UZ", "KZ"),
    raw("CN", "TR", "TR", "MA", **FLIGHT),
    raw("RU", "DE", "DE", "IN", **FLIGHT, near=[]),
    raw("SA", "US", "US", "TR", **FLIGHT),
    raw("IR", "US", "US", "KE", **FLIGHT),
    raw("NI", "MX"),
    raw("RU", "GE", "AM", "GE", **ROAD),
    raw("AZ", "GE", "GE", "TR", **FLIGHT),
    {**raw("RU", "GE"), "legs": [{"from": {"country": "GE"}, "to": {"country": "VN"}, **FLIGHT,
                                  "via": [{"country": "KZ"}]}]},
]  # fmt: skip
"""Homes, places and roads of many kinds, with nothing said of the person."""

ROLES, SIGNALS, LEGAL = "roles", "signals", "legal"


def signal(*words: str) -> Raw:
    """Return the answer that these signs were seen."""
    return {"signals": [*words]}


def legal(*kinds: str) -> Raw:
    """Return the answer that these matters stand against the person."""
    return {"legal": [{"kind": kind} for kind in kinds]}


def role(*words: str) -> Raw:
    """Return the answer that the person is one of these."""
    return {"person": {"roles": [*words]}}


def status(word: str) -> Raw:
    """Return the answer that this is the person's status."""
    return {"person": {"status_abroad": word}}


def paper(kind: str, state: str = "valid") -> Raw:
    """Return the answer that the person holds this paper of the home state."""
    return {"documents": [{"kind": kind, "state": state}]}


def leg(**answers: Any) -> Raw:
    """Return answers on the first leg."""
    return {"legs": [answers]}


def merged(*parts: Raw) -> Raw:
    """Return plans laid over each other: lists of words are joined, other answers replaced."""
    found: Raw = {}
    for part in deepcopy(parts):
        _lay(found, part)
    return found


def _lay(under: Raw, over: Raw) -> None:
    for key, value in over.items():
        before = under.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            _lay(before, value)
        elif key == "legs" and before and value:
            _lay(before[0], value[0])
        elif isinstance(before, list) and isinstance(value, list) and key != "legs":
            under[key] = before + [each for each in value if each not in before]
        elif not (key == "legs" and not before and "legs" in under):
            under[key] = value


NOTHING: Raw = {
    "person": {"roles": [], "other_nationalities": [], "status_abroad": "citizen_of_host"},
    "documents": [{"kind": "passport", "issuer": "DE", "state": "valid"}],
    "purpose": "tourism", "invited_by": "none", "companions": [], "legal": [], "signals": [],
    "preparations": [],
}  # fmt: skip
"""Every question answered, and nothing in any answer."""

YES: dict[str, Raw] = {
    "exposed": role("activist"),
    "pursued": signal("home_searched"),
    "searched_for": legal("criminal_case"),
    "something_stands_against_me": legal("criminal_case"),
    "wanted_by_name": legal("wanted_home"),
    "interpol_notice_known": legal("interpol_notice"),
    "of_a_banned_group": legal("member_of_banned_group"),
    "extradition_asked": legal("extradition_request"),
    "barred_from_leaving": legal("exit_ban"),
    "entry_banned": legal("entry_ban"),
    "removal_ordered": legal("deportation_order"),
    "convicted_for_crossing": legal("irregular_crossing_conviction"),
    "left_the_forces": role("deserter"),
    "outspoken": role("journalist"),
    "publishes": role("journalist"),
    "noticed_for_something": role("academic"),
    "sought_protection": status("asylum_seeker"),
    "asylum_pending": status("asylum_seeker"),
    "asylum_refused": status("asylum_refused"),
    "refugee": status("refugee"),
    "no_claim_made": status("visitor"),
    "no_status": status("none"),
    "stays_without_right": status("visitor"),
    "resident_here": status("resident"),
    "removable_here": status("asylum_seeker"),
    "no_right_to_be_here": status("visitor"),
    "passport_void": paper("passport", "cancelled"),
    "passport_struck": paper("passport", "confiscated"),
    "passport_never_issued": paper("passport", "never_issued"),
    "insider": role("official"),
    "held_now": leg(lodging="detention"),
    "stays_longer_than_allowed": leg(stay_days=120),
    "leads": role("politician"),
    "document_run": {"purpose": "document_run"},
    "passport_refused": paper("passport", "refused_renewal"),
    "paper_refused": signal("document_refused"),
    "papers_may_fail": signal("others_refused_documents"),
    "travels_on_home_passport": paper("passport"),
    "no_travel_document": paper("residence_permit"),
    "only_internal_id": paper("national_id"),
    "residence_ending": paper("residence_permit", "expiring"),
    "to_home_mission": {"purpose": "consular_home_state"},
    "near_home_mission": leg(near=["home_mission"]),
    "near_home_base": leg(near=["home_military_base"]),
    "near_home_border": leg(near=["home_border"]),
    "to_work": {"purpose": "work"},
    "moves_away": {"purpose": "relocation"},
    "remains_here": {"purpose": "relocation"},
    "seeks_onward_way": {"purpose": "onward_transit"},
    "returns_to_residence": {"purpose": "return_to_residence"},
    "invited_by_unknown": {"invited_by": "unverified"},
    "drawn_by_others": {"invited_by": "new_acquaintance"},
    "services_want_to_talk": signal("invited_to_talk_by_services"),
    "arranged_by_others": leg(arranged_by="organiser"),
    "arranged_by_inviter": leg(arranged_by="inviter"),
    "outside_checkpoint": leg(crossing="outside_crossing_point"),
    "flies_over_home": leg(overflies=["RU"]),
    "flies_near_home": leg(
        **{"from": {"country": "EE", "airport": "TLL"}, "to": {"country": "FI", "airport": "LPP"}}
    ),
    "accompanied": {"companions": [{"relation": "friend"}]},
    "with_child": {"companions": [{"relation": "child"}]},
    "child_lacks_papers": {"companions": [{"relation": "child", "papers_ready": False}]},
    "fined_here": signal("minor_fine"),
    "marked_here": signal("earlier_detention_here"),
    "singled_out": role("politician"),
    "watched": signal("followed"),
    "others_were_taken": signal("colleague_detained"),
    "others_were_attacked": signal("colleague_attacked"),
    "threatened": signal("threat_message"),
    "punishment_called_for": signal("public_call_for_punishment"),
    "device_attacked": signal("device_warning"),
    "cameras_find_faces": signal("facial_recognition_city"),
    "seen_in_public": signal("viral_post"),
    "relatives_questioned": signal("relatives_questioned"),
    "relatives_used_as_a_lever": signal("relative_detained"),
    "told_to_come_back": signal("ordered_to_return"),
}
"""For facts that rest on what the person answers: an answer that makes each of them yes. The rest
rests on places and states, and is yes in some setting."""
