"""A plan held against rules: what they warn of and why, and what was not answered.

The same plan, world, rules and day always give the same assessment. Nothing here knows a language,
and there is no way to say that somebody is out of danger: where nothing is found, what was not
asked and what cannot be known stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from typing import NamedTuple

from safejournal.domain.facts import FACTS, OF_A_PLACE, OF_A_STRETCH, Answer, Evidence, Spot, View
from safejournal.domain.facts.answers import any_of
from safejournal.domain.plan import Plan
from safejournal.domain.rules import MECHANISMS, Rule, Scope, Severity
from safejournal.domain.states import Ground, World
from safejournal.domain.values import dataclass

GRAVITY = {Severity.STOP: 0, Severity.SERIOUS: 1, Severity.CAUTION: 2}
_RANK = {mechanism: rank for rank, mechanism in enumerate(MECHANISMS)}
_AFTER_ALL_LEGS = 1 << 30
"""Findings on the whole plan are told after those on its legs of the same gravity."""


class Attention(StrEnum):
    """What the whole asks of the person, gravest first."""

    STOP_AND_GET_ADVICE = "stop_and_get_advice"
    ACT_BEFORE_TRAVEL = "act_before_travel"
    CANNOT_SAY = "cannot_say"
    """Nothing above caution, and an unanswered question could still raise more."""
    PREPARE = "prepare"
    NO_KNOWN_WARNING = "no_known_warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A warning: the rule, the leg it stands on, and the answers without which it would go."""

    rule: Rule
    leg: int | None
    evidence: tuple[Evidence, ...] = field(repr=False)
    grounds: tuple[Ground, ...]
    """The dated properties of states that it rests on."""
    places: tuple[str, ...]
    """The states that it speaks of."""
    pack: str = ""
    """The id of the pack that warns of it; "" for what is built in."""


