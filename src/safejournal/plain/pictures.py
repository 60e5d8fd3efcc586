"""What the pictures show, said: over time, patterns, the calendar, the way of a trip."""

from __future__ import annotations

from datetime import date

from safejournal.domain.patterns import patterns as counted
from safejournal.domain.plan import Plan
from safejournal.domain.records import Trip
from safejournal.domain.timeline import Sieve, Zoom, cell_of, last_day, moved
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain import listing
from safejournal.plain.desk import MORE, Act, Desk
from safejournal.services.calendar import month
from safejournal.services.timeline import laid_out
from safejournal.wording import times
from safejournal.wording.calendar import month_lines
from safejournal.wording.patterns import pattern_lines
from safejournal.wording.routes import route_lines
from safejournal.wording.timeline import by, timeline_lines

BACK = "-"
"""The answer that asks for the month before."""


def over_time(desk: Desk) -> None:
    """Offer what happened and what is due, in their order or counted."""
    acts: list[tuple[str, Act]] = [
        (_("What happened, one after the other"), listing.timeline),
        (_("How much happened, by day, week, month or year"), count),
        (_("Patterns"), patterns),
        (_("Calendar"), calendar),
    ]
    names = [name for name, _act in acts]
    while (chosen := desk.talk.choose(_("Number, or Enter to go back: "), names)) is not None:
        acts[chosen][1](desk)


def count(desk: Desk) -> None:
    """Say how much of each kind lies in each day, week, month or year."""
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), map(by, Zoom))
    if chosen is not None:
        said = [*timeline_lines(laid_out(desk.vault).events, [*Zoom][chosen])]
        desk.talk.say_all(said or [_("There are no records of this kind.")])


def patterns(desk: Desk) -> None:
    """Say what repeats among incidents, and what that cannot show."""
    incidents = laid_out(desk.vault).through(Sieve(kinds=(Kind.INCIDENT,)))
    desk.talk.say_all(pattern_lines(counted(incidents, desk.vault.clock().date())))


def calendar(desk: Desk) -> None:
    """Say what is due in a month, and in the next and the one before, while that is wanted."""
    first: date | None = cell_of(desk.vault.clock().date(), Zoom.MONTH)
    while first is not None:
        last = last_day(first, Zoom.MONTH)
        desk.talk.say(f"{times.month(first)}:")
        desk.talk.say_all(month_lines(desk.vault, month(desk.vault, first), first, last))
        first = _turned(desk, first)


def _turned(desk: Desk, first: date) -> date | None:
    answer = desk.talk.ask(_("+ for the next month, - for the one before, Enter to go back: "))
    step = {MORE: 1, BACK: -1}.get(answer)
    return None if step is None else moved(first, Zoom.MONTH, step)


def way(desk: Desk, record: Record) -> None:
    """Say the way of a trip, leg by leg."""
    content = record.content
    plan = content.plan if isinstance(content, Trip) else None
    desk.talk.say_all(route_lines(plan or Plan()))
