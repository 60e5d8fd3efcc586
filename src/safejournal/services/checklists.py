"""The checklists, whole or held against a plan. Needs no vault.

A fact that was not said hides nothing: a step is left out only when what was said rules it out.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from safejournal.content.library import library
from safejournal.content.packs import text_in
from safejournal.domain.values import dataclass
from safejournal.services.guidance import Source, sources_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from safejournal.domain.makers import Maker
    from safejournal.domain.plan import Plan

    Answers = Callable[[str], bool | None]
    """Says of a fact whether it holds: yes, no or not said."""

    Around = Callable[[str], Answers]
    """The same, by the id of the pack that asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a checklist: what to do and why."""

    id: str
    do: str
    why: str
    cases: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str
    stale: bool
    """Reviewed longer ago than the step bears: shown as old, never hidden."""
    prepared: bool
    """The plan's preparations say that this is done."""
    maker: Maker | None = None
    """Whose pack it is from; None for what is built in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A checklist as it is for somebody on a day."""

    id: str
    title: str
    when: str
    """When to use it."""
    steps: tuple[Step, ...] = field(repr=False)
    """Those that may apply, in order."""
    left_out: tuple[Step, ...] = field(repr=False)
    """Those that the plan rules out."""
    pack: str
    """Id and version of the pack that it came from, as a run notes it: `base 2026.11`."""
    maker: Maker | None = None
    """Whose pack it is from; None for what is built in."""


def checklists(language: str, today: date, plan: Plan | None = None) -> list[Checklist]:
    """Return all checklists, in the order in which they are told."""
    around = _around(plan, today)
    return [_checklist(each, language, today, around) for each in library().checklists]


def checklist(checklist_id: str, language: str, today: date, plan: Plan | None = None) -> Checklist:
    """Return one checklist. Raises NotFound."""
    raw = library().checklist(checklist_id.strip())
    return _checklist(raw, language, today, _around(plan, today))


def _around(plan: Plan | None, today: date) -> Around:
    """Return how facts are answered for the items of a pack, by its id: it may know more."""
    if plan is None:
        return lambda _pack: lambda _fact: None
    from safejournal.services.assessing import answers

    known: dict[str, Answers] = {}

    def of(pack: str) -> Answers:
        if pack not in known:
            known[pack] = answers(plan, today, pack)
        return known[pack]

    return of


def _checklist(raw: Mapping[str, Any], language: str, today: date, around: Around) -> Checklist:
    maker = library().maker(raw["id"])
    about = library().built_in.about
    answers = around("" if maker is None else maker.pack)
    told = [(_rules_out(each, answers), each) for each in raw["item"]]
    steps = [(out, _step(each, language, today, answers, maker)) for out, each in told]
    return Checklist(
        id=raw["id"],
        title=text_in(raw["title"], language),
        when=text_in(raw["when"], language),
        steps=tuple(step for out, step in steps if not out),
        left_out=tuple(step for out, step in steps if out),
        pack=f"{maker.pack} {maker.version}" if maker else f"{about['id']} {about['version']}",
        maker=maker,
    )


def _rules_out(item: Mapping[str, Any], answers: Answers) -> bool:
    """Tell whether a condition of a step is known to fail, or what forbids it to hold."""
    return any(answers(fact) is False for fact in item.get("applies_if", ())) or any(
        answers(fact) for fact in item.get("never_if", ())
    )


def _is_prepared(item: Mapping[str, Any], answers: Answers) -> bool:
    facts = item.get("done_by", ())
    return bool(facts) and all(answers(fact) for fact in facts)


def _step(
    item: Mapping[str, Any], language: str, today: date, answers: Answers, maker: Maker | None
) -> Step:
    return Step(
        id=item["id"],
        do=text_in(item["do"], language),
        why=text_in(item["why"], language),
        cases=tuple(item.get("cases", ())),
        sources=sources_of(item),
        reviewed=item["reviewed"],
        stale=_is_stale(item, today),
        prepared=_is_prepared(item, answers),
        maker=maker,
    )


def _is_stale(item: Mapping[str, Any], today: date) -> bool:
    bears = item.get("stale_after_days")
    if bears is None:
        return False
    return today > date.fromisoformat(item["reviewed"]) + timedelta(days=bears)
