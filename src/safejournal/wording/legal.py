"""The legal log in lines: what was looked up, when, and how old the answer is."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.domain.records import Legal
from safejournal.domain.wrapping import wrapped
from safejournal.i18n import _
from safejournal.services.legal_log import Check
from safejournal.wording.amounts import days
from safejournal.wording.guidance import state
from safejournal.wording.times import day
from safejournal.wording.words import word


def check_line(of: Check) -> str:
    """Return the latest check of a matter in one line. Nothing found is never said as clear."""
    what = word(of.kind) if of.kind else _("legal matter")
    if of.jurisdiction:
        what = f"{what}, {state(of.jurisdiction)}"
    return f"{what}: {age(of)}"


def age(of: Check) -> str:
    """Return when a matter was looked up last, and that this is too long ago if it is."""
    content = of.record.content
    checked = content.checked if isinstance(content, Legal) else None
    if checked is None or of.days is None:
        return _("OLD: nobody noted when it was looked up")
    ago = _("today") if of.days == 0 else _("{days} ago").format(days=days(of.days))
    said = _("looked up on {day} ({ago})").format(day=day(checked), ago=ago)
    return _("OLD: {said}").format(said=said) if of.stale else said


def check_lines(of: Check) -> Iterator[str]:
    """Yield a check with how it was done, by whom, and what came of it."""
    yield from wrapped(check_line(of), "- ")
    content = of.record.content
    if not isinstance(content, Legal):
        return
    for label, said in (
        (_("How"), content.checked_how),
        (_("By whom"), content.checked_by),
        (_("Result"), content.result),
    ):
        if said:
            yield from wrapped(f"{label}: {said}", "  ")
    if of.earlier:
        yield "  " + _("Earlier checks: {n}").format(n=len(of.earlier))
