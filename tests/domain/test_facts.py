"""Facts: three answers, the evidence for each yes, and the path of what was not said."""

from __future__ import annotations

import pytest

from safejournal.content.builtin import base
from safejournal.domain.facts import FACTS, OF_A_PLACE, OF_A_STRETCH, Answer, Evidence, View
from safejournal.domain.facts.answers import all_of, any_of, not_said, yes
from safejournal.domain.plan import Plan
from safejournal.domain.states import World
from safejournal.services.assessing import world
from tests.domain.plans import NOTHING, YES, Raw, legal, merged, paper, raw, read, signal

NO = Answer(False)
WORLD = world()
TODAY = "2026-11-24"


def views(plan: Raw, world: World = WORLD) -> list[View]:
    """Return every look at a plan's first stretch."""
    read_plan = read(plan)
    leg = 0 if read_plan.legs else None
    view = View(plan=read_plan, world=world, today=TODAY, leg=leg)
    return [View(plan=read_plan, world=world, today=TODAY, leg=leg, spot=s) for s in view.places()]


def ask(name: str, plan: Raw, world: World = WORLD) -> bool | None:
    """Answer a fact of a plan, yes when it holds of any place."""
    return any_of(FACTS[name](view) for view in views(plan, world)).value


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_says_when_it_is_yes(name: str) -> None:
    """Authors of packs read the docstring: it is there, one plain sentence first."""
    said = (FACTS[name].__doc__ or "").strip().splitlines()[0]
    assert said.endswith(".")
    assert said[0].isupper()


def test_places_are_stretches_too() -> None:
    """What looks at a place looks at a stretch, never at the whole plan."""
    assert OF_A_PLACE <= OF_A_STRETCH <= FACTS.keys()


@pytest.mark.parametrize("name", sorted(FACTS.keys() - OF_A_STRETCH))
def test_a_blank_plan_answers_nothing(name: str) -> None:
    """Silence is neither yes nor no, and the path of what was not said is told."""
    found = FACTS[name](View(plan=Plan(), world=WORLD, today=TODAY))
    assert found.value is None
    assert found.evidence


@pytest.mark.parametrize("name", YES)
def test_the_answer_that_a_fact_rests_on_makes_it_yes(name: str) -> None:
    """Each fact can be yes, and names the answers that made it so."""
    settings = [
        raw("RU", "KZ", "KZ", "KZ"), raw("RU", "KZ", "KZ", "KG", mode="air"),
        raw("RU", "KG", "KG", "KZ", mode="air", overflies=[]),
    ]  # fmt: skip
    found = [
        answer
        for setting in settings
        for view in views(merged(setting, YES[name]))
        if (answer := FACTS[name](view)).value
    ]
    assert found
    assert all(answer.evidence for answer in found if name != "remains_here")


@pytest.mark.parametrize("name", YES)
def test_a_fact_is_no_when_everything_was_asked_and_there_is_nothing(name: str) -> None:
    """Between states that protect, with every list empty, nothing is a yes."""
    nothing = {**raw("RU", "DE", "DE", "FR", mode="rail", near=[], overflies=[]), **NOTHING}
    plan = merged(nothing, {"person": {"home_state": "RU", "lives_in": "DE"}})
    plan["legs"][0] |= {"crossing": "official", "arranged_by": "self", "lodging": "hotel"}
    assert ask(name, plan) is False


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("yes", "no"), True),
        (("no", "no"), False),
        (("no", "unsaid"), None),
        (("yes", "unsaid"), True),
    ],
)
def test_one_yes_is_enough_and_all_must_be_no(
    words: tuple[str, ...], expected: bool | None
) -> None:
    """`any_of` is yes by one, no only by all; what is missing is named."""
    answers = {"yes": yes(Evidence("a", "b")), "no": NO, "unsaid": not_said("c")}
    found = any_of(answers[word] for word in words)
    assert found.value is expected
    if expected is None:
        assert found.evidence == (Evidence("c"),)


def test_all_must_be_yes_and_one_no_is_enough() -> None:
    """`all_of` is no by one no, even beside what was not said; its yes carries all evidence."""
    both = all_of([yes(Evidence("a", "1")), yes(Evidence("b", "2"))])
    assert both == yes(Evidence("a", "1"), Evidence("b", "2"))
    assert all_of([NO, not_said("c")]).value is False
    assert all_of([yes(), not_said("c")]) == not_said("c")


def test_every_supporting_answer_is_named() -> None:
    """Without all that support a yes it is a yes no more, so all are told."""
    plan = merged(raw("RU", "KZ"), {"person": {"roles": ["activist", "helper"]}}, legal("summons"))
    (view,) = views(plan)
    found = FACTS["exposed"](view)
    assert {each.word for each in found.evidence} == {"activist", "helper", "summons", "RU"}