class Question(NamedTuple):
    """Something not answered that could change the assessment."""

    path: str
    matters_for: tuple[str, ...]
    """Mechanisms, the gravest that it could raise first."""
    could_raise: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of a plan on a day."""

    attention: Attention
    findings: tuple[Finding, ...]
    unanswered: tuple[Question, ...]
    unknown_states: tuple[str, ...]
    """Places of the plan of which too little is known to say whether they protect."""


def assess(plan: Plan, world: World, rules: Sequence[Rule], today: str) -> Assessment:
    """Hold a plan against the rules. `today` is a day as YYYY-MM-DD."""
    looks = _looks(plan, world, today)
    findings = _gravest(_findings(looks, rules))
    unanswered = _questions(looks, rules, findings)
    return Assessment(
        attention=_attention(findings, unanswered),
        findings=findings,
        unanswered=unanswered,
        unknown_states=_unknown_states(looks, world),
    )


def joined(
    built_in: Assessment, stricter: Mapping[str, Assessment], own: Mapping[str, Assessment]
) -> Assessment:
    """Return what is built in, and beside it what the packs of others (by id) warn of and ask.

    `stricter` is what the built-in rules say where a pack tells more of states: what is graver than
    without it is added. `own` is what a pack's own rules say: what is as grave stands beside it.
    Others only add, and their questions come last: no pack silences or lowers anything built in.
    """
    known = {(each.rule.mechanism, each.leg): _gravity(each) for each in built_in.findings}
    findings = [
        *built_in.findings,
        *_added(stricter, {key: gravity - 1 for key, gravity in known.items()}),
        *_added(own, known),
    ]
    asked = {each.path: each for each in built_in.unanswered}
    for one in (*stricter.values(), *own.values()):
        for more in one.unanswered:
            asked[more.path] = _also_for(asked.get(more.path, more), more)
    findings.sort(key=_order)
    return replace(
        built_in,
        attention=_attention(tuple(findings), tuple(asked.values())),
        findings=tuple(findings),
        unanswered=tuple(asked.values()),
    )


def _added(
    of: Mapping[str, Assessment], at_most: Mapping[tuple[str, int | None], int]
) -> Iterable[Finding]:
    """Yield what packs warn of, unless it is less grave than what is told already."""
    for pack, assessment in of.items():
        for each in assessment.findings:
            if _gravity(each) <= at_most.get((each.rule.mechanism, each.leg), len(GRAVITY)):
                yield replace(each, pack=pack)


def _also_for(asked: Question, more: Question) -> Question:
    """Return a question that matters for what both matter for."""
    matters = tuple(dict.fromkeys((*asked.matters_for, *more.matters_for)))
    gravest = min(asked.could_raise, more.could_raise, key=GRAVITY.__getitem__)
    return Question(asked.path, matters, gravest)


def facts_of(plan: Plan, world: World, today: str) -> Callable[[str], bool | None]:
    """Return how a plan answers a fact: yes when it holds of the whole, or anywhere on the way.

    Raises KeyError for a name that is no fact.
    """
    looks = _looks(plan, world, today)[Scope.LEG]

    def ask(name: str) -> bool | None:
        return any_of(look.ask(name) for on_leg in looks.values() for look in on_leg).value

    return ask


class _Look:
    """One view, and the answers of facts that were already asked of it."""

    def __init__(self, view: View, of_plan: dict[str, Answer], of_leg: dict[str, Answer]) -> None:
        self.view = view
        self._of_plan, self._of_leg = of_plan, of_leg
        self._of_place: dict[str, Answer] = {}

    def ask(self, name: str) -> Answer:
        kept = self._of_plan
        if name in OF_A_STRETCH:
            kept = self._of_place if name in OF_A_PLACE else self._of_leg
        if name not in kept:
            kept[name] = FACTS[name](self.view)
        return kept[name]

    def fires(self, rule: Rule) -> bool:
        """Tell whether every fact is a yes, and nothing excuses."""
        for name in rule.when:
            if not self.ask(name).value:
                return False
        return not (rule.per is Scope.STAY and not self.view.stays()) and not self.excused(rule)

    def excused(self, rule: Rule) -> bool:
        return any(self.ask(name).value for name in rule.unless)


_Looks = dict[int | None, list[_Look]]


def _looks(plan: Plan, world: World, today: str) -> dict[Scope, _Looks]:
    """Return for each scope and leg the looks to take: one for each place on it."""
    of_plan: dict[str, Answer] = {}
    whole = View(plan=plan, world=world, today=today)
    legs: _Looks = {}
    for leg in range(len(plan.legs)) if plan.legs else (None,):
        of_leg: dict[str, Answer] = {}
        view = replace(whole, leg=leg)
        spots: list[Spot | None] = [*view.places()]
        if view.unsaid_places() or not spots:
            spots.append(None)
        legs[leg] = [_Look(replace(view, spot=spot), of_plan, of_leg) for spot in spots]
    return {Scope.LEG: legs, Scope.STAY: legs, Scope.PLAN: {None: [_Look(whole, of_plan, {})]}}


def _findings(looks: dict[Scope, _Looks], rules: Iterable[Rule]) -> Iterable[Finding]:
    for rule in rules:
        for leg, on_leg in looks[rule.per].items():
            fired = [look for look in on_leg if look.fires(rule)]
            if fired:
                answers = [look.ask(name) for look in fired for name in rule.when]
                yield Finding(
                    rule=rule,
                    leg=leg,
                    evidence=tuple(dict.fromkeys(e for each in answers for e in each.evidence)),
                    grounds=tuple(dict.fromkeys(g for each in answers for g in each.grounds)),
                    places=_places(rule, fired),
                )


def _places(rule: Rule, fired: Iterable[_Look]) -> tuple[str, ...]:
    if rule.per is Scope.PLAN:
        return ()
    if OF_A_PLACE.isdisjoint(rule.when):
        spots = [spot for look in fired for spot in look.view.places()[-1:]]
    else:
        spots = [look.view.spot for look in fired if look.view.spot is not None]
    return tuple(dict.fromkeys(spot.state for spot in spots))


def _gravest(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the gravest of each mechanism on each leg, in the order in which they are told."""
    kept: dict[tuple[str, int | None], Finding] = {}
    for each in findings:
        key = each.rule.mechanism, each.leg
        if key not in kept or _gravity(each) < _gravity(kept[key]):
            kept[key] = each
    return tuple(sorted(_without_echoes(kept.values()), key=_order))


