"""The assessment: rules over facts, what was not said, and what nothing may lower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safejournal.content.builtin import base
from safejournal.domain import plan_words as w
from safejournal.domain import words
from safejournal.domain.assessment import Assessment, Attention, assess, facts_of
from safejournal.domain.facts import FACTS, OF_A_STRETCH
from safejournal.domain.rules import LIVES_ON_THE_PLACE, MECHANISMS, Rule, Scope, Severity
from safejournal.domain.states import World
from safejournal.services.assessing import world
from tests.content.measures import cases
from tests.domain.plans import NOTHING, SETTINGS, YES, Raw, leg, legal, merged, raw, read, signal

RULES = base().rules
WORLD = world()
TODAY = "2026-11-24"
RANK = [*Attention]


def assessed(plan: Raw, rules: Sequence[Rule] = RULES, world: World = WORLD) -> Assessment:
    """Return the assessment of a raw plan."""
    return assess(read(plan), world, rules, TODAY)


def fires(rule: Rule, plan: Raw) -> bool:
    """Tell whether this rule alone finds something in a plan."""
    return bool(assessed(plan, [rule]).findings)


def minimal(rule: Rule) -> Raw | None:
    """Return a plan that answers no more than this rule asks, in a setting where it fires."""
    answers = [YES[name] for name in rule.when if name in YES]
    tried = (merged(setting, *answers) for setting in SETTINGS)
    return next((plan for plan in tried if fires(rule, plan)), None)


MINIMAL = {rule.id: minimal(rule) for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_on_a_minimal_plan(rule: Rule) -> None:
    """Every rule can warn, on answers that say only what it asks for."""
    plan = MINIMAL[rule.id]
    assert plan is not None
    found = assessed(plan, [rule]).findings
    assert {each.rule.id for each in found} == {rule.id}
    assert all(each.evidence for each in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_silent_when_one_of_its_facts_is_no(rule: Rule, monkeypatch: Any) -> None:
    """All facts of `when` are needed, one by one; a fact that is not said does not fire either."""
    plan = MINIMAL[rule.id]
    assert plan is not None
    for name in rule.when:
        for value in (False, None):
            answer = FACTS[name](_view(plan))._replace(value=value)
            monkeypatch.setitem(FACTS, name, lambda _, answer=answer: answer)
            assert not fires(rule, plan), (name, value)
            monkeypatch.undo()


@pytest.mark.parametrize("rule", [r for r in RULES if r.unless], ids=lambda rule: rule.id)
def test_an_excuse_counts_only_when_it_is_a_yes(rule: Rule, monkeypatch: Any) -> None:
    """What is not said excuses nothing."""
    plan = MINIMAL[rule.id]
    assert plan is not None
    for name in rule.unless:
        for value, silent in ((True, True), (False, False), (None, False)):
            answer = FACTS[name](_view(plan))._replace(value=value)
            monkeypatch.setitem(FACTS, name, lambda _, answer=answer: answer)
            assert fires(rule, plan) is not silent
            monkeypatch.undo()


def _view(plan: Raw) -> Any:
    from safejournal.domain.facts import View

    return View(plan=read(plan), world=WORLD, today=TODAY, leg=0 if plan["legs"] else None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rules_keep_to_the_words_they_may_use(rule: Rule) -> None:
    """A rule names a mechanism, facts that exist, and for the whole plan no fact of a leg."""
    assert rule.mechanism in MECHANISMS
    assert {*rule.when, *rule.unless} <= FACTS.keys()
    if rule.per is Scope.PLAN:
        assert not {*rule.when, *rule.unless} & OF_A_STRETCH


def test_all_nineteen_mechanisms_have_a_rule_that_is_grave() -> None:
    """Every mechanism can be warned of, and every one above caution."""
    grave = {rule.mechanism for rule in RULES if rule.severity is not Severity.CAUTION}
    assert grave == set(MECHANISMS)
    assert len(MECHANISMS) == 19
    assert set(MECHANISMS) >= LIVES_ON_THE_PLACE


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_without_the_answers_that_it_names_a_finding_goes(case: Any) -> None:
    """Take away what `because` tells of, and the finding is no longer there."""
    for finding in assessed(case.plan).findings:
        bare = case.plan
        for path in {each.path for each in finding.evidence}:
            bare = without(bare, path)
        left = {(each.rule.id, each.leg) for each in assessed(bare).findings}
        assert (finding.rule.id, finding.leg) not in left


def without(plan: Any, path: str) -> Any:
    """Return a plan without the answer at a path; an element of a list becomes unsaid."""
    head, _, rest = path.partition(".")
    name, _, index = head.partition("[")
    if name not in plan:
        return plan
    if not rest and not index:
        return {key: value for key, value in plan.items() if key != name}
    if index:
        at = int(index.rstrip("]"))
        value = [without(e, rest) if i == at else e for i, e in enumerate(plan[name])]
    else:
        value = without(plan[name], rest)
    return {**plan, name: value}


def test_a_blank_plan_gives_questions_and_never_calm() -> None:
    """Nothing said is `cannot_say`, and the first questions are those that matter most."""
    found = assess(read({"format": "safejournal-plan/1"}), WORLD, RULES, TODAY)
    assert found.attention is Attention.CANNOT_SAY
    assert not found.findings
    asked = [each.path for each in found.unanswered]
    assert asked[0] == "person.home_state"
    assert {"legal", "signals", "person.roles", "documents", "person.status_abroad"} <= {*asked}
    assert all(each.matters_for for each in found.unanswered)


def test_an_answered_plan_between_protecting_states_knows_no_warning() -> None:
    """Only when every question that could raise something was answered is nothing known."""
    answers = {"crossing": "official", "arranged_by": "self", "near": [], "lodging": "hotel",
               "overflies": []}  # fmt: skip
    plan = merged(raw("RU", "DE", "DE", "FR", mode="rail", **answers), NOTHING)
    found = assessed(plan)
    assert found.attention is Attention.NO_KNOWN_WARNING
    assert not found.unanswered
    assert assessed(without(plan, "legal")).attention is Attention.CANNOT_SAY


def test_findings_come_gravest_first_and_then_along_the_way() -> None:
    """Within one gravity the legs are told in their order, the whole plan after them."""
    plan = merged(raw("RU", "DE"), {"person": {"roles": ["activist"]}}, legal("wanted_home"),
                  signal("relative_detained"))  # fmt: skip
    plan["legs"] = [
        {"from": {"country": "DE"}, "to": {"country": "KZ"}, "via": [], "mode": "road"},
        {"from": {"country": "KZ"}, "to": {"country": "KG"}, "via": [], "mode": "road"},
    ]
    found = assessed(plan).findings
    order = [([*Severity].index(e.rule.severity), 9 if e.leg is None else e.leg) for e in found]
    assert order == sorted(order)
    assert {0, 1, None} == {each.leg for each in found}


def test_each_mechanism_is_told_once_for_a_leg() -> None:
    """The gravest finding of a mechanism stands; lesser ones of that leg are not told."""
    plan = merged(SETTINGS[1], {"person": {"roles": ["activist"]}}, legal("wanted_home"))
    told = [(each.rule.mechanism, each.leg) for each in assessed(plan).findings]
    assert len(told) == len(set(told))
    arrest = next(e for e in assessed(plan).findings if e.rule.mechanism == "wanted-list-arrest")
    assert arrest.rule.severity is Severity.STOP


def test_a_warning_says_nothing_twice() -> None:
    """Evidence and grounds are named once each."""
    plan = merged(SETTINGS[1], {"person": {"roles": ["activist", "blogger"]}}, legal("wanted_home"))
    for each in assessed(plan).findings:
        assert len(each.evidence) == len(set(each.evidence))
        assert len(each.grounds) == len(set(each.grounds))


def test_states_of_which_too_little_is_known_are_named() -> None:
    """They are treated as not protecting, and told to be so for want of knowledge."""
    found = assessed(merged(raw("RU", "DE", "DE", "FR", mode="rail"), NOTHING), world=World())
    assert found.unknown_states == ("DE", "FR")
    assert assessed(raw("RU", "DE", "DE", "FR")).unknown_states == ()


def test_a_later_part_of_the_way_is_looked_at_by_itself() -> None:
    """A rule that names two facts of a place means one and the same place."""
    plan = merged(raw("RU", "DE", "DE", "KZ", mode="road"), {"person": {"roles": ["activist"]}},
                  {"person": {"status_abroad": "resident"}}, signal("threat_message"))  # fmt: skip
    told = {each.rule.id for each in assessed(plan).findings}
    assert "pursued-resident-close-to-home" not in told


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_same_plan_always_gives_the_same_assessment(case: Any) -> None:
    """Nothing depends on chance, or on the order of a dictionary."""
    assert assessed(case.plan) == assessed(case.plan)


def test_facts_are_answered_for_the_whole_way() -> None:
    """For checklists a fact of a place is a yes when it is one anywhere."""
    plan = merged(SETTINGS[1], {"person": {"roles": ["activist"]}})
    answer = facts_of(read(plan), WORLD, TODAY)
    assert answer("place_shares_lists") is True
    assert answer("enters_home_state") is False
    assert answer("searched_for") is None
    with pytest.raises(KeyError):
        answer("no such fact")


# What may never be lowered

STATES = st.sampled_from(["RU", "KZ", "KG", "DE", "FR", "TR", "KE", "AM", "GE", "RS", "TH", "US"])
SOME = st.sampled_from


def few(words_of: Any, most: int = 3) -> Any:
    """Return a strategy for a list of words, or for nothing said."""
    return st.none() | st.lists(SOME([each.value for each in words_of]), max_size=most, unique=True)


@st.composite
def plans(draw: Any) -> Raw:
    """Draw a plan of which any part may be unsaid."""
    person = _said({
        "home_state": draw(st.none() | SOME(["RU", "TR", "CN", "IR", "TJ"])),
        "lives_in": draw(st.none() | STATES),
        "roles": draw(few(w.PersonRole)),
        "status_abroad": draw(st.none() | SOME([e.value for e in w.StatusAbroad])),
        "other_nationalities": draw(st.none() | st.lists(STATES, max_size=1)),
    })  # fmt: skip
    papers = st.builds(
        lambda kind, state: _said({"kind": kind, "state": state}),
        st.none() | SOME([e.value for e in words.DocumentKind]),
        st.none() | SOME([e.value for e in words.DocumentState]),
    )
    matters = st.builds(
        lambda kind, state: _said({"kind": kind, "state": state}),
        SOME([e.value for e in words.LegalKind]),
        st.none() | SOME(["RU", "KZ"]),
    )
    return _said({
        "format": "safejournal-plan/1",
        "person": person,
        "documents": draw(st.none() | st.lists(papers, max_size=2)),
        "legs": draw(st.none() | st.lists(legs(), max_size=2)),
        "purpose": draw(st.none() | SOME([e.value for e in w.Purpose])),
        "invited_by": draw(st.none() | SOME([e.value for e in w.Inviter])),
        "companions": draw(st.none() | st.just([]) | st.just([{"relation": "child"}])),
        "legal": draw(st.none() | st.lists(matters, max_size=2)),
        "signals": draw(few(w.Signal)),
        "preparations": draw(few(w.Preparation)),
    })  # fmt: skip


@st.composite
def legs(draw: Any) -> Raw:
    """Draw one leg."""
    place = st.builds(lambda code: _said({"country": code}), st.none() | STATES)
    return _said({
        "from": draw(st.none() | place),
        "to": draw(st.none() | place),
        "via": draw(st.none() | st.lists(place, max_size=1)),
        "mode": draw(st.none() | SOME([e.value for e in w.Mode])),
        "crossing": draw(st.none() | SOME([e.value for e in w.Crossing])),
        "arranged_by": draw(st.none() | SOME([e.value for e in w.Arranger])),
        "near": draw(few(w.Near, 1)),
        "overflies": draw(st.none() | st.lists(STATES, max_size=1)),
    })  # fmt: skip


def _said(values: Raw) -> Raw:
    return {key: value for key, value in values.items() if value is not None}


def rank(plan: Raw) -> int:
    """Return how grave the attention is that a plan asks for; 0 is gravest."""
    return RANK.index(assessed(plan).attention)


DANGERS = st.one_of(
    SOME([signal(e.value) for e in w.Signal if e != "earlier_trip_without_trouble"]),
    SOME([legal(e.value) for e in words.LegalKind if e != "none_found"]),
    SOME([{"person": {"roles": [e.value]}} for e in w.PersonRole]),
    SOME([leg(near=[e.value]) for e in w.Near]),
    st.builds(lambda code: leg(overflies=[code]), STATES),
)


@given(plans(), DANGERS)
@settings(max_examples=150, deadline=None)
def test_knowing_of_more_danger_never_lowers_attention(plan: Raw, danger: Raw) -> None:
    """A further sign, matter, role or dangerous neighbourhood only ever adds."""
    key = next(iter(danger))
    assume(key != "legs" or plan.get("legs"))
    # Added to what was said: a first word would also say that there is no more than this.
    assume(key == "person" or key in plan)
    assume(key != "person" or "roles" in plan["person"])
    assume(key != "legs" or next(iter(danger["legs"][0])) in plan["legs"][0])
    assert rank(merged(plan, danger)) <= rank(plan)


@given(plans(), st.data())
@settings(max_examples=200, deadline=None)
def test_leaving_an_answer_out_never_lowers_attention(plan: Raw, data: Any) -> None:
    """Less said is never calmer: at the most, that nothing can be said."""
    paths = [key for key in plan if key not in ("format", "person", "legs")]
    paths += [f"person.{key}" for key in plan["person"]]
    paths += [f"legs[{n}].{key}" for n, each in enumerate(plan.get("legs", ())) for key in each]
    assume(paths)
    path = data.draw(SOME(sorted(paths)))
    silent = without(plan, path)
    lowest = max(rank(plan), RANK.index(Attention.CANNOT_SAY))
    assert rank(silent) <= lowest, path


@given(plans(), few(w.Preparation))
@settings(max_examples=50, deadline=None)
def test_no_preparation_and_no_vain_search_lowers_anything(plan: Raw, ready: Any) -> None:
    """A lawyer, a plan, an empty list or a trip that went well remove and lower no warning."""
    calm = merged(plan, {"preparations": ready or []})
    calm = merged(calm, legal("none_found")) if "legal" in plan else calm
    calm = merged(calm, signal("earlier_trip_without_trouble")) if "signals" in plan else calm
    before, after = assessed(plan), assessed(calm)
    assert after.attention is before.attention
    assert [(e.rule.id, e.leg) for e in after.findings] == [
        (e.rule.id, e.leg) for e in before.findings
    ]


@given(plans())
@settings(max_examples=50, deadline=None)
def test_a_stricter_pack_only_adds(plan: Raw) -> None:
    """More rules never take a warning of a mechanism away, nor make it lighter."""
    fewer = RULES[::2]
    less = {(e.rule.mechanism, e.leg): e.rule.severity for e in assessed(plan, fewer).findings}
    more = {(e.rule.mechanism, e.leg): e.rule.severity for e in assessed(plan).findings}
    gravities = [*Severity]
    for (mechanism, stretch), severity in less.items():
        kept = [more.get((mechanism, where)) for where in (stretch, *range(2), None)]
        assert any(s is not None and gravities.index(s) <= gravities.index(severity) for s in kept)


def test_a_rule_is_plain_data() -> None:
    """A rule can be made graver by replacing a word, and nothing in it is run."""
    stern = replace(RULES[0], severity=Severity.STOP)
    assert stern.when == RULES[0].when
    assert all(isinstance(name, str) for name in stern.when)
