"""What falls due: check-ins, papers and stays that run out, legal checks, threat reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from safejournal.domain.records import Content, Document, Legal, Threat, Trip
from safejournal.domain.times import parse_moment
from safejournal.domain.values import dataclass

PAPER_NOTICE = timedelta(days=180)
"""Papers are named half a year ahead: many states ask for six months of validity at entry, and a
new paper takes months to get abroad."""

NOTICE = timedelta(days=14)
"""Other things are named two weeks ahead."""

LEGAL_AGES_AFTER = timedelta(days=30)
"""A look into a list or a case is old after a month where nobody set another day. Names are added
on any day, so the number is ours: often enough to notice, seldom enough to be done. Before a border
a look of the day before counts alone."""


class What(StrEnum):
    """Which sort of thing is due."""

    CHECKIN = "checkin"
    PAPER_EXPIRES = "paper_expires"
    LEGAL_CHECK = "legal_check"
    LEGAL_STALE = "legal_stale"
    """Looked up too long ago, and nobody set a day for the next time."""
    STAY_ENDS = "stay_ends"
    """The last day that a rule on visitors allows, of a stay that lasts longer or might."""
    THREAT_REVIEW = "threat_review"
    AWAITED = "awaited"
    """A check-in that somebody else promised, by a card that they sent."""


class Urgency(StrEnum):
    """How it stands with it today."""

    LATE = "late"
    NOW = "now"
    SOON = "soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that a record says is due."""

    what: What
    at: str
    """A day (`YYYY-MM-DD`) or a moment with its offset."""
    grace_minutes: int = 0
    country: str = ""
    """Of a stay: where."""

    def moment(self) -> datetime:
        """Return the moment (UTC) at which it is due: for a day, its end."""
        if "T" in self.at:
            return parse_moment(self.at).astimezone(UTC)
        day = date.fromisoformat(self.at)
        return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


def dues(content: Content) -> Iterator[Due]:
    """Yield what this record says is due, in no particular order."""
    if isinstance(content, Trip):
        for promised in content.checkins:
            yield Due(what=What.CHECKIN, at=promised.due, grace_minutes=promised.grace_minutes)
    elif isinstance(content, Document):
        expires = content.expires or (content.document.expires if content.document else None)
        if expires is not None:
            yield Due(what=What.PAPER_EXPIRES, at=expires)
    elif isinstance(content, Legal):
        yield from _legal_dues(content)
    elif isinstance(content, Threat) and content.review_on is not None:
        yield Due(what=What.THREAT_REVIEW, at=content.review_on)


def _legal_dues(content: Legal) -> Iterator[Due]:
    if content.next_check is not None:
        yield Due(what=What.LEGAL_CHECK, at=content.next_check)
    elif content.checked is not None:
        ages = date.fromisoformat(content.checked) + LEGAL_AGES_AFTER
        yield Due(what=What.LEGAL_STALE, at=ages.isoformat())


def urgency(due: Due, now: datetime) -> Urgency | None:
    """Return how urgent it is at `now` (aware), or None while it is still far off."""
    moment = due.moment()
    late_from = moment + timedelta(minutes=due.grace_minutes)
    if now > late_from:
        return Urgency.LATE
    if now.date() == moment.date() or now > moment:
        return Urgency.NOW
    notice = _NOTICES.get(due.what, NOTICE)
    return Urgency.SOON if moment - now <= notice else None


_NOTICES = {What.PAPER_EXPIRES: PAPER_NOTICE, What.LEGAL_STALE: timedelta(0)}
"""What is not named two weeks ahead. That something will be old one day is no news."""
