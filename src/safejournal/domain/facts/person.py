"""Facts about the person: why a state may take an interest, and what stands against them."""

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
from safejournal.domain.facts.papers import passport_struck
from safejournal.domain.facts.register import fact
from safejournal.domain.facts.signs import home_has_reached_out
from safejournal.domain.facts.view import View

OUTSPOKEN = frozenset({"activist", "journalist", "blogger", "politician"})
SOUGHT_BY_ROLE = OUTSPOKEN | {"deserter", "draft_evader", "relative_of_target", "helper"}
"""Each of these alone is reason enough to pursue somebody; documented targets bear them."""

BY_ARMS = frozenset({"deserter", "draft_evader"})
LEADERS = frozenset({"politician"})

SEARCHED = frozenset({
    "criminal_case", "wanted_home", "wanted_regional", "interpol_notice", "sentence_in_absentia",
    "desertion_case", "listed_extremist_or_terrorist", "extradition_request",
    "pledge_not_to_leave", "mobilisation_order", "tax_or_fraud_charge",
    "earlier_extradition_refused",
})  # fmt: skip
"""What puts a name on a list, or soon will."""

AGAINST_THE_PERSON = SEARCHED | {"member_of_banned_group", "exit_ban", "summons"}

PROTECTED = frozenset({"refugee", "other_protection", "citizen_of_host"})
SOUGHT_PROTECTION = frozenset({"asylum_seeker", "asylum_refused", "refugee", "other_protection"})


def matters(view: View, kinds: frozenset[str], *, of_home: bool = True) -> Answer:
    """Answer whether such a legal matter was named; without a named state it counts as home's."""
    legal = view.plan.legal
    if legal is None:
        return not_said("legal")
    answers = [NO]
    for index, each in enumerate(legal):
        path = f"legal[{index}].kind"
        foreign = each.state is not None and view.home is not None and not view.is_home(each.state)
        if of_home and foreign:
            continue
        if each.kind is None:
            answers.append(not_said(path))
        elif each.kind in kinds:
            home = view.home_said() if of_home else ()
            answers.append(yes(Evidence(path, str(each.kind)), *home))
    return any_of(answers)


@fact
def outspoken(view: View) -> Answer:
    """The person speaks in public: activist, journalist, blogger or politician."""
    return among("person.roles", view.person.roles, OUTSPOKEN)


@fact
def publishes(view: View) -> Answer:
    """The person's words stand in public under a name: journalist or blogger."""
    return among("person.roles", view.person.roles, frozenset({"journalist", "blogger"}))


@fact
def noticed_for_something(view: View) -> Answer:
    """The person does or is something that some states take notice of, however small."""
    if view.person.roles is None:
        return not_said("person.roles")
    found = [Evidence("person.roles", str(role)) for role in view.person.roles]
    return yes(*found) if found else NO


@fact
def performs(view: View) -> Answer:
    """The person works before an audience: artist."""
    return among("person.roles", view.person.roles, frozenset({"artist"}))


@fact
def leads(view: View) -> Answer:
    """The person stands for others: politician."""
    return among("person.roles", view.person.roles, LEADERS)


@fact
def left_the_forces(view: View) -> Answer:
    """The person deserted, or evaded being called up."""
    role = among("person.roles", view.person.roles, BY_ARMS)
    law = matters(view, frozenset({"desertion_case", "mobilisation_order"}))
    return _by_home(view, any_of([role, law]))


@fact
def insider(view: View) -> Answer:
    """The person served the state: official, security service, soldier, or a deserter."""
    words = frozenset({"official", "security_service", "soldier", "deserter"})
    return among("person.roles", view.person.roles, words)


@fact
def of_a_targeted_kind(view: View) -> Answer:
    """The home state is documented to pursue people of this role abroad (`pursues_abroad`)."""
    said = view.world.said(view.home, "pursues_abroad")
    if view.home is None:
        return not_said("person.home_state")
    if said is None:
        return NO
    found = among("person.roles", view.person.roles, frozenset(said.get("value", ())))
    return found._replace(grounds=((view.home, "pursues_abroad"),)) if found.value else found


