"""Assessing a plan file: the document that comes out, its languages, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safejournal.codec import canonical, plan_from
from safejournal.content.builtin import base
from safejournal.domain.assessment import assess
from safejournal.domain.rules import Rule
from safejournal.errors import InputRejected
from safejournal.services.assessing import (
    answers,
    as_document,
    assess_document,
    assess_plan,
    because,
    question,
    world,
)
from tests.domain.test_assessment import minimal

TESTS = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)
PLANS = sorted((TESTS / "cases").glob("*.json"))

KEYS = {
    "rule",
    "mechanism",
    "severity",
    "leg",
    "because",
    "cases",
    "checklists",
    "reviewed",
    "sources",
}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_answer_has_the_shape_of_its_format(path: Path) -> None:
    """Every key of `safejournal-assessment/1` is there, and no other."""
    found = assess_document(path.read_bytes(), TODAY)
    assert found.keys() == {"format", "attention", "findings", "unanswered", "not_checked"}
    assert found["format"] == "safejournal-assessment/1"
    for each in found["findings"]:
        assert each.keys() == KEYS
        assert each["sources"]
        assert all(s.keys() == {"publisher", "title", "date", "url"} for s in each["sources"])
        assert len({s["url"] for s in each["sources"]}) == len(each["sources"])
    for each in found["unanswered"]:
        assert each.keys() == {"question", "path", "matters_for"}
        assert each["question"] != each["path"]
    assert found["not_checked"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_sentences_are_whole_in_both_languages(path: Path) -> None:
    """Nothing unfilled, empty or untranslated is left in what a person reads."""
    for language in ("en", "ru"):
        found = assess_document(path.read_bytes(), TODAY, language)
        said = [s for each in found["findings"] for s in each["because"]]
        said += [each["question"] for each in found["unanswered"]] + found["not_checked"]
        for sentence in said:
            assert "{" not in sentence
            assert "()" not in sentence
            assert ": ." not in sentence
            assert sentence[-1] in ".?"
            assert any("а" <= letter <= "я" for letter in sentence) is (language == "ru")


def test_the_same_plan_and_day_give_the_same_bytes() -> None:
    """In this process and in others, whatever the seed of hashing."""
    code = (
        "import sys; from datetime import date; from safejournal.codec import canonical;"
        "from safejournal.services.assessing import assess_document;"
        "found = assess_document(sys.stdin.buffer.read(), date(2026, 11, 24));"
        "sys.stdout.buffer.write(canonical(found))"
    )
    plan = (TESTS / "cases/RU-KZ-06.json").read_bytes()
    here = canonical(assess_document(plan, TODAY))
    for seed in ("1", "2"):
        environment = {"PYTHONPATH": str(TESTS.parent / "src"), "PYTHONHASHSEED": seed}
        there = subprocess.run(
            [sys.executable, "-c", code],
            input=plan,
            capture_output=True,
            env=environment,
            check=True,
        )
        assert there.stdout == here


def test_an_answer_names_what_was_said_and_the_reason_last() -> None:
    """`because` repeats the answers as sentences with names of countries, then says why."""
    (arrest, *_) = assess_document((TESTS / "cases/RU-KZ-01.json").read_bytes(), TODAY)["findings"]
    assert "You are an activist." in arrest["because"]
    assert "Leg 1 ends in Kazakhstan." in arrest["because"]
    assert "Your home state is Russia." in arrest["because"]
    assert "warrant" in arrest["because"][-1]


@pytest.mark.parametrize("rule", base().rules, ids=lambda rule: rule.id)
def test_reasons_name_the_state_and_the_place_that_they_speak_of(rule: Rule) -> None:
    """A sentence with a place left open would be no reason; none is, on its own minimal plan."""
    plan = minimal(rule)
    assert plan is not None
    (found, *_) = assess(
        plan_from(json.dumps(plan).encode()), world(), [rule], "2026-11-24"
    ).findings
    for language, unnamed in (("en", "your home state"), ("ru", "(ваше государство)")):
        reason = because(found, language)[-1]
        assert "()" not in reason
        assert ": ." not in reason
        if "{home}" in rule.why[language]:
            assert unnamed not in reason


def test_a_finding_is_as_old_as_its_oldest_review() -> None:
    """What a warning rests on was looked at on a day that is told."""
    for each in assess_document((TESTS / "cases/RU-KZ-06.json").read_bytes(), TODAY)["findings"]:
        assert each["reviewed"] <= base().about["reviewed"]


def test_facts_answer_what_of_a_checklist_applies() -> None:
    """Yes, no or not said, for the whole plan."""
    plan = plan_from((TESTS / "cases/RU-KZ-01.json").read_bytes())
    answer = answers(plan, TODAY)
    assert answer("with_child") is True
    assert answer("flies_over_home") is False
    assert answer("lawyer_ready") is None


def test_questions_name_their_leg_as_people_count() -> None:
    """The first leg is leg 1; a path that has no question stands for itself."""
    assert "leg 2" in question("legs[1].mode")
    assert question("nowhere") == "nowhere"
    assert question("legal", "ru") != question("legal")


def test_every_path_that_can_be_asked_has_a_question() -> None:
    """A blank plan, and one with blank parts, ask in sentences."""
    blank = {
        "format": "safejournal-plan/1",
        "documents": [{}],
        "legs": [{"mode": "air", "via": [{}]}],
        "companions": [{}],
        "legal": [{}],
        "person": {"home_state": "RU"},
    }
    for plan in ({"format": "safejournal-plan/1"}, blank):
        found = assess_document(json.dumps(plan).encode(), TODAY)
        assert [e["path"] for e in found["unanswered"] if e["question"] == e["path"]] == []


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "unknown word": ({"person": {"roles": ["dragon"]}}, "$.person.roles[0]"),
    "unknown key": ({"person": {"shoe_size": 44}}, "$.person.shoe_size"),
    "no country": ({"person": {"home_state": "ZZ"}}, "$.person"),
    "no airport": ({"legs": [{"to": {"airport": "almaty"}}]}, "$.legs[0].to"),
    "no day": ({"legs": [{"date": "soon"}]}, "$.legs[0]"),
    "wrong type": ({"legal": "none"}, "$.legal"),
    "text for a number": ({"companions": [{"age": "ten"}]}, "$.companions[0].age"),
    "other format": ({"format": "safejournal-plan/9"}, "$"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_plan_that_is_none_is_refused_with_its_path(name: str) -> None:
    """The path and the allowed words are told, never what was typed; the exit code is 5."""
    plan, path = REFUSED[name]
    with pytest.raises(InputRejected) as refused:
        assess_document(json.dumps({"format": "safejournal-plan/1", **plan}).encode(), TODAY)
    assert path in refused.value.sentence
    assert refused.value.exit_code == 5
    assert not any(word in refused.value.sentence for word in ("dragon", "almaty", "soon", "ZZ"))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"{" * 20_000,
        b"[" * 20_000 + b"]" * 20_000,
        b'{"format":"safejournal-plan/1","format":"safejournal-plan/1"}',
        b'{"format":"safejournal-plan/1","legs":[{"stay_days":1e999}]}',
        b'{"format":"safejournal-plan/1","signals":["' + b"a" * (1 << 20) + b'"]}',
        b'{"format":"safejournal-plan/1","signals":['
        + b",".join([b'"followed"'] * 5_000)
        + b"]}" * 2,
    ],
    ids=range(10),
)
def test_what_is_huge_deep_or_broken_is_refused(document: bytes) -> None:
    """Nothing from outside takes the program down or makes it guess."""
    with pytest.raises(InputRejected) as refused:
        assess_document(document, TODAY)
    assert refused.value.exit_code == 5


def test_a_plan_with_very_many_legs_is_assessed() -> None:
    """The longest plan that the format allows is answered like any other."""
    legs = [{"from": {"country": "DE"}, "to": {"country": "KZ"}, "mode": "road"}] * 1_000
    person = {"home_state": "RU", "roles": ["activist"]}
    plan = json.dumps({"format": "safejournal-plan/1", "person": person, "legs": legs}).encode()
    found = assess_document(plan, TODAY)
    assert {each["leg"] for each in found["findings"]} >= set(range(1_000))


def test_assessing_needs_no_vault_and_no_screen() -> None:
    """Neither Textual nor SQLCipher is loaded for it."""
    code = (
        "import sys; from datetime import date;"
        "from safejournal.services.assessing import assess_document;"
        'assess_document(b\'{"format":"safejournal-plan/1"}\', date(2026,11,24));'
        "heavy = ('textual', 'sqlcipher3', 'argon2', 'tomllib', 'pathlib');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={"PYTHONPATH": str(TESTS.parent / "src")},
        check=True,
        text=True,
    )
    assert done.stdout.strip() == "[]"


def test_an_assessment_can_be_put_into_words_later() -> None:
    """What a screen assessed once it can show in either language."""
    plan = plan_from((TESTS / "cases/RU-KZ-01.json").read_bytes())
    found = assess_plan(plan, TODAY)
    assert as_document(found, "en")["attention"] == as_document(found, "ru")["attention"]
    assert (
        as_document(found, "en")["findings"][0]["because"]
        != (as_document(found, "ru")["findings"][0]["because"])
    )
