"""What waits in the inbox: counted for the first screen, without reading any of it."""

from __future__ import annotations

from safejournal.services.opening import Vault
from safejournal.vault import inbox


def undecided(vault: Vault) -> int:
    """Return in how many bundles something is neither accepted nor discarded."""
    with vault.reading() as connection:
        return inbox.undecided(connection)
