"""Incidents, threats, legal changes and trips in the order in which they happened."""

from __future__ import annotations

from datetime import datetime

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services.journal import PAGE, browse
from safejournal.vault.listing import Filter
from safejournal.vault.vault import Vault

KINDS = (Kind.INCIDENT, Kind.THREAT, Kind.LEGAL, Kind.TRIP)


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
