"""The assessment against what happened to people, and against ordinary journeys."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safejournal.codec import plan_from
from safejournal.domain.rules import LIVES_ON_THE_PLACE, MECHANISMS, Severity
from tests.content.measures import TESTS, Score, assessed, cases, measure, ordinary, table

SCORE, LINES = measure()


@pytest.mark.parametrize(
    ("got", "of", "least"),
    [
        ("warned", "happened", 0.9),
        ("earned", "happened", 0.85),
        ("left_out", "happened", 0.8),
        ("decisive_early", "cases", 0.85),
    ],
)
def test_what_happened_is_warned_of(got: str, of: str, least: float) -> None:
    """Recall, earned recall, recall without the case's own rules, and what matters most first."""
    assert getattr(SCORE, got) / getattr(SCORE, of) >= least


def test_ordinary_people_are_not_alarmed() -> None:
    """Refugees, exiles and citizens between states that protect, and tourists on the same roads."""
    assert SCORE.ordinary >= 60
    assert SCORE.false_alarms == 0, LINES[len(cases()) :]


HOMES = "RU BY CN IR TR TJ UZ TM AZ KZ EG SA VN KH ET ER RW UG NI VE PK BH AE HK LA TH".split()
REFUGES = ["DE FR", "PL LT", "GB IE", "CA US", "SE NO", "LV EE", "AU NZ", "CH DE", "JP KR", "NL NL"]
HOSTS = "TR TH MY AE RS KE GE AM KG MN HK LA KH IQ LB DE KZ RU BY MD MA VN TZ EG".split()
WORDS = st.sampled_from


@given(
    WORDS(HOMES), WORDS(REFUGES),
    WORDS(["refugee", "resident", "citizen_of_host", "other_protection", "asylum_seeker"]),
    WORDS(["rail", "air", "road"]),
    st.lists(WORDS(["wanted_home", "criminal_case", "interpol_notice", "sentence_in_absentia",
                    "member_of_banned_group", "pledge_not_to_leave", "none_found"]), max_size=2),
    WORDS([None, [], ["relatives_questioned"], ["warned_by_friends"], ["facial_recognition_city"]]),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_exiles_between_protecting_states_are_not_alarmed(
    home: str, pair: str, status: str, mode: str, matters: list[str], signs: list[str] | None
) -> None:
    """Wanted or not: a journey or stay in states that protect raises nothing above caution."""
    start, end = pair.split()
    plan: dict[str, Any] = {
        "format": "safejournal-plan/1",
        "person": {"home_state": home, "roles": ["activist", "journalist"], "lives_in": start,
                   "status_abroad": status},
        "documents": [{"kind": "refugee_travel_document", "issuer": start, "state": "valid"},
                      {"kind": "passport", "issuer": home, "state": "expired"}],
        "legs": [{"from": {"country": start}, "to": {"country": end}, "via": [], "mode": mode,
                  "crossing": "official", "overflies": []}],
        "purpose": "tourism",
        "legal": [{"kind": kind, "state": home} for kind in matters],
        "companions": [{"relation": "child", "papers_ready": True}],
    }  # fmt: skip
    if signs is not None:
        plan["signals"] = signs
    assert above_caution(plan) == []


@given(
    WORDS(HOMES), WORDS(HOSTS), WORDS([None, [], ["business"], ["academic"], ["artist"]]),
    WORDS([None, ["passport"], ["national_id"], ["passport", "national_id"]]),
    WORDS(["tourism", "family", "work", "study"]), st.booleans(),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_tourists_are_not_alarmed(
    home: str, host: str, roles: list[str] | None, papers: list[str] | None, why: str, back: bool
) -> None:
    """Whoever has done nothing that a state minds may go there and back without alarm."""
    assume(home != host)
    start, end = (host, home) if back else (home, host)
    plan: dict[str, Any] = {
        "format": "safejournal-plan/1",
        "person": {"home_state": home, "lives_in": home, "status_abroad": "visitor"},
        "legs": [{"from": {"country": start}, "to": {"country": end}, "via": [{"country": "TR"}],
                  "mode": "air", "crossing": "official", "arranged_by": "organiser"}],
        "purpose": why, "invited_by": "none", "legal": [], "signals": [],
        "companions": [{"relation": "child", "papers_ready": False}],
    }  # fmt: skip
    if roles is not None:
        plan["person"]["roles"] = roles
    if papers is not None:
        plan["documents"] = [{"kind": kind, "issuer": home, "state": "valid"} for kind in papers]
    assert above_caution(plan) == []


def above_caution(plan: dict[str, Any]) -> list[str]:
    """Return the rules that warn of something grave."""
    found = assessed(plan).findings
    return [each.rule.id for each in found if each.rule.severity is not Severity.CAUTION]


def test_not_everything_is_warned_of() -> None:
    """Most of what is grave is told by the sources; a warning of everything would be of no use."""
    assert SCORE.unsupported / SCORE.grave_findings <= 0.4
    assert SCORE.grave_findings / SCORE.cases < len(MECHANISMS) / 4


def test_expectations_and_plans_belong_together() -> None:
    """Each plan can be read, each has its expectation, and each names known mechanisms."""
    known = {case.name for case in cases()}
    assert {path.stem for path in (TESTS / "cases").glob("*.json")} == known
    for case in cases():
        assert set(case.happened) <= set(MECHANISMS)
        assert case.decisive in case.happened
        plan_from((TESTS / f"cases/{case.name}.json").read_bytes())
    assert all(plan["person"]["home_state"] for _, plan in ordinary())
    assert set(MECHANISMS) >= LIVES_ON_THE_PLACE


def test_the_table_shows_counts() -> None:
    """What is reported are counts of how many, never a share alone."""
    assert "3 of    4" in table(_some())


def _some() -> Score:
    score = Score()
    for name in Score.__slots__:
        setattr(score, name, 4)
    score.warned = 3
    return score
