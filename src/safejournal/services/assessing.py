"""Hold a travel plan against the guidance, and put the assessment into words.

Needs no vault. Both front ends and the command `assess` come here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from safejournal.codec import plan_from
from safejournal.content.builtin import base
from safejournal.content.geography import neighbours, way_between
from safejournal.content.packs import Pack, text_in
from safejournal.domain.assessment import Assessment, Finding, Question, assess, facts_of
from safejournal.domain.states import World

if TYPE_CHECKING:
    from safejournal.domain.plan import Plan

FORMAT = "safejournal-assessment/1"

COUNTRY_PATHS = re.compile(r"\.country$|^person\.(?:home_state|lives_in|other_nationalities)$")
"""Answers whose word is a country, told by its name."""


def assess_plan(plan: Plan, today: date) -> Assessment:
    """Hold a plan against the guidance that is installed, as of a day."""
    pack = base()
    return assess(plan, _world(pack), pack.rules, today.isoformat())


def read_plan(document: bytes) -> Plan:
    """Return the plan of a plan file. Raises InputRejected with the path."""
    return plan_from(document)


def assess_document(document: bytes, today: date, language: str = "en") -> dict[str, Any]:
    """Return the assessment of a plan file, as `safejournal-assessment/1` has it.

    Raises InputRejected, with the path inside the document, when the plan is refused.
    """
    return as_document(assess_plan(plan_from(document), today), language)


def as_document(assessment: Assessment, language: str = "en") -> dict[str, Any]:
    """Return an assessment as `safejournal-assessment/1` has it, its sentences in a language."""
    return {
        "format": FORMAT,
        "attention": assessment.attention.value,
        "findings": [_finding(each, language) for each in assessment.findings],
        "unanswered": [_unanswered(each, language) for each in assessment.unanswered],
        "not_checked": not_checked(assessment, language),
    }


def because(finding: Finding, language: str = "en") -> list[str]:
    """Return the answers that led to a finding, one sentence each, and the reason after them."""
    pack = base()
    said = [_answer(pack, each.path, each.word, language) for each in finding.evidence]
    return [*dict.fromkeys(said), _reason(pack, finding, language)]


def question(path: str, language: str = "en") -> str:
    """Return the question that an unanswered path of a plan stands for."""
    pack = base()
    texts = pack.questions.get(_without_numbers(path))
    return path if texts is None else text_in(texts, language).format(n=_leg_number(path))


def answers(plan: Plan, today: date) -> Callable[[str], bool | None]:
    """Return how a plan answers a fact by its name: yes, no or not said (None).

    For what of a checklist applies (`applies_if`, `never_if`) and is done (`done_by`). A fact about
    a leg or place is a yes when it is one anywhere on the way.
    """
    return facts_of(plan, _world(base()), today.isoformat())


def not_checked(assessment: Assessment, language: str = "en") -> list[str]:
    """Return what no offline program can know, for this plan."""
    texts = dict(base().not_checked)
    unknown = texts.pop("unknown_state")
    places = _names(base(), assessment.unknown_states, language)
    said = [text_in(each, language) for each in texts.values()]
    return [*([text_in(unknown, language).format(place=places)] if places else []), *said]


def sources(finding: Finding) -> list[dict[str, str]]:
    """Return the sources of a finding: the rule's, and those of what is said of its states."""
    pack = base()
    named = [*finding.rule.sources]
    for state, name in finding.grounds:
        named += pack.states[state]["properties"][name]["sources"]
    found = {(e["url"], e["title"]): e for e in map(pack.sources.__getitem__, named)}
    return [dict(each) for each in found.values()]


def reviewed(finding: Finding) -> str:
    """Return the day of the oldest review that a finding rests on."""
    states = base().states
    days = [str(states[state]["properties"][name]["reviewed"]) for state, name in finding.grounds]
    return min(finding.rule.reviewed, *days) if days else finding.rule.reviewed


def _world(pack: Pack) -> World:
    states = {code: each["properties"] for code, each in pack.states.items()}
    return World(states=states, neighbours=neighbours(), under_path=way_between)


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": rule.id,
        "mechanism": rule.mechanism,
        "severity": rule.severity.value,
        "leg": finding.leg,
        "because": because(finding, language),
        "cases": [*rule.cases],
        "checklists": [*rule.checklists],
        "reviewed": reviewed(finding),
        "sources": sources(finding),
    }


def _unanswered(asked: Question, language: str) -> dict[str, Any]:
    return {
        "question": question(asked.path, language),
        "path": asked.path,
        "matters_for": [*asked.matters_for],
    }


def _reason(pack: Pack, finding: Finding, language: str) -> str:
    homes = [each.word for each in finding.evidence if each.path == "person.home_state"]
    unnamed = {"en": "your home state", "ru": "ваше государство"}
    home = _names(pack, homes, language) or text_in(unnamed, language)
    place = _names(pack, finding.places, language)
    return text_in(finding.rule.why, language).format(home=home, place=place)


def _answer(pack: Pack, path: str, word: str, language: str) -> str:
    kind = _without_numbers(path)
    words: Mapping[str, Mapping[str, str]] = pack.answers.get(kind, {})
    texts = words.get(word) or words.get("*")
    if texts is None:
        return f"{path}: {word}" if word else path
    told = _names(pack, [word], language) if _is_country(kind) else word
    return text_in(texts, language).format(word=told, n=_leg_number(path))


def _is_country(path: str) -> bool:
    return COUNTRY_PATHS.search(path) is not None or path.endswith(".overflies")


def _names(pack: Pack, codes: Iterable[str], language: str) -> str:
    names = (pack.states[c]["name"] if c in pack.states else {"en": c} for c in codes)
    return ", ".join(text_in(each, language) for each in names)


def _without_numbers(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


def _leg_number(path: str) -> str:
    found = re.match(r"legs\[(\d+)\]", path)
    return str(int(found[1]) + 1) if found else ""
