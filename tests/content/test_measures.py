"""The assessment against what happened to people, and against ordinary journeys."""

from __future__ import annotations

import pytest

from safejournal.codec import plan_from
from safejournal.domain.rules import LIVES_ON_THE_PLACE, MECHANISMS
from tests.content.measures import TESTS, Score, cases, measure, ordinary, table

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
