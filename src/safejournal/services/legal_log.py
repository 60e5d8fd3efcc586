"""What was looked up, when, how and by whom; and how old the answer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safejournal.domain.versions import Record
from safejournal.domain.words import LegalKind

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The latest check of one matter in one jurisdiction."""

    record: Record
    kind: LegalKind | None
    jurisdiction: str | None
    days: int | None
    """Days since it was looked up; None when nobody said."""
    stale: bool
    """Too old to rely on, or never dated."""
    nothing_found: bool
    """It says that nothing was found on that day: never to be shown as clear."""
    earlier: tuple[Record, ...]
    """Older checks of the same, the latest first."""


def legal_log(vault: Vault) -> list[Check]:
    """Return the latest check of each matter, what stands against the person first, then by age."""
    raise NotImplementedError
