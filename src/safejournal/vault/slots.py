"""The ways into a vault: eight slots, each of which may hold the DEK."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from safejournal.vault.head import Head


class SlotKind(IntEnum):
    """What opens a slot."""

    PASSPHRASE = 1
    RECOVERY = 2
    KEYFILE = 3
    BORDER_RETURN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The slot that opened, and the DEK that was in it. The caller wipes the DEK."""

    index: int
    kind: SlotKind
    dek: bytearray = field(repr=False)


def seal_slot(
    head: Head,
    kind: SlotKind,
    dek: bytes | bytearray,
    stretched: bytes | bytearray,
    keyfile_digest: bytes | None = None,
) -> bytes:
    """Return a slot (128 bytes) for `Head.with_slot`; only the head's first 64 bytes matter."""
    raise NotImplementedError


def open_slots(
    head: Head, stretched: bytes | bytearray, keyfile_digest: bytes | None = None
) -> Opened:
    """Try all eight slots. Raises CannotUnlock, or HeadDamaged if a slot knows the key but is cut."""
    raise NotImplementedError
