"""Further ways into the vault: added, revoked, tried; never the last one that is known to open."""

from __future__ import annotations

from datetime import UTC

from safejournal.errors import NotFound, Refused
from safejournal.services import opening
from safejournal.services.ways_in import list_ways_in
from safejournal.vault import ways_in
from safejournal.vault.derivation import wipe
from safejournal.vault.slots import SlotKind, seal_slot
from safejournal.vault.vault import Vault
from safejournal.vault.ways_in import WayIn


def add(vault: Vault, typed: bytearray, digest: bytes | None) -> WayIn:
    """Let another passphrase (with a keyfile, if its digest is given) open the vault too.

    `typed` is wiped. Raises Refused when all eight slots are in use.
    """
    kind = SlotKind.PASSPHRASE if digest is None else SlotKind.KEYFILE
    ways = list_ways_in(vault)
    day = vault.clock().astimezone(UTC).date().isoformat()
    made = WayIn(slot=ways_in.free_slot(ways), kind=kind, made=day)
    stretched = opening.stretched_from(vault.head, typed)
    with vault.dek() as dek:
        slot = seal_slot(vault.head, kind, dek, stretched, digest)
    wipe(stretched)
    vault.change_ways(vault.head.with_slot(made.slot, slot), [*ways, made])
    return made


def revoke(vault: Vault, slot: int, opened_by: int) -> WayIn:
    """Take a way in away, for good; old copies of the head keep it.

    `opened_by` is the slot that opened the vault just now. It cannot be revoked, so that one way in
    is always left which somebody has at hand. Raises NotFound for a slot that is not in use.
    """
    gone = find(vault, slot, opened_by)
    left = [way for way in list_ways_in(vault) if way.slot != slot]
    vault.change_ways(vault.head.with_slot(slot, None), left)
    return gone


def find(vault: Vault, slot: int, opened_by: int) -> WayIn:
    """Return a way in that may be revoked. Raises as `revoke`."""
    found = next((way for way in list_ways_in(vault) if way.slot == slot), None)
    if found is None:
        raise NotFound("There is no way in with this number.", hint="See slot list.")
    if slot == opened_by:
        raise Refused(
            "This is the way in by which the vault was opened now; it cannot be revoked.",
            hint="Open it by another one first, which shows that another one opens.",
        )
    return found
