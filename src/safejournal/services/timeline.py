"""Incidents, threats, legal changes and trips: in the order in which they happened, over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from safejournal.domain.timeline import KINDS, Event, Sieve, event_of
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import journal
from safejournal.services.journal import PAGE, browse
from safejournal.vault.derived import targets
from safejournal.vault.listing import Filter
from safejournal.vault.vault import Vault

__all__ = ["KINDS", "Laid", "Sieve", "laid_out", "named_by", "timeline"]

EVERY = 1_000_000
"""A limit that no journal reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Events and the records that they are."""

    events: tuple[Event, ...]
    """In the order in which they happened."""
    records: Mapping[str, Record] = field(repr=False)

    def through(self, sieve: Sieve) -> tuple[Event, ...]:
        """Return the events that are wanted."""
        return tuple(each for each in self.events if sieve.lets_through(each))


def timeline(
    vault: Vault,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> list[Record]:
    """Return what happened between two moments, the oldest first."""
    wanted = Filter(kinds=KINDS, since=since, until=until)
    return browse(vault, wanted, limit=limit, offset=offset, oldest_first=True)


def laid_out(vault: Vault, *, since: datetime | None = None, until: datetime | None = None) -> Laid:
    """Return everything that stands in a timeline, each with its place in time."""
    found = timeline(vault, since=since, until=until, limit=EVERY)
    return Laid(
        events=tuple(
            event_of(each.id, each.content, targets(each.content))
            for each in found
            if each.content is not None
        ),
        records={each.id: each for each in found},
    )


def named_by(vault: Vault, laid: Laid) -> list[Record]:
    """Return the contacts that are named in what is laid out, in the order of their records."""
    named = {to for each in laid.events for to in each.points_to}
    found = journal.show_all(vault, sorted(named)).values()
    return [each for each in found if each.kind is Kind.CONTACT and each.content is not None]