def test_another_states_case_is_not_the_home_states() -> None:
    """A case in the host state exposes nobody at home; an unnamed state counts as home."""
    foreign = merged(raw("RU", "KZ"), {"legal": [{"kind": "criminal_case", "state": "KZ"}]})
    assert ask("searched_for", foreign) is False
    assert ask("searched_for", merged(raw("RU", "KZ"), legal("criminal_case"))) is True


def test_a_territory_is_its_rulers() -> None:
    """Hong Kong's pursuers are China's: a case of one is a case of the other."""
    plan = merged(raw("HK", "GB"), {"legal": [{"kind": "wanted_home", "state": "CN"}]})
    assert ask("wanted_by_name", plan) is True
    assert ask("enters_home_state", raw("HK", "GB", "GB", "CN")) is True


def test_a_valid_passport_that_has_run_out_is_void() -> None:
    """The day of expiry counts, whatever the state of the paper says."""
    old = {"documents": [{"kind": "passport", "state": "valid", "expires": "2026-11-23"}]}
    assert ask("passport_void", merged(raw("RU", "KZ"), old)) is True
    assert ask("can_travel", merged(raw("RU", "KZ"), old)) is False


def test_a_state_of_which_nothing_is_said_does_not_protect() -> None:
    """Too little known is never read as protection."""
    empty = World()
    plan = raw("RU", "DE")
    assert ask("place_not_known_to_protect", plan, empty) is True
    assert ask("every_place_protects", plan, empty) is False
    assert ask("place_shares_lists", plan, empty) is False


@pytest.mark.parametrize("state", ["DE", "CH", "GB", "CA", "JP", "NZ", "US", "AU"])
def test_states_that_protect(state: str) -> None:
    """Members of the EU, those bound by its asylum rules, and free parties to the convention."""
    assert WORLD.protects(state)[0] is True


@pytest.mark.parametrize("state", ["TR", "KZ", "TH", "RS", "KE", "AE", "GE", "MD", "HK", "LA"])
def test_states_that_are_not_known_to_protect(state: str) -> None:
    """States from which exiles were handed over are told apart by their properties alone."""
    assert not WORLD.protects(state)[0]


def test_ties_hold_in_both_directions() -> None:
    """Two states share a list, or an ally, whichever of them is home."""
    for one, other in (("RU", "KZ"), ("SA", "MA"), ("VN", "TH"), ("CN", "LA"), ("RU", "BY")):
        assert WORLD.tied(one, other)
        assert WORLD.tied(other, one)
    assert not WORLD.tied("RU", "DE")


def test_preparations_are_facts_and_nothing_else() -> None:
    """What is prepared can tick a step off; no rule asks for it."""
    prepared = merged(raw("RU", "KZ"), {"preparations": ["lawyer_ready"]})
    assert ask("lawyer_ready", prepared) is True
    assert ask("companion_plan", prepared) is False
    asked = {name for rule in base().rules for name in (*rule.when, *rule.unless)}
    ticks = {"lawyer_ready", "power_of_attorney_signed", "check_in_agreed", "silence_plan_agreed",
             "companion_plan", "device_cleaned", "documents_copied", "interim_measure_folder",
             "onward_country_ready", "host_country_advice_taken", "listing_not_found",
             "earlier_trip_went_well"}  # fmt: skip
    assert not asked & ticks


def test_what_was_told_with_one_leg_is_not_told_again() -> None:
    """A place where one leg ends and the next begins is feared once, but for leaving it."""
    plan = merged(raw("RU", "DE"), {})
    plan["legs"] = [
        {"from": {"country": "DE"}, "to": {"country": "KZ"}, "mode": "road"},
        {"from": {"country": "KZ"}, "to": {"country": "FR"}, "mode": "road"},
    ]
    second = View(plan=read(plan), world=WORLD, today=TODAY, leg=1)
    (start, _) = second.places()
    look = View(plan=second.plan, world=WORLD, today=TODAY, leg=1, spot=start)
    assert FACTS["place_shares_lists"](look).value is False
    assert FACTS["leaves_state_tied_to_home"](look).value is True


def test_papers_that_nobody_named_are_not_missing() -> None:
    """Not said and none are two answers."""
    assert ask("no_papers", raw("RU", "KZ")) is None
    assert ask("no_papers", merged(raw("RU", "KZ"), {"documents": []})) is True
    assert ask("no_travel_document", merged(raw("RU", "KZ"), paper("residence_permit"))) is True


def test_nothing_calms() -> None:
    """Having looked in vain, or an earlier trip, makes nobody unexposed."""
    calm = merged(raw("RU", "KZ"), {"person": {"roles": ["activist"]}}, legal("none_found"),
                  signal("earlier_trip_without_trouble"))  # fmt: skip
    assert ask("exposed", calm) is True
    assert ask("unexposed", calm) is False
