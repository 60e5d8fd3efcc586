"""Keys out of passphrases, and keys out of keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id's memory (KiB), passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int


DEFAULT_COST = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
LEAST_COST = Cost(memory_kib=64 * 1024, passes=3, lanes=1)
MOST_COST = Cost(memory_kib=2 * 1024 * 1024, passes=20, lanes=4)
STORE_KEY_SIZE = 80


class Realm(bytes, Enum):
    """Whether a vault is a person's own or for practice; bound into every key below the DEK."""

    REAL = b"real"
    PRACTICE = b"practice"


def check_cost(cost: Cost) -> None:
    """Raise HeadDamaged unless the cost lies within the caps."""
    raise NotImplementedError


def stretch(passphrase: bytearray, salt: bytes, cost: Cost) -> bytearray:
    """Return the 32 bytes that Argon2id makes of a passphrase (UTF-8). The caller wipes both."""
    raise NotImplementedError


def calibrate(memory_kib: int) -> Cost:
    """Return the cost for this machine: that memory, passes raised until 0.5 to 1 s. Refused."""
    raise NotImplementedError


def derive(
    dek: bytes | bytearray,
    vault_id: bytes,
    realm: Realm,
    name: str,
    length: int,
    generation: int | None = None,
) -> bytearray:
    """Return the key called `name` that hangs below the DEK. The caller wipes it."""
    raise NotImplementedError


def wipe(*buffers: bytearray) -> None:
    """Overwrite the buffers with zeros, in place."""
    raise NotImplementedError
