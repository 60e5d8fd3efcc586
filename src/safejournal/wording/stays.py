"""Days of stay in lines."""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.services.stays import StayCount, StayRule
from safejournal.wording.amounts import days
from safejournal.wording.guidance import state
from safejournal.wording.packs import marked
from safejournal.wording.times import day


def stay_line(of: StayCount) -> str:
    """Return how the days in a country stand against its rule, with the day of that rule."""
    where = state(of.country)
    used = days(of.used)
    if of.rule is None or of.left is None:
        told = _("{place}: {used} in the last year; no rule on stays is known here, so ask there.")
        return told.format(place=where, used=used)
    if of.last_day is not None:
        told = _("{place}: {used} used, {left} left; the last day is {day}.")
        last = day(of.last_day.isoformat())
        said = told.format(place=where, used=used, left=days(of.left), day=last)
    elif of.exceeded_on is not None:
        told = _("{place}: from {day} on it is longer than the rule allows.")
        said = told.format(place=where, day=day(of.exceeded_on.isoformat()))
    else:
        told = _("{place}: {used} used, {left} left.")
        said = told.format(place=where, used=used, left=days(of.left))
    return f"{said} {rule_line(of.rule)}"


def rule_line(of: StayRule) -> str:
    """Return a rule on stays with the day as of which it is known."""
    as_of = of.dated
    if of.per_days is None:
        told = _("The rule, as of {as_of}: {days} at one visit.")
        return marked(told.format(as_of=as_of, days=days(of.days)), of.maker)
    told = _("The rule, as of {as_of}: {days} within any {per}.")
    said = told.format(as_of=as_of, days=days(of.days), per=days(of.per_days))
    return marked(said, of.maker)
