"""The ways into a vault, as the vault itself remembers them.

A slot's kind can be read only with its own key, and a slot that is not in use looks like any other.
So the head keeps a list, sealed under the DEK: of each slot its kind and the day on which it was
made. List and slots are written in one, so that neither can be without the other.

    list (56) = nonce 12 | ChaCha20-Poly1305(eight times: kind 1, day 2 | zero 4) 28 + 16
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from safejournal.domain.values import dataclass
from safejournal.domain.values import replace as altered
from safejournal.errors import HeadDamaged, Refused, VaultTooNew
from safejournal.vault.derivation import Realm, derive, wipe
from safejournal.vault.head import SLOT_COUNT, Head
from safejournal.vault.slots import SlotKind

_KEY_SIZE, _NONCE_SIZE = 32, 12
_ENTRY = struct.Struct(">BH")
_CONTENT_SIZE = 28
_NOT_IN_USE = 0
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """One slot in use."""

    slot: int
    kind: SlotKind
    made: str
    """The UTC day on which it was made."""


def listed(kinds: Sequence[SlotKind], now: datetime) -> tuple[WayIn, ...]:
    """Return the list of a new vault, whose slots are of these kinds in order."""
    day = now.astimezone(UTC).date().isoformat()
    return tuple(WayIn(slot=i, kind=kind, made=day) for i, kind in enumerate(kinds))


def sealed(of_head: Head, dek: bytes | bytearray, realm: Realm, ways: Sequence[WayIn]) -> Head:
    """Return the head with this list in the place of the old one."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    content = bytearray(_CONTENT_SIZE)
    for way in ways:
        day = (date.fromisoformat(way.made) - _EPOCH).days
        _ENTRY.pack_into(content, way.slot * _ENTRY.size, way.kind, day)
    nonce = os.urandom(_NONCE_SIZE)
    key = derive(dek, of_head.vault_id, realm, "ways", _KEY_SIZE)
    inside = ChaCha20Poly1305(key).encrypt(nonce, content, of_head.opening())
    wipe(key, content)
    return altered(of_head, ways=nonce + inside)


def read(of_head: Head, dek: bytes | bytearray, realm: Realm) -> tuple[WayIn, ...]:
    """Return the ways in that an authentic head lists, by their slots.

    Raises HeadDamaged for a list that was not sealed under this DEK, VaultTooNew for a kind that
    only a later program knows.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce, inside = of_head.ways[:_NONCE_SIZE], of_head.ways[_NONCE_SIZE:]
    key = derive(dek, of_head.vault_id, realm, "ways", _KEY_SIZE)
    try:
        content = ChaCha20Poly1305(key).decrypt(nonce, inside, of_head.opening())
        return tuple(
            WayIn(slot=slot, kind=SlotKind(kind), made=(_EPOCH + timedelta(days=day)).isoformat())
            for slot, (kind, day) in enumerate(
                _ENTRY.iter_unpack(content[: SLOT_COUNT * _ENTRY.size])
            )
            if kind != _NOT_IN_USE
        )
    except InvalidTag:
        raise HeadDamaged("The head is damaged: its list of the ways in does not open.") from None
    except ValueError:
        raise VaultTooNew("This vault was made by a later version of the program.") from None
    finally:
        wipe(key)


def free_slot(ways: Sequence[WayIn]) -> int:
    """Return a slot that is not in use. Raises Refused when all eight are."""
    used = {way.slot for way in ways}
    for slot in range(SLOT_COUNT):
        if slot not in used:
            return slot
    raise Refused("All eight key slots are in use.", hint="Revoke one first: slot revoke.")
