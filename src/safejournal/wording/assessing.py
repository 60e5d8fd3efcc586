"""An assessment, said to a person: what it asks for, why, what is open, and what nobody checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from safejournal.domain.wrapping import listed, wrapped
from safejournal.i18n import _, language
from safejournal.services import assessing
from safejournal.wording.guidance import (
    attention,
    cases_named,
    checklist,
    cited,
    mechanism,
    severity,
    state,
)
from safejournal.wording.packs import marked
from safejournal.wording.times import day

if TYPE_CHECKING:
    from safejournal.domain.assessment import Assessment, Finding, Question
    from safejournal.domain.plan import Place, Plan

MOST_NAMED = 3
"""Mechanisms named beside a question, the gravest first: an unknown home state matters for all."""

_INDENT = "  "


def assessment_lines(plan: Plan, found: Assessment) -> Iterator[str]:
    """Yield an assessment whole: attention, findings by leg, open questions, limits, sources."""
    yield from wrapped(attention(found.attention))
    numbers = source_numbers(found)
    for leg in legs(found):
        yield ""
        yield leg_line(plan, leg)
        for each in found.findings:
            if each.leg == leg:
                yield from finding_lines(each, numbers)
    if found.unanswered:
        yield ""
        yield _("Not answered, and it could change this:")
        for number, asked in enumerate(found.unanswered, 1):
            yield from wrapped(question_line(asked), f"{number}. ")
    yield ""
    yield from not_checked_lines(found)
    yield from source_lines(numbers)
    yield ""
    yield from wrapped(attention(found.attention))  # once more: the first line has scrolled away


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


def finding_lines(found: Finding, numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield a finding: how grave, what and why, the answers that led there, what to do, grounds.

    `numbers` are those of its sources, which stand once for all findings.
    """
    *answers, reason = assessing.because(found, language())
    yield from wrapped(warning(found), "* ")
    yield from wrapped(reason, _INDENT)
    yield from wrapped(_("Because: {answers}").format(answers=" ".join(answers)), _INDENT)
    for each in found.rule.checklists:
        told = _("What to do: {title} ({id})")
        yield from wrapped(told.format(title=checklist(each), id=each), _INDENT)
    yield from wrapped(_grounds(found, numbers), _INDENT)


def warning(found: Finding) -> str:
    """Return how grave a finding is and what it warns of, marked if it is not built in."""
    said = f"{severity(found.rule.severity)}: {mechanism(found.rule.mechanism)}"
    return marked(said, assessing.maker(found))


def _grounds(found: Finding, numbers: Mapping[str, int]) -> str:
    cited = sorted(numbers[source_line(each)] for each in assessing.sources(found))
    told = [_("Sources: {numbers}.").format(numbers=", ".join(map(str, cited)))]
    if found.rule.cases:
        told.insert(0, _("Cases: {ids}.").format(ids=cases_named(found.rule.cases)))
    told.append(_("Reviewed: {day}").format(day=day(assessing.reviewed(found))))
    return " ".join(told)


def source_line(of: Mapping[str, str]) -> str:
    """Return a source of a finding in one line, its address last."""
    return cited(of["publisher"], of["title"], of["date"], of["url"])


def source_numbers(found: Assessment) -> dict[str, int]:
    """Return the number of each source, in the order in which the findings name them."""
    told = (source_line(each) for of in found.findings for each in assessing.sources(of))
    return {line: number for number, line in enumerate(dict.fromkeys(told), 1)}


def source_lines(numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield the sources with their numbers."""
    if numbers:
        yield ""
        yield _("Sources:")
    for line, number in numbers.items():
        yield from wrapped(line, f"{number}. ")


def question_line(asked: Question) -> str:
    """Return an open question, and what it could still raise."""
    question = assessing.question(asked.path, language())
    matters = "; ".join(map(mechanism, asked.matters_for[:MOST_NAMED]))
    if len(asked.matters_for) > MOST_NAMED:
        matters = _("{first}; and more").format(first=matters)
    return _("{question} It matters for: {matters}.").format(question=question, matters=matters)


def not_checked_lines(found: Assessment) -> Iterator[str]:
    """Yield what no offline program can know. Always shown, whatever was found."""
    yield _("Not checked, since no program without a network can:")
    yield from listed(assessing.not_checked(found, language()))


def legs(found: Assessment) -> list[int | None]:
    """Return what findings stand on, in the order in which the gravest of each comes."""
    return [*dict.fromkeys(each.leg for each in found.findings)]


def _end(of: Place | None) -> str:
    if of is None or of.country is None:
        return _("not said")
    name = state(of.country)
    return f"{name} ({of.airport})" if of.airport else name
