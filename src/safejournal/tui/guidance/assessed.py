"""The lines of an assessment: the way, warnings by leg, what to do, open questions, limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from safejournal.domain.assessment import Assessment, Attention, Finding, Question
from safejournal.domain.rules import Severity
from safejournal.domain.values import dataclass
from safejournal.i18n import _, language, ngettext
from safejournal.services import assessing
from safejournal.services.opening import Vault
from safejournal.tui.guidance.block import Block
from safejournal.tui.guidance.desk import Desk
from safejournal.tui.guidance.onward import ToChecklist, checklist_rows
from safejournal.tui.guidance.route import picture
from safejournal.tui.rows import Choice, Heading
from safejournal.tui.text import line
from safejournal.wording.assessing import leg_line
from safejournal.wording.fields import label
from safejournal.wording.guidance import attention, mechanism, severity
from safejournal.wording.packs import marked

GRAVE = 9
"""Cells of the column that says how grave a warning is."""

TOLD = 3
"""What a question matters for, as far as it is named: a dozen dangers in a row help nobody."""

_ATTENTION = {
    Attention.STOP_AND_GET_ADVICE: "bold $error",
    Attention.ACT_BEFORE_TRAVEL: "bold $warning",
}
_SEVERITY = {Severity.STOP: "bold $error", Severity.SERIOUS: "bold $warning"}
"""The words say the same; there is no colour for what is not grave."""


@dataclass(frozen=True, slots=True)
class TheWay:
    """The picture of the route, which opens the form."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that nobody checked."""

    said: str


Thing = TheWay | Finding | Question | Limit | ToChecklist


def headline(found: Assessment, *, changed: bool) -> Content:
    """Return what the whole asks for, in words; its colour adds nothing."""
    style = _ATTENTION.get(found.attention, "bold")
    now = (_("Changed:"), "bold reverse") if changed else ""
    return Content.assemble(now, " " if changed else "", (attention(found.attention), style))


def options(vault: Vault, desk: Desk, found: Assessment, *, apart: bool) -> Iterator[Option]:
    """Yield the lines of the list. `apart` puts an empty line before each heading."""
    yield from (Choice(each, TheWay()) for each in picture(desk.plan))
    if desk.unreadable:
        yield Heading(unread(desk.unreadable), apart=False)
    for leg in _in_order(found):
        yield Heading(leg_line(desk.plan, leg), apart=apart)
        yield from (_finding(each) for each in found.findings if each.leg == leg)
    ids = dict.fromkeys(c for each in found.findings for c in each.rule.checklists)
    if ids:
        yield Heading(_("What to do"), apart=apart)
        yield from checklist_rows(vault, ids, desk.record.id if desk.record else None)
    if found.unanswered:
        yield Heading(_("Not answered, and it could change this"), apart=apart)
        yield from map(_question, found.unanswered)
    yield Heading(_("Not checked, since no program without a network can"), apart=apart)
    for each in assessing.not_checked(found, language()):
        yield Choice(Block(Content(each), before="-", cells=2), Limit(each))


def _in_order(found: Assessment) -> list[int | None]:
    """Return the legs that carry warnings, as they are travelled; the whole last."""
    legs = {each.leg for each in found.findings}
    return sorted(legs, key=lambda leg: (leg is None, leg or 0))


def _finding(found: Finding) -> Choice[Thing]:
    grave = found.rule.severity
    said = Content.styled(severity(grave), _SEVERITY.get(grave, "$text"))
    told = marked(mechanism(found.rule.mechanism), assessing.maker(found))
    return Choice(Block(line(told), before=said, cells=GRAVE), found)


def _question(asked: Question) -> Choice[Thing]:
    said = Content(assessing.question(asked.path, language()))
    return Choice(Block(said, before="?", cells=2), asked)


def matters_for(asked: Question) -> str:
    """Return what an open question could still raise, the gravest of it."""
    told = "; ".join(map(mechanism, asked.matters_for[:TOLD]))
    more = len(asked.matters_for) - TOLD
    if more > 0:
        return _("Matters for: {what}; and {n} more.").format(what=told, n=more)
    return _("Matters for: {what}.").format(what=told)


def beside(thing: Thing | None) -> Content:
    """Return what is said below the list of the line that is marked in it."""
    if isinstance(thing, Finding):
        return Content(assessing.because(thing, language())[-1])
    if isinstance(thing, Question):
        return Content(matters_for(thing))
    if isinstance(thing, TheWay):
        return Content(_("The shortest path between airports; a plane may fly another way."))
    return Content("")


def unchecked(found: Assessment) -> Content:
    """Return the line that stands under every assessment."""
    count = len(assessing.not_checked(found, language()))
    said = ngettext(
        "NOT CHECKED: {n} thing. End shows it.",
        "NOT CHECKED: {n} things. End shows them.",
        count,
    )
    return Content(said.format(n=count))


def unread(paths: Iterable[str]) -> str:
    """Return which answers cannot be read."""
    told = _("Cannot be read, so it counts as not said: {fields}")
    return told.format(fields=", ".join(dict.fromkeys(map(label, paths))))