@fact
def searched_for(view: View) -> Answer:
    """A case, listing, notice, sentence, order or request of the home state is known."""
    return matters(view, SEARCHED)


@fact
def something_stands_against_me(view: View) -> Answer:
    """The home state has taken some legal step against the person, listed or not."""
    return matters(view, AGAINST_THE_PERSON)


@fact
def wanted_by_name(view: View) -> Answer:
    """The person knows of a listing: at home, regional, Interpol's, or a sentence in absence."""
    return matters(
        view,
        frozenset({
            "wanted_home", "wanted_regional", "interpol_notice", "sentence_in_absentia",
            "listed_extremist_or_terrorist", "extradition_request",
        }),
    )  # fmt: skip


@fact
def case_open(view: View) -> Answer:
    """A criminal case of the home state is known."""
    return matters(view, frozenset({"criminal_case", "desertion_case", "tax_or_fraud_charge"}))


@fact
def interpol_notice_known(view: View) -> Answer:
    """A notice or diffusion of Interpol is known."""
    return matters(view, frozenset({"interpol_notice"}))


@fact
def wanted_regionally(view: View) -> Answer:
    """A listing shared among a group of states is known."""
    return matters(view, frozenset({"wanted_regional"}))


@fact
def wanted_at_home(view: View) -> Answer:
    """The home state's own wanted listing is known."""
    return matters(view, frozenset({"wanted_home"}))


@fact
def sentenced_in_absence(view: View) -> Answer:
    """A sentence was passed while the person was away."""
    return matters(view, frozenset({"sentence_in_absentia"}))


@fact
def extradition_asked(view: View) -> Answer:
    """The home state has asked some state to hand the person over, now or earlier."""
    return matters(view, frozenset({"extradition_request", "earlier_extradition_refused"}))


@fact
def extradition_refused_before(view: View) -> Answer:
    """A court or state has refused to hand the person over before."""
    return matters(view, frozenset({"earlier_extradition_refused"}))


@fact
def listed_extremist(view: View) -> Answer:
    """The person is on a list of extremists or terrorists."""
    return matters(view, frozenset({"listed_extremist_or_terrorist"}))


@fact
def of_a_banned_group(view: View) -> Answer:
    """The person belongs to a group, outlet or movement that the home state banned."""
    return matters(view, frozenset({"member_of_banned_group", "listed_extremist_or_terrorist"}))


@fact
def summoned(view: View) -> Answer:
    """A summons or a call-up is known."""
    return matters(view, frozenset({"summons", "mobilisation_order"}))


@fact
def barred_from_leaving(view: View) -> Answer:
    """An exit ban or a pledge not to leave is known, whoever issued it."""
    return matters(view, frozenset({"exit_ban", "pledge_not_to_leave"}), of_home=False)


@fact
def broke_a_pledge(view: View) -> Answer:
    """A pledge not to leave the home state is known, and the person is not there."""
    pledged = matters(view, frozenset({"pledge_not_to_leave", "exit_ban"}))
    there = view.person.lives_in
    return NO if view.is_home(there) else pledged


@fact
def entry_banned(view: View) -> Answer:
    """Some state has barred the person from entering."""
    return matters(view, frozenset({"entry_ban"}), of_home=False)


@fact
def removal_ordered(view: View) -> Answer:
    """A deportation order, or the announcement of a removal, is known."""
    return any_of(
        [
            matters(view, frozenset({"deportation_order"}), of_home=False),
            among("signals", view.plan.signals, frozenset({"removal_announced"})),
        ]
    )


@fact
def convicted_for_crossing(view: View) -> Answer:
    """The person was convicted for crossing a border outside the rules."""
    return matters(view, frozenset({"irregular_crossing_conviction"}), of_home=False)


@fact
def listing_not_found(view: View) -> Answer:
    """The person looked and found no listing. This never calms: a list is a snapshot."""
    return matters(view, frozenset({"none_found"}), of_home=False)


@fact
def sought_protection(view: View) -> Answer:
    """The person asked for protection abroad: pending, refused or granted."""
    return is_one("person.status_abroad", view.person.status_abroad, SOUGHT_PROTECTION)


