"""Changing the ways into a vault, one head at a time.

A new head is written only with a slot that was just sealed for what the person gave, and the data
encryption key stays as it is: whoever holds an old copy of the head and the old passphrase can
still open old copies of the vault. Saying so is the front end's duty; changing that is `rekey`.
"""

from __future__ import annotations

from datetime import UTC

from safejournal.services import opening
from safejournal.vault import ways_in
from safejournal.vault.derivation import wipe
from safejournal.vault.slots import SlotKind, seal_slot
from safejournal.vault.vault import Vault
from safejournal.vault.ways_in import WayIn

__all__ = [
    "SlotKind",
    "WayIn",
    "list_ways_in",
    "put_slot",
    "replace_passphrase",
    "replace_recovery",
]


def list_ways_in(vault: Vault) -> tuple[WayIn, ...]:
    """Return every way into the vault that it knows of."""
    return vault.ways_in()


def replace_passphrase(vault: Vault, typed: bytearray, digest: bytes | None) -> None:
    """Put a new passphrase (with a keyfile, if its digest is given) in the old one's place.

    All of that kind go: a passphrase takes the place of every passphrase without a keyfile, one
    with a keyfile that of every other with one. Ways in of other kinds stay. `typed` is wiped.
    Costs one derivation and one head, whatever the size of the vault.
    """
    kind = SlotKind.PASSPHRASE if digest is None else SlotKind.KEYFILE
    _replace(vault, kind, typed, digest)


def replace_recovery(vault: Vault, phrase: str) -> None:
    """Put a new recovery phrase in the old one's place, which is revoked in the same step.

    So are recovery sheets: who makes a new phrase no longer trusts what lies about of the old.
    """
    typed = bytearray(phrase.encode("ascii"))
    _replace(vault, SlotKind.RECOVERY, typed, None, revoked=(SlotKind.SHEETS,))


def _replace(
    vault: Vault,
    kind: SlotKind,
    typed: bytearray,
    digest: bytes | None,
    *,
    revoked: tuple[SlotKind, ...] = (),
) -> None:
    stretched = opening.stretched_from(vault.head, typed)
    with vault.dek() as dek:
        slot = seal_slot(vault.head, kind, dek, stretched, digest)
    wipe(stretched)
    put_slot(vault, kind, slot, revoked=revoked)


def put_slot(
    vault: Vault, kind: SlotKind, slot: bytes, *, revoked: tuple[SlotKind, ...] = ()
) -> None:
    """Put a slot that was sealed for this vault in the place of those of its kind.

    Slots of the `revoked` kinds go in the same writing of the head.
    """
    ways = list_ways_in(vault)
    old = [way for way in ways if way.kind is kind]
    place = old[0].slot if old else ways_in.free_slot(ways)
    gone = [way for way in ways if way.kind in revoked or way in old[1:]]
    day = vault.clock().astimezone(UTC).date().isoformat()
    kept = [way for way in ways if way.slot != place and way not in gone]
    changed = vault.head.with_slot(place, slot)
    for way in gone:
        changed = changed.with_slot(way.slot, None)
    vault.change_ways(changed, [*kept, WayIn(slot=place, kind=kind, made=day)])
