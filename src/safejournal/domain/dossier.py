"""Records in the order in which things happened, with what is missing between them.

For a lawyer or an interview about asylum: three times are kept apart (when it happened, when the
person learned of it, when it was written), a time that is not known stays unknown, and a stretch of
which nothing is written is marked and never bridged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from safejournal.domain.times import When, parse_moment

GAP_DAYS = 31
"""Days of which nothing is written, from which on a gap is marked: more than any month has. Our own
choice; who reads asks about months, and a shorter gap would be marked everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One record and its times."""

    record: str
    happened: When | None = field(repr=False, default=None)
    learned: When | None = field(repr=False, default=None)
    written: str
    """When the version that is shown was written (UTC)."""
    first_written: str
    """When the record was first written; later than that only its wording is newer."""

    @property
    def has_time(self) -> bool:
        """Whether anybody said when it happened."""
        return self.happened is not None and not self.happened.unknown

    @property
    def written_after(self) -> int | None:
        """Whole days from when it happened to when it was first written; None if that is not known.

        From the last moment that the time may mean: rather fewer days than more.
        """
        if self.happened is None or self.happened.unknown:
            return None
        return max(0, (parse_moment(self.first_written) - self.happened.latest()).days)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two entries on which nothing happened that was chosen."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronology:
    """What has a time, in its order and with its gaps; and what has none."""

    dated: tuple[Dated | Gap, ...]
    undated: tuple[Dated, ...]
    """Of which nobody knows or said when it happened, in the order in which they were written."""

    @property
    def entries(self) -> tuple[Dated, ...]:
        """Every entry in the order in which it is shown."""
        return (*(each for each in self.dated if isinstance(each, Dated)), *self.undated)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap."""
        return tuple(each for each in self.dated if isinstance(each, Gap))


def chronology(entries: Iterable[Dated]) -> Chronology:
    """Return the entries in their order, by the first moment that each may mean."""
    given = sorted(entries, key=lambda each: (parse_moment(each.first_written), each.record))
    dated = sorted((each for each in given if each.has_time), key=_span)
    return Chronology(
        dated=tuple(_with_gaps(dated)),
        undated=tuple(each for each in given if not each.has_time),
    )


def _span(entry: Dated) -> tuple[datetime, datetime]:
    happened = entry.happened or When(unknown=True)
    return happened.earliest(), happened.latest()


def _with_gaps(dated: Sequence[Dated]) -> Iterable[Dated | Gap]:
    """Yield entries and gaps. What lasted covers its whole stretch, so that no gap lies in it."""
    reached: date | None = None
    for entry in dated:
        begins, ends = (moment.date() for moment in _span(entry))
        if reached is not None and (begins - reached).days > GAP_DAYS:
            yield Gap(reached + timedelta(days=1), begins - timedelta(days=1))
        yield entry
        reached = ends if reached is None else max(reached, ends)
