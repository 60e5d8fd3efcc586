"""Writing the store anew, verified, so that it takes no more room than what is in it."""

from __future__ import annotations

from collections.abc import Callable

from safejournal.domain.values import dataclass
from safejournal.services.opening import Vault
from safejournal.vault import compaction
from safejournal.vault.folder import store_path

__all__ = ["Compacted", "compact"]


@dataclass(frozen=True, slots=True)
class Compacted:
    """How large the store was and is, in bytes."""

    before: int
    after: int


def compact(vault: Vault, stop: Callable[[], bool] | None = None) -> Compacted:
    """Move the journal into a store written anew; the old one goes once the new one is verified.

    Raises StoreDamaged, or Refused (stopped, disk full) with nothing changed.
    """
    before = _size(vault)
    compaction.compact(vault, stop)
    return Compacted(before, _size(vault))


def _size(vault: Vault) -> int:
    return store_path(vault.place, vault.head.generation).stat().st_size
