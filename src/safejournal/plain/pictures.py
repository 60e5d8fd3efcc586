"""What the pictures show, said: over time, patterns, the calendar, the way of a trip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from safejournal.domain.patterns import patterns as counted
from safejournal.domain.plan import Plan
from safejournal.domain.records import Trip
from safejournal.domain.timeline import KINDS, Sieve, Zoom, cell_of, last_day, moved
from safejournal.domain.versions import Record
from safejournal.domain.words import Category, Kind
from safejournal.i18n import _
from safejournal.plain import listing
from safejournal.plain.desk import MORE, Act, Desk
from safejournal.services.calendar import month
from safejournal.services.timeline import Laid, laid_out, named_by
from safejournal.wording import times
from safejournal.wording.calendar import month_lines
from safejournal.wording.kinds import kinds
from safejournal.wording.patterns import pattern_lines
from safejournal.wording.routes import route_lines
from safejournal.wording.rows import row
from safejournal.wording.timeline import by, timeline_lines
from safejournal.wording.words import word

T = TypeVar("T")

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
    _count(desk, _narrowed(desk, laid_out(desk.vault)))


def _count(desk: Desk, sieve: Sieve) -> None:
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), map(by, Zoom))
    if chosen is not None:
        events = laid_out(desk.vault).through(sieve)
        said = [*timeline_lines(events, [*Zoom][chosen])]
        desk.talk.say_all(said or [_("There are no records of this kind.")])


def threat_over_time(desk: Desk, record: Record) -> None:
    """Say how many incidents belong to a threat, and when they were."""
    _count(desk, Sieve(kinds=(Kind.INCIDENT,), record=record.id))


def patterns(desk: Desk) -> None:
    """Say what repeats among incidents, and what that cannot show."""
    laid = laid_out(desk.vault)
    incidents = laid.through(replace(_narrowed(desk, laid), kinds=(Kind.INCIDENT,)))
    desk.talk.say_all(pattern_lines(counted(incidents, desk.vault.clock().date())))


def _narrowed(desk: Desk, laid: Laid) -> Sieve:
    """Ask of what alone; Enter means everything."""
    asked = desk.talk.choose(
        _("Only some of it? Number, or Enter for all: "),
        (_("One kind"), _("One tag"), _("What names a contact"), _("One sort of incident")),
    )
    if asked == 0:
        found = _one_of(desk, KINDS, [kinds(each) for each in KINDS])
        return Sieve(kinds=(found,)) if found else Sieve()
    if asked == 1:
        return Sieve(tag=desk.talk.ask(_("Only with this tag (Enter for all): ")) or None)
    if asked == 2:  # noqa: PLR2004 - the third answer
        contacts = named_by(desk.vault, laid)
        chosen = _one_of(desk, contacts, [row(each, desk.vault) for each in contacts])
        return Sieve(record=chosen.id if chosen else None)
    if asked is not None:
        return Sieve(category=_one_of(desk, [*Category], [word(each) for each in Category]))
    return Sieve()


def _one_of(desk: Desk, things: Sequence[T], names: Sequence[str]) -> T | None:
    chosen = desk.talk.choose(_("Number, or Enter for all: "), names)
    return None if chosen is None else things[chosen]


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