def _by_home(view: View, found: Answer) -> Answer:
    """Name the home state with a yes, since it is its doing."""
    return found._replace(evidence=found.evidence + view.home_said()) if found.value else found


@fact
def exposed(view: View) -> Answer:
    """The home state has, or is likely to take, an interest in the person.

    By what they do, by what they asked of another state, by a legal matter of the home state, by
    what was done to their passport or by what has already happened to them.
    """
    found = any_of(
        [
            among("person.roles", view.person.roles, SOUGHT_BY_ROLE),
            of_a_targeted_kind(view),
            something_stands_against_me(view),
            sought_protection(view),
            home_has_reached_out(view),
            passport_struck(view),
        ]
    )
    return _by_home(view, found)


@fact
def pursued(view: View) -> Answer:
    """The home state has already acted against the person, in law or in deed."""
    acts = [something_stands_against_me(view), home_has_reached_out(view), passport_struck(view)]
    return _by_home(view, any_of(acts))


@fact
def unexposed(view: View) -> Answer:
    """Everything that could make the home state interested was asked, and there is nothing."""
    found = exposed(view)
    if found.value is None:
        return found
    return NO if found.value else yes()


@fact
def asylum_pending(view: View) -> Answer:
    """A claim for protection has been made and not answered."""
    return is_one("person.status_abroad", view.person.status_abroad, frozenset({"asylum_seeker"}))


@fact
def asylum_refused(view: View) -> Answer:
    """A claim for protection was refused."""
    return is_one("person.status_abroad", view.person.status_abroad, frozenset({"asylum_refused"}))


@fact
def no_status(view: View) -> Answer:
    """The person has no status at all where they live."""
    return is_one("person.status_abroad", view.person.status_abroad, frozenset({"none"}))


@fact
def no_claim_made(view: View) -> Answer:
    """No protection was asked for where the person lives: no status, a visit or a residence."""
    words = frozenset({"none", "visitor", "resident"})
    return is_one("person.status_abroad", view.person.status_abroad, words)


@fact
def stays_without_right(view: View) -> Answer:
    """The person has no right to stay of their own: no status, refused, or only a visit."""
    words = frozenset({"none", "visitor", "asylum_refused"})
    return is_one("person.status_abroad", view.person.status_abroad, words)


@fact
def removable(view: View) -> Answer:
    """The right to stay can be ended by an office: anything short of citizenship there."""
    status = view.person.status_abroad
    if status is None:
        return not_said("person.status_abroad")
    citizen = status == "citizen_of_host"
    return NO if citizen else yes(Evidence("person.status_abroad", str(status)))


@fact
def resident(view: View) -> Answer:
    """The person holds a residence where they live."""
    return is_one("person.status_abroad", view.person.status_abroad, frozenset({"resident"}))


@fact
def protected(view: View) -> Answer:
    """The person is a refugee, otherwise protected, or a citizen where they live."""
    return is_one("person.status_abroad", view.person.status_abroad, PROTECTED)


@fact
def refugee(view: View) -> Answer:
    """The person holds refugee status or another protection."""
    words = frozenset({"refugee", "other_protection"})
    return is_one("person.status_abroad", view.person.status_abroad, words)


@fact
def second_nationality(view: View) -> Answer:
    """The person holds another nationality than the home state's."""
    others = view.person.other_nationalities
    if others is None:
        return not_said("person.other_nationalities")
    found = [e for e in others if not view.is_home(e)]
    return yes(*(Evidence("person.other_nationalities", e) for e in found)) if found else NO


@fact
def outspoken_and_pursued(view: View) -> Answer:
    """The person speaks in public, and the home state has already acted against them."""
    return all_of([outspoken(view), pursued(view)])


@fact
def lives_in_home_state(view: View) -> Answer:
    """The person lives in the home state."""
    if view.person.lives_in is None or view.home is None:
        said = {"person.lives_in": view.person.lives_in, "person.home_state": view.home}
        return not_said(*(path for path, word in said.items() if word is None))
    if not view.is_home(view.person.lives_in):
        return NO
    return yes(Evidence("person.lives_in", view.person.lives_in))
