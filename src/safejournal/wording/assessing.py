"""An assessment, said to a person: what it asks for, why, what is open, and what nobody checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from safejournal.domain.wrapping import listed, wrapped
from safejournal.i18n import _, language
from safejournal.services import assessing
from safejournal.services.checklists import checklist_title
from safejournal.wording.guidance import attention, mechanism, severity, state
from safejournal.wording.times import day

if TYPE_CHECKING:
    from safejournal.domain.assessment import Assessment, Finding, Question
    from safejournal.domain.plan import Place, Plan

_INDENT = "  "


def assessment_lines(plan: Plan, found: Assessment) -> Iterator[str]:
    """Yield an assessment whole: attention, findings by leg, open questions, limits."""
    yield from wrapped(attention(found.attention))
    for leg in _legs(found):
        yield ""
        yield leg_line(plan, leg)
        for each in found.findings:
            if each.leg == leg:
                yield from finding_lines(each)
    if found.unanswered:
        yield ""
        yield _("Not answered, and it could change this:")
        for number, asked in enumerate(found.unanswered, 1):
            yield from wrapped(question_line(asked), f"{number}. ")
    yield ""
    yield from not_checked_lines(found)


def leg_line(plan: Plan, leg: int | None) -> str:
    """Return what a finding stands on: a leg with its ends, a stay, or the whole."""
    if leg is not None and plan.legs:
        of = plan.legs[leg]
        start, end = _end(of.start), _end(of.end)
        when = f", {day(of.date)}" if of.date else ""
        if start == end:
            return _("Leg {n}: staying in {place}").format(n=leg + 1, place=end) + when
        named = _("Leg {n}: {start} to {end}").format(n=leg + 1, start=start, end=end)
        return named + when
    if plan.legs or plan.person is None or plan.person.lives_in is None:
        return _("As a whole")
    return _("Staying in {place}").format(place=state(plan.person.lives_in))


def finding_lines(found: Finding) -> Iterator[str]:
    """Yield a finding: how grave, what, the answers that led there, cases, what to do, sources."""
    yield from wrapped(f"{severity(found.rule.severity)}: {mechanism(found.rule.mechanism)}", "* ")
    for each in assessing.because(found, language()):
        yield from wrapped(each, _INDENT)
    if found.rule.cases:
        yield from wrapped(_("Cases: {ids}").format(ids=", ".join(found.rule.cases)), _INDENT)
    for each in found.rule.checklists:
        told = _("What to do: {title} ({id})")
        title = checklist_title(each, language())
        yield from wrapped(told.format(title=title, id=each), _INDENT)
    for source in assessing.sources(found):
        told = _("Source: {publisher}, “{title}”, {date}. {url}")
        yield from wrapped(told.format(**source), _INDENT)
    yield _INDENT + _("Reviewed: {day}").format(day=day(assessing.reviewed(found)))


def question_line(asked: Question) -> str:
    """Return an open question, and what it could still raise."""
    question = assessing.question(asked.path, language())
    matters = "; ".join(map(mechanism, asked.matters_for))
    return _("{question} It matters for: {matters}.").format(question=question, matters=matters)


def not_checked_lines(found: Assessment) -> Iterator[str]:
    """Yield what no offline program can know. Always shown, whatever was found."""
    yield _("Not checked, since no program without a network can:")
    yield from listed(assessing.not_checked(found, language()))


def _legs(found: Assessment) -> list[int | None]:
    """Return what findings stand on, in the order in which the gravest of each comes."""
    return [*dict.fromkeys(each.leg for each in found.findings)]


def _end(of: Place | None) -> str:
    if of is None or of.country is None:
        return _("not said")
    name = state(of.country)
    return f"{name} ({of.airport})" if of.airport else name
