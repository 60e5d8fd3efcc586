"""Rules as data: which facts, unless which, give which finding. Nothing is evaluated from text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Any

from safejournal.domain.values import dataclass

MECHANISMS = tuple(
    "violence abduction wanted-list-arrest transit-arrest extradition disguised-deportation lure "
    "hostile-airspace consular-exposure asylum-gap exit-ban no-way-onward irregular-crossing "
    "document-void entry-refusal companion-exposed surveillance social-media-exposure "
    "family-pressure".split()
)
"""What happened in the documented cases, in the words of the assessment's format. The order is that
in which findings of one leg and one gravity are told: what hurts most, and what comes first on the
way, before what prepares it."""

LIVES_ON_THE_PLACE = frozenset({
    "wanted-list-arrest", "extradition", "disguised-deportation", "abduction", "transit-arrest",
    "no-way-onward", "exit-ban",
})  # fmt: skip
"""Mechanisms that weigh less for the same person, protected, in and between states that protect."""


class Severity(StrEnum):
    """How grave a finding is. There is no word for the absence of danger."""

    STOP = "stop"
    SERIOUS = "serious"
    CAUTION = "caution"


class Scope(StrEnum):
    """What a rule looks at, one finding each."""

    LEG = "leg"
    """Every stretch: each leg, and the stay of a plan without legs."""
    STAY = "stay"
    """Only stretches that are a stay."""
    PLAN = "plan"
    """The whole plan, once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A general mechanism with its reason. An unknown `unless` excuses nothing."""

    id: str
    mechanism: str
    severity: Severity
    per: Scope
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    """Language -> sentence; may name {home} and {place}."""
    checklists: Sequence[str] = ()
    cases: Sequence[str] = ()
    sources: Sequence[str] = ()
    reviewed: str = ""


def rule_from(said: Mapping[str, Any]) -> Rule:
    """Return the rule that a pack holds. Raises KeyError or ValueError on a shape that is none."""
    return Rule(
        id=said["id"],
        mechanism=said["mechanism"],
        severity=Severity(said["severity"]),
        per=Scope(said["per"]),
        when=tuple(said["when"]),
        unless=tuple(said.get("unless", ())),
        why=said["why"],
        checklists=tuple(said.get("checklists", ())),
        cases=tuple(said.get("cases", ())),
        sources=tuple(said.get("sources", ())),
        reviewed=said["reviewed"],
    )
