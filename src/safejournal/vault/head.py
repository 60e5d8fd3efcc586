"""The head: the file with the key slots, 4096 bytes, rewritten only when a way in changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from safejournal.vault.derivation import Cost, Realm

HEAD_SIZE = 4096
SLOT_COUNT = 8
SLOT_SIZE = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a head says. Slots that are not in use hold random bytes."""

    vault_id: bytes
    salt: bytes
    cost: Cost
    generation: int
    slots: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def new(cls, cost: Cost) -> Self:
        """Return the head of a vault to be: new id and salt, generation 1, eight random slots."""
        raise NotImplementedError

    def opening(self) -> bytes:
        """Return the first 64 bytes, to which every slot is bound."""
        raise NotImplementedError

    def with_slot(self, index: int, slot: bytes | None) -> Self:
        """Return the head with another slot there; None puts random bytes there (revoked)."""
        raise NotImplementedError

    def next(self) -> Self:
        """Return the head that names the next generation."""
        raise NotImplementedError


def parse(raw: bytes) -> Head:
    """Raises HeadDamaged (size, magic, caps, reserved bytes) or VaultTooNew."""
    raise NotImplementedError


def authenticate(raw: bytes, dek: bytes | bytearray) -> Realm:
    """Return the realm under which the head's HMAC verifies. Raises HeadDamaged."""
    raise NotImplementedError


def serialise(head: Head, dek: bytes | bytearray, realm: Realm) -> bytes:
    """Return the 4096 bytes of the head, with fresh random fill."""
    raise NotImplementedError


def read(folder: Path) -> bytes:
    """Return the head's bytes, unparsed. Raises NotFound (no vault there) or HeadDamaged."""
    raise NotImplementedError


def replace(folder: Path, raw: bytes) -> None:
    """Put a head in place: beside, synced, read again, renamed, folder synced. Raises Refused."""
    raise NotImplementedError