def _without_echoes(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Leave out a finding on the whole plan where a leg already carries as grave a one."""
    found = list(findings)
    on_legs: dict[str, int] = {}
    for each in found:
        if each.leg is not None:
            mechanism, grave = each.rule.mechanism, _gravity(each)
            on_legs[mechanism] = min(grave, on_legs.get(mechanism, grave))
    for each in found:
        if each.leg is not None or _gravity(each) < on_legs.get(each.rule.mechanism, len(GRAVITY)):
            yield each


def _gravity(finding: Finding) -> int:
    return GRAVITY[finding.rule.severity]


def _order(finding: Finding) -> tuple[int, int, bool, bool, int, str]:
    leg = _AFTER_ALL_LEGS if finding.leg is None else finding.leg
    # Among the lesser ones, what has already begun comes before what a place makes possible.
    grave = finding.rule.severity is not Severity.CAUTION
    begun = grave or any(each.path == "signals" for each in finding.evidence)
    rank = _RANK[finding.rule.mechanism]
    return _gravity(finding), leg, finding.pack != "", not begun, rank, finding.rule.id


def _questions(
    looks: dict[Scope, _Looks], rules: Iterable[Rule], findings: tuple[Finding, ...]
) -> tuple[Question, ...]:
    """Return what was not said, as far as an answer could raise a graver finding than there is."""
    present = {(each.rule.mechanism, each.leg): _gravity(each) for each in findings}
    could: dict[str, dict[str, int]] = {}
    for rule in rules:
        grave = GRAVITY[rule.severity]
        for leg, on_leg in looks[rule.per].items():
            if grave < present.get((rule.mechanism, leg), len(GRAVITY)):
                for path in (path for look in on_leg for path in _missing(rule, look)):
                    raised = could.setdefault(path, {})
                    raised[rule.mechanism] = min(grave, raised.get(rule.mechanism, grave))
    return tuple(_question(path, raised) for path, raised in sorted(could.items(), key=_weight))


def _missing(rule: Rule, look: _Look) -> list[str]:
    """Return the unanswered paths on which alone this rule waits; none if it is ruled out."""
    missing: list[str] = []
    for answer in map(look.ask, rule.when):
        if answer.value is False:
            return []
        if answer.value is None:
            missing += [each.path for each in answer.evidence]
    stays = look.view.stays() if rule.per is Scope.STAY else True
    if stays is False or look.excused(rule):
        return []
    return missing if stays else [*missing, *look.view.unsaid_places()]


def _weight(item: tuple[str, dict[str, int]]) -> tuple[int, int, str]:
    """What could raise the gravest, and the most of it, comes first."""
    path, raised = item
    gravest = min(raised.values())
    return gravest, -sum(grave == gravest for grave in raised.values()), path


def _question(path: str, raised: dict[str, int]) -> Question:
    mechanisms = sorted(raised, key=lambda each: (raised[each], _RANK[each]))
    severity = next(s for s, grave in GRAVITY.items() if grave == min(raised.values()))
    return Question(path, tuple(mechanisms), severity)


def _attention(findings: tuple[Finding, ...], unanswered: tuple[Question, ...]) -> Attention:
    gravest = findings[0].rule.severity if findings else None
    if gravest is Severity.STOP:
        return Attention.STOP_AND_GET_ADVICE
    if gravest is Severity.SERIOUS:
        return Attention.ACT_BEFORE_TRAVEL
    if any(each.could_raise is not Severity.CAUTION for each in unanswered):
        return Attention.CANNOT_SAY
    # What could still raise a caution is no calm either: leaving an answer out lowers nothing.
    return Attention.PREPARE if gravest or unanswered else Attention.NO_KNOWN_WARNING


def _unknown_states(looks: dict[Scope, _Looks], world: World) -> tuple[str, ...]:
    spots = (look.view.spot for on_leg in looks[Scope.LEG].values() for look in on_leg)
    states = dict.fromkeys(spot.state for spot in spots if spot is not None)
    return tuple(state for state in states if world.protects(state)[0] is None)
