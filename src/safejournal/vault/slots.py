"""The ways into a vault: eight slots, each of which may hold the DEK.

    slot = salt 32 | commitment 32 | ChaCha20-Poly1305(DEK 32 | kind 1 | zero 15) 48 + 16

There are always eight, and those not in use are random bytes, so that the file does not say how
many ways in there are. A slot's key comes from fresh salt at every sealing, which is what makes
the fixed nonce sound. The commitment is there because ChaCha20-Poly1305 does not commit to a key.
"""

from __future__ import annotations

import hmac
import os
from enum import IntEnum

from safejournal.domain.values import dataclass, field
from safejournal.errors import CannotUnlock, HeadDamaged, VaultTooNew
from safejournal.vault.derivation import expand, wipe
from safejournal.vault.head import Head

DEK_SIZE = 32
"""Bytes of the one random key below which everything in a vault is encrypted."""

NO_KEYFILE = bytes(32)
"""What stands in for the keyfile's SHA-256 where there is no keyfile."""

_KEY_SIZE = 32
_SALT_SIZE = 32
_FLAGS_SIZE = 16
_NONCE = bytes(12)
_LABEL = b"safejournal/1 slot"


class SlotKind(IntEnum):
    """What opens a slot."""

    PASSPHRASE = 1
    RECOVERY = 2
    KEYFILE = 3
    """A passphrase and a keyfile together; neither is enough."""
    BORDER_RETURN = 4
    SHEETS = 5
    """The secret that k of n recovery sheets give together."""


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
    """Return a slot, 128 bytes, for `Head.with_slot`.

    It opens only under a head with the same first 64 bytes (id, salt, cost).
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt = os.urandom(_SALT_SIZE)
    key = _slot_key(head, salt, stretched, keyfile_digest)
    inside = bytearray(dek) + bytes([kind]) + bytes(_FLAGS_SIZE - 1)
    cipher = ChaCha20Poly1305(memoryview(key)[:_KEY_SIZE])
    slot = salt + key[_KEY_SIZE:] + cipher.encrypt(_NONCE, inside, head.opening())
    wipe(key, inside)
    return slot


def open_slots(
    head: Head, stretched: bytes | bytearray, keyfile_digest: bytes | None = None
) -> Opened:
    """Return what the stretched passphrase (and keyfile) opens, the first if several.

    All eight slots are tried, with the keyfile and without, whichever opens. Raises CannotUnlock
    if none does. If one of them knows the key but its content is altered, the passphrase was
    right: that is HeadDamaged, so that nobody goes on doubting their memory.
    """
    opened: list[Opened] = []
    recognised = False
    for index, slot in enumerate(head.slots):
        for digest in (None,) if keyfile_digest is None else (None, keyfile_digest):
            key = _slot_key(head, slot[:_SALT_SIZE], stretched, digest)
            if hmac.compare_digest(key[_KEY_SIZE:], slot[_SALT_SIZE : _SALT_SIZE + _KEY_SIZE]):
                recognised = True
                opened += _unseal(head, index, memoryview(key)[:_KEY_SIZE])
            wipe(key)
    if opened:
        wipe(*(other.dek for other in opened[1:]))
        return opened[0]
    if recognised:
        raise HeadDamaged("The head is damaged: the key was right, but its slot was altered.")
    raise CannotUnlock(
        "No key slot opens with this. A wrong passphrase and a damaged slot look the same.",
        hint="Check the keyboard layout and Caps Lock; give the keyfile too if there is one.",
    )


def _unseal(head: Head, index: int, key: memoryview) -> list[Opened]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    inside = bytearray(DEK_SIZE + _FLAGS_SIZE)
    sealed = head.slots[index][_SALT_SIZE + _KEY_SIZE :]
    try:
        ChaCha20Poly1305(key).decrypt_into(_NONCE, sealed, head.opening(), inside)
    except InvalidTag:
        return []
    dek, kind = inside[:DEK_SIZE], inside[DEK_SIZE]
    wipe(inside)
    if kind not in SlotKind.__members__.values():
        raise VaultTooNew("This vault has a way in that a later version of the program made.")
    return [Opened(index=index, kind=SlotKind(kind), dek=dek)]


def _slot_key(
    head: Head, salt: bytes, stretched: bytes | bytearray, keyfile_digest: bytes | None
) -> bytearray:
    """Return the slot's encryption key and, behind it, its commitment."""
    secret = bytearray(stretched) + (NO_KEYFILE if keyfile_digest is None else keyfile_digest)
    key = expand(secret, salt=salt, info=_LABEL + head.vault_id, length=2 * _KEY_SIZE)
    wipe(secret)
    return key
