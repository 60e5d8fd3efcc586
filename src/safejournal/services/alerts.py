"""A warrant, a case, a notice was written down: what it changes, what to do, whom to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safejournal.domain.assessment import Assessment, Finding
from safejournal.domain.records import Content
from safejournal.domain.versions import Record

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class TripChange:
    """What a legal matter changes for a trip."""

    record: Record
    before: Assessment
    """Without the matter."""
    after: Assessment
    """With it."""
    worse: tuple[Finding, ...]
    """Findings that are new with it, or graver."""
    in_plan: bool
    """The trip's own plan names the matter already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What follows from a legal record."""

    record: Record
    trips: tuple[TripChange, ...]
    """Every planned trip, those that it changes most first."""
    checklists: tuple[str, ...]
    """Ids of the checklists to work through, the nearest first."""
    tell: tuple[Record, ...]
    """Lawyers, then safety contacts; nobody who must never be contacted."""


def alarms(content: Content) -> bool:
    """Tell whether a record just saved says that something stands against the person."""
    raise NotImplementedError


def alert(vault: Vault, record_id: str) -> Alert | None:
    """Return what follows from a legal record; None when it says nothing that `alarms`."""
    raise NotImplementedError


def add_to_plan(vault: Vault, trip_id: str, legal_id: str) -> Record:
    """Put the matter of a legal record into a trip's plan, as a new version of the trip."""
    raise NotImplementedError
