"""What a person may set. It lies in the vault, so it is read once the vault is open."""

from __future__ import annotations

from safejournal.domain.values import dataclass
from safejournal.errors import Refused
from safejournal.services.opening import Vault
from safejournal.vault import settings

DEFAULT_IDLE_MINUTES = 5
"""Long enough to think over a sentence, short enough for somebody to be called to the door."""

LONGEST_IDLE_MINUTES = 24 * 60
"""A day: beyond it, nobody means to be protected by it."""

_IDLE_MINUTES = "idle_minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for this vault."""

    idle_minutes: int = DEFAULT_IDLE_MINUTES
    """Minutes without a key until the journal locks; 0 for never."""


def read(vault: Vault) -> Settings:
    """Return what is set; what was never set, or cannot be meant, is as at the beginning."""
    with vault.reading() as connection:
        minutes = settings.read(connection).get(_IDLE_MINUTES)
    if isinstance(minutes, int) and 0 <= minutes <= LONGEST_IDLE_MINUTES:
        return Settings(idle_minutes=minutes)
    return Settings()


def set_idle_minutes(vault: Vault, minutes: int) -> Settings:
    """Set after how many minutes without a key the journal locks. Raises Refused for nonsense."""
    if not 0 <= minutes <= LONGEST_IDLE_MINUTES:
        raise Refused(f"The number of minutes lies between 0 and {LONGEST_IDLE_MINUTES}.")
    with vault.writing() as connection:
        settings.write(connection, settings.read(connection) | {_IDLE_MINUTES: minutes})
    return read(vault)
