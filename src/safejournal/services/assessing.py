"""Hold a travel plan against the guidance, and put the assessment into words.

Needs no vault. Both front ends and the command `assess` come here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from safejournal.codec import plan_from
from safejournal.content.geography import neighbours, way_between
from safejournal.content.library import library
from safejournal.content.packs import text_in
from safejournal.domain.assessment import Assessment, Finding, Question, assess, facts_of, joined
from safejournal.domain.states import World
from safejournal.services.names import state_name

if TYPE_CHECKING:
    from safejournal.domain.makers import Maker
    from safejournal.domain.plan import Plan

FORMAT = "safejournal-assessment/1"

COUNTRY_PATHS = re.compile(r"\.country$|^person\.(?:home_state|lives_in|other_nationalities)$")
"""Answers whose word is a country, told by its name."""


def assess_plan(plan: Plan, today: date) -> Assessment:
    """Hold a plan against the guidance in use, as of a day."""
    known, day = library(), today.isoformat()
    rules = known.built_in.rules
    built_in = assess(plan, world(), rules, day)
    if not known.added:
        return built_in
    worlds = {pack: world(pack) for pack in known.added}
    return joined(
        built_in,
        stricter={pack: assess(plan, of, rules, day) for pack, of in worlds.items()},
        own={p: assess(plan, of, known.added[p].rules, day) for p, of in worlds.items()},
    )


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
    said = [_answer(each.path, each.word, language) for each in finding.evidence]
    return [*dict.fromkeys(said), _reason(finding, language)]


def question(path: str, language: str = "en") -> str:
    """Return the question that an unanswered path of a plan stands for."""
    texts = library().built_in.questions.get(_without_numbers(path))
    return path if texts is None else text_in(texts, language).format(n=_leg_number(path))


def answers(plan: Plan, today: date, pack: str = "") -> Callable[[str], bool | None]:
    """Return how a plan answers a fact by its name: yes, no or not said (None).

    For what of a checklist applies (`applies_if`, `never_if`) and is done (`done_by`). A fact about
    a leg or place is a yes when it is one anywhere on the way. `pack` is the id of the one that the
    checklist comes from: what it says of states counts for its own items alone.
    """
    return facts_of(plan, world(pack), today.isoformat())


def not_checked(assessment: Assessment, language: str = "en") -> list[str]:
    """Return what no offline program can know, for this plan."""
    texts = dict(library().built_in.not_checked)
    unknown = texts.pop("unknown_state")
    places = _names(assessment.unknown_states, language)
    said = [text_in(each, language) for each in texts.values()]
    return [*([text_in(unknown, language).format(place=places)] if places else []), *said]


def sources(finding: Finding) -> list[dict[str, str]]:
    """Return the sources of a finding: the rule's, and those of what is said of its states."""
    known, states = library(), library().states(finding.pack)
    named = [*finding.rule.sources]
    for state, name in finding.grounds:
        named += states[state]["properties"][name]["sources"]
    found = {(e["url"], e["title"]): e for e in map(known.sources.__getitem__, named)}
    return [dict(each) for each in found.values()]


def reviewed(finding: Finding) -> str:
    """Return the day of the oldest review that a finding rests on."""
    states = library().states(finding.pack)
    days = [str(states[state]["properties"][name]["reviewed"]) for state, name in finding.grounds]
    return min(finding.rule.reviewed, *days) if days else finding.rule.reviewed


def maker(finding: Finding) -> Maker | None:
    """Return whose pack warns of it; None for what is built in."""
    return library().added[finding.pack].maker if finding.pack else None


def world(pack: str = "") -> World:
    """Return what is known of states: what is built in, and what more one pack (by id) tells."""
    states = {code: each["properties"] for code, each in library().states(pack).items()}
    return World(states=states, neighbours=neighbours(), under_path=way_between)


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    rule, made_by = finding.rule, maker(finding)
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
        **({} if made_by is None else {"maker": maker_document(made_by)}),
    }


def maker_document(of: Maker) -> dict[str, Any]:
    """Return who made a pack, as every item of it says in JSON."""
    return {
        "pack": of.pack,
        "version": of.version,
        "standing": of.standing.value,
        "contact": of.contact,
    }


def _unanswered(asked: Question, language: str) -> dict[str, Any]:
    return {
        "question": question(asked.path, language),
        "path": asked.path,
        "matters_for": [*asked.matters_for],
    }


def _reason(finding: Finding, language: str) -> str:
    homes = [each.word for each in finding.evidence if each.path == "person.home_state"]
    unnamed = {"en": "your home state", "ru": "ваше государство"}
    home = _names(homes, language) or text_in(unnamed, language)
    place = _names(finding.places, language)
    return text_in(finding.rule.why, language).format(home=home, place=place)


def _answer(path: str, word: str, language: str) -> str:
    kind = _without_numbers(path)
    words: Mapping[str, Mapping[str, str]] = library().built_in.answers.get(kind, {})
    texts = words.get(word) or words.get("*")
    if texts is None:
        return f"{path}: {word}" if word else path
    told = _names([word], language) if _is_country(kind) else word
    return text_in(texts, language).format(word=told, n=_leg_number(path))


def _is_country(path: str) -> bool:
    return COUNTRY_PATHS.search(path) is not None or path.endswith(".overflies")


def _names(codes: Iterable[str], language: str) -> str:
    return ", ".join(state_name(code, language) for code in codes)


def _without_numbers(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


def _leg_number(path: str) -> str:
    found = re.match(r"legs\[(\d+)\]", path)
    return str(int(found[1]) + 1) if found else ""
