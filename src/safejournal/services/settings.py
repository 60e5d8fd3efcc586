"""What a person may set. It lies in the vault, so it is read once the vault is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from safejournal.domain.values import dataclass
from safejournal.errors import Refused
from safejournal.services.opening import Vault
from safejournal.vault import settings

DEFAULT_IDLE_MINUTES = 5
"""Long enough to think over a sentence, short enough for somebody to be called to the door."""

LONGEST_IDLE_MINUTES = 24 * 60
"""A day: beyond it, nobody means to be protected by it."""

LOOKS = ("dark", "light", "contrast", "monochrome", "contrast-light", "quiet")
"""The looks of the app, by their names."""

_IDLE_MINUTES, _LOOK, _LETTERS_MOVE, _KEYS = "idle_minutes", "look", "letters_move", "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for this vault."""

    idle_minutes: int = DEFAULT_IDLE_MINUTES
    """Minutes without a key until the journal locks; 0 for never."""
    look: str = ""
    """The name of the look of the app; "" while none was chosen."""
    letters_move: bool = False
    """Whether g and G lead to the ends of a list, as in vi, beside j and k."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of a person's own, by the act that they do."""


def read(vault: Vault) -> Settings:
    """Return what is set; what was never set, or cannot be meant, is as at the beginning."""
    with vault.reading() as connection:
        found = settings.read(connection)
    minutes, look, keys = found.get(_IDLE_MINUTES), found.get(_LOOK), found.get(_KEYS)
    known = isinstance(minutes, int) and 0 <= minutes <= LONGEST_IDLE_MINUTES
    return Settings(
        idle_minutes=minutes if known and isinstance(minutes, int) else DEFAULT_IDLE_MINUTES,
        look=look if isinstance(look, str) else "",
        letters_move=found.get(_LETTERS_MOVE) is True,
        keys={str(act): str(key) for act, key in keys.items()} if isinstance(keys, dict) else {},
    )


def set_idle_minutes(vault: Vault, minutes: int) -> Settings:
    """Set after how many minutes without a key the journal locks. Raises Refused for nonsense."""
    if not 0 <= minutes <= LONGEST_IDLE_MINUTES:
        raise Refused(f"The number of minutes lies between 0 and {LONGEST_IDLE_MINUTES}.")
    return _set(vault, _IDLE_MINUTES, minutes)


def set_look(vault: Vault, look: str) -> Settings:
    """Set how the app looks from now on. Raises Refused for a name that there is not."""
    if look not in LOOKS:
        raise Refused("There is no look of this name.", hint=", ".join(LOOKS))
    return _set(vault, _LOOK, look)


def set_letters_move(vault: Vault, wanted: bool) -> Settings:
    """Set whether g and G lead to the ends of a list."""
    return _set(vault, _LETTERS_MOVE, wanted)


def set_keys(vault: Vault, keys: Mapping[str, str]) -> Settings:
    """Put these keys, by act, in the place of a person's own; none puts all as it was."""
    return _set(vault, _KEYS, dict(keys))


def _set(vault: Vault, name: str, value: object) -> Settings:
    with vault.writing() as connection:
        settings.write(connection, settings.read(connection) | {name: value})
    return read(vault)
