"""How the assessment does on documented cases and on ordinary journeys, as a table.

    PYTHONPATH=src:. python tests/content/measures.py [--each]

Recall says how many of the things that then happened were warned of; earned recall counts what
lives on the place only if it weighs less for the same person, protected and between states that
protect; left out, no rule counts that only the case itself suggested.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from safejournal.codec import plan_from
from safejournal.content.builtin import base
from safejournal.domain.assessment import GRAVITY, Assessment, assess
from safejournal.domain.rules import LIVES_ON_THE_PLACE, Rule, Severity
from safejournal.services.assessing import world

TESTS = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)

REFUGE, NEXT_DOOR = "DE", "FR"
"""Two states that protect, between which the protected twin of a person travels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A plan of what could be known, and what then happened."""

    name: str
    plan: dict[str, Any]
    happened: tuple[str, ...]
    decisive: str


def cases() -> list[Case]:
    """Return the documented cases."""
    expected = tomllib.loads((TESTS / "cases/expected.toml").read_text("utf-8"))["cases"]
    return [
        Case(
            name=name,
            plan=json.loads((TESTS / f"cases/{name}.json").read_text("utf-8")),
            happened=tuple(each["mechanisms"]),
            decisive=each["decisive"],
        )
        for name, each in expected.items()
    ]


def ordinary() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the journeys and stays that must raise nothing above caution."""
    for path in sorted((TESTS / "ordinary").rglob("*.json")):
        yield path.relative_to(TESTS).as_posix(), json.loads(path.read_text("utf-8"))


def protected_twin(plan: dict[str, Any]) -> dict[str, Any]:
    """Return the same person with the same past, protected, between states that protect."""
    person = {**plan["person"], "lives_in": REFUGE, "status_abroad": "refugee"}
    papers = [
        {"kind": "refugee_travel_document", "issuer": REFUGE, "state": "valid"},
        {"kind": "residence_permit", "issuer": REFUGE, "state": "valid"},
    ]
    leg = {
        "from": {"country": REFUGE}, "to": {"country": NEXT_DOOR}, "via": [], "mode": "rail",
        "crossing": "official", "arranged_by": "self", "near": [], "lodging": "hotel",
    }  # fmt: skip
    return {**plan, "person": person, "documents": papers, "legs": [leg]}


def assessed(plan: dict[str, Any], rules: Sequence[Rule] | None = None) -> Assessment:
    """Return the assessment of a plan given as plain values."""
    pack = base()
    used = pack.rules if rules is None else rules
    return assess(plan_from(json.dumps(plan).encode()), world(), used, TODAY.isoformat())


def gravest(found: Assessment) -> dict[str, int]:
    """Return for each mechanism how grave its gravest finding is; 0 is gravest."""
    weights: dict[str, int] = {}
    for each in found.findings:
        weights.setdefault(each.rule.mechanism, GRAVITY[each.rule.severity])
    return weights


def without(case: str) -> list[Rule]:
    """Return the rules without those that only this case suggested."""
    return [rule for rule in base().rules if [*rule.cases] != [case]]


@dataclass(slots=True)
class Score:
    """Counts over all cases."""

    happened: int = 0
    warned: int = 0
    grave: int = 0
    earned: int = 0
    left_out: int = 0
    decisive_early: int = 0
    cases: int = 0
    grave_findings: int = 0
    unsupported: int = 0
    false_alarms: int = 0
    ordinary: int = 0


def measure() -> tuple[Score, list[str]]:
    """Return the counts, and a line for each case and each false alarm."""
    score, lines = Score(), []
    for case in cases():
        found = assessed(case.plan)
        weights, twin = gravest(found), gravest(assessed(protected_twin(case.plan)))
        left_out = gravest(assessed(case.plan, without(case.name)))
        early = [each.rule.mechanism for each in found.findings[:3]]
        grave = {m for m, weight in weights.items() if weight < GRAVITY[Severity.CAUTION]}
        earned = [
            m
            for m in case.happened
            if m in weights
            and (m not in LIVES_ON_THE_PLACE or weights[m] < twin.get(m, len(GRAVITY)))
        ]
        missed = [m for m in case.happened if m not in weights]
        score.cases += 1
        score.happened += len(case.happened)
        score.warned += len(case.happened) - len(missed)
        score.grave += sum(m in grave for m in case.happened)
        score.earned += len(earned)
        score.left_out += sum(m in left_out for m in case.happened)
        score.decisive_early += case.decisive in early
        score.grave_findings += len(grave)
        score.unsupported += len(grave - {*case.happened})
        late = "" if case.decisive in early else "LATE "
        lines.append(
            f"{case.name:10} missed {missed} | unearned {sorted({*case.happened} - {*earned})}"
            f" | mild {sorted({*case.happened} - grave)}"
            f" | beyond {sorted(grave - {*case.happened})} | {late}{case.decisive}: {early}"
        )
    for name, plan in ordinary():
        score.ordinary += 1
        alarms = [
            each.rule.id
            for each in assessed(plan).findings
            if each.rule.severity is not Severity.CAUTION
        ]
        score.false_alarms += bool(alarms)
        lines += [f"{name}: {alarms}"] if alarms else []
    return score, lines


def table(score: Score) -> str:
    """Return the counts as a person reads them."""
    rows = [
        ("recall of what then happened", score.warned, score.happened),
        ("of it at serious or stop", score.grave, score.happened),
        ("earned recall", score.earned, score.happened),
        ("recall without rules of that case only", score.left_out, score.happened),
        ("decisive mechanism among the first three", score.decisive_early, score.cases),
        ("serious or stop beyond what the sources tell", score.unsupported, score.grave_findings),
        ("ordinary plans with anything above caution", score.false_alarms, score.ordinary),
    ]  # fmt: skip
    return "\n".join(f"{name:44} {n:4} of {of:4} {n / of:6.2f}" for name, n, of in rows)


if __name__ == "__main__":
    counted, told = measure()
    print(table(counted))
    if "--each" in sys.argv:
        print("", *told, sep="\n")
