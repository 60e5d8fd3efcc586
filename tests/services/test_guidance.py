"""The library of guidance, and checklists held against what a plan says."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest

from safejournal.content.builtin import base
from safejournal.domain.plan import Plan
from safejournal.errors import NotFound
from safejournal.services import checklists, guidance
from safejournal.services.assessing import answers, read_plan
from safejournal.services.guidance import CaseFilter
from safejournal.services.names import checklist_title, state_name

TODAY = date(2026, 11, 24)
LANGUAGES = ("en", "ru")


def _plan(**said: object) -> Plan:
    return read_plan(json.dumps({"format": "safejournal-plan/1", **said}).encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_and_lesson_can_be_read(language: str) -> None:
    """In each language of the pack, with sources, a review, and a mechanism that decided it."""
    for case in guidance.cases(language):
        assert guidance.case(case.id.lower(), language) == case
        assert case.title
        assert case.story
        assert case.outcome
        assert case.sources
        assert case.decisive in case.mechanisms
    for lesson in guidance.lessons(language):
        assert guidance.lesson(lesson.id, language) == lesson
        assert lesson.paragraphs
        assert all("\n" not in each for each in lesson.paragraphs)


def test_texts_come_in_the_language_that_is_asked_for() -> None:
    """And in English where there is no other."""
    english, russian, none = (guidance.case("RU-KZ-01", each) for each in ("en", "ru", "kk"))
    assert re.search("[а-я]", russian.story)
    assert not re.search("[а-я]", english.story)
    assert none == english
    assert state_name("KZ", "ru") == "Казахстан"
    assert state_name("QQ", "ru") == "QQ"


def test_filters_let_through_what_fits_all_of_them() -> None:
    """State as home or host; place, mechanism and who from the words that occur."""
    words = guidance.case_words()
    assert set(words.mechanisms) == {m for c in guidance.cases("en") for m in c.mechanisms}
    for state in words.states:
        found = guidance.cases("en", CaseFilter(state=state.lower()))
        assert found
        assert all(state in (*each.home, *each.host) for each in found)
    narrow = CaseFilter(state="KZ", place="airport", mechanism="transit-arrest", who="journalist")
    for each in guidance.cases("en", narrow):
        assert "KZ" in each.host + each.home
        assert "airport" in each.places
        assert "transit-arrest" in each.mechanisms
    assert guidance.cases("en", CaseFilter(state="KZ", place="nowhere")) == []


def test_cases_are_found_by_words_of_any_language() -> None:
    """Russian words find a case that is read in English; every word must be there."""
    assert "RU-KZ-01" in [each.id for each in guidance.find_cases("алматы розыск", "en")]
    assert "RU-KZ-01" in [each.id for each in guidance.find_cases("RU-KZ-01", "ru")]
    both = {each.id for each in guidance.find_cases("Казахстан transit-arrest", "en")}
    assert both <= {each.id for each in guidance.find_cases("Казахстан", "en")}
    assert guidance.find_cases("zzzz", "en") == []
    assert len(guidance.find_cases("  ", "en")) == len(base().cases)


@pytest.mark.parametrize("ask", [guidance.case, guidance.lesson])
def test_what_is_not_there_is_said_to_be_missing(ask: object) -> None:
    """An unknown id is a plain answer, not a crash."""
    with pytest.raises(NotFound):
        ask("no-such-thing", "en")  # type: ignore[operator]


def test_without_a_plan_every_step_is_shown_and_none_is_done() -> None:
    """Nobody said anything, so nothing is hidden and nothing is taken as prepared."""
    for each in checklists.checklists("en", TODAY):
        raw = base().checklist(each.id)
        assert [step.id for step in each.steps] == [item["id"] for item in raw["item"]]
        assert each.left_out == ()
        assert not any(step.prepared for step in each.steps)


def test_a_blank_plan_hides_nothing() -> None:
    """A fact that was not said decides nothing."""
    for each in checklists.checklists("en", TODAY, Plan()):
        assert each.left_out == ()
        assert not any(step.prepared for step in each.steps)


def test_a_plan_leaves_out_only_what_it_rules_out() -> None:
    """For each step with a condition: left out when what was said denies it, else shown."""
    plan = _plan(
        person={"home_state": "RU", "lives_in": "KG", "status_abroad": "visitor", "roles": []},
        legs=[{"from": {"country": "KG"}, "to": {"country": "KZ"}, "via": [], "mode": "road"}],
        companions=[], signals=[], legal=[], documents=[{"kind": "passport", "state": "valid"}],
    )  # fmt: skip
    around = answers(plan, TODAY)
    conditional = 0
    for each in checklists.checklists("en", TODAY, plan):
        items = {item["id"]: item for item in base().checklist(each.id)["item"]}
        for step, out in [(s, False) for s in each.steps] + [(s, True) for s in each.left_out]:
            item = items.pop(step.id)
            needed = [around(fact) for fact in item.get("applies_if", ())]
            forbidding = [around(fact) for fact in item.get("never_if", ())]
            assert out == (False in needed or True in forbidding), step.id
            conditional += bool(needed or forbidding)
        assert items == {}
    assert conditional > 10
    ruled_out = checklists.checklist("device-after-seizure", "en", TODAY, plan).left_out
    assert [each.id for each in ruled_out] == ["warning-of-attack"]


def test_a_preparation_makes_a_step_done_and_hides_nothing() -> None:
    """And where a step names several, one of them alone does not."""
    lawyer = _plan(preparations=["lawyer_ready"])
    found = checklists.checklist("before-any-border", "en", TODAY, lawyer)
    assert [each.id for each in found.steps if each.prepared] == ["lawyer-number"]
    assert found.left_out == ()
    for raw in base().checklists:
        for item in raw["item"]:
            if len(item.get("done_by", ())) > 1:
                one = _plan(preparations=item["done_by"][:1])
                (step,) = (
                    each
                    for each in checklists.checklist(raw["id"], "en", TODAY, one).steps
                    if each.id == item["id"]
                )
                assert not step.prepared


def test_old_steps_are_marked_and_stay() -> None:
    """On the day after the step's own time they are stale; none is ever left out for it."""
    item = base().checklist("before-any-border")["item"][0]
    last = date.fromisoformat(item["reviewed"]) + timedelta(days=item["stale_after_days"])
    for day, stale in ((last, False), (last + timedelta(days=1), True)):
        found = checklists.checklist("before-any-border", "en", day)
        assert found.steps[0].stale is stale
        assert len(found.steps) == len(base().checklist("before-any-border")["item"])


def test_a_checklist_that_is_gone_is_named_by_its_id() -> None:
    """An old run may name one that a later pack no longer has."""
    assert checklist_title("deserters", "en") == "You left the army or did not go"
    assert checklist_title("no-such", "en") == "no-such"
    with pytest.raises(NotFound):
        checklists.checklist("no-such", "en", TODAY)
