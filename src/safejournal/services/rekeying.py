"""A new data encryption key: the whole store written anew under it, with new slots.

What a new passphrase alone cannot do: an old copy of the head and the old passphrase open nothing
that is written from now on. Copies that were made before (backups, bundles) stay as they are.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from safejournal.errors import Refused
from safejournal.services import opening
from safejournal.services.ways_in import list_ways_in
from safejournal.vault import compaction, settings, ways_in
from safejournal.vault.derivation import wipe
from safejournal.vault.head import SLOT_COUNT, Head
from safejournal.vault.slots import DEK_SIZE, SlotKind, seal_slot
from safejournal.vault.store import Connection, transaction
from safejournal.vault.vault import Vault
from safejournal.vault.ways_in import WayIn

_REKEYED = "rekeyed"
_KEPT_KINDS = (SlotKind.PASSPHRASE, SlotKind.KEYFILE)


def has_recovery(vault: Vault) -> bool:
    """Tell whether a recovery phrase opens the vault, so that a new one is wanted too."""
    return any(way.kind is SlotKind.RECOVERY for way in list_ways_in(vault))


def ways_that_end(vault: Vault, opened_by: int) -> tuple[WayIn, ...]:
    """Return the ways in that a new key ends: all but the one that opened the vault now."""
    return tuple(way for way in list_ways_in(vault) if way.slot != opened_by)


def rekey(
    vault: Vault,
    opened_by: int,
    stretched: bytearray,
    digest: bytes | None,
    phrase: str = "",
    stop: Callable[[], bool] | None = None,
) -> tuple[WayIn, ...]:
    """Give the vault a new key, opened by the passphrase that opened it now; return what opens it.

    `stretched` is what Argon2id made of that passphrase, and is wiped; `phrase` is a new recovery
    phrase that the person has seen, or "". Every other way in ends. Raises Refused or StoreDamaged
    with nothing changed; Refused too when the vault was opened by something else than a passphrase.
    """
    before = list_ways_in(vault)
    kind = next((way.kind for way in before if way.slot == opened_by), None)
    if kind not in _KEPT_KINDS:
        raise Refused(
            "A new key needs the vault opened by a passphrase.",
            hint="Choose a new passphrase first: passphrase change.",
        )
    dek = bytearray(secrets.token_bytes(DEK_SIZE))
    bare = _without_ways(vault.head.next())
    coming = bare.with_slot(
        0, seal_slot(bare, kind, dek, stretched, digest if kind is SlotKind.KEYFILE else None)
    )
    wipe(stretched)
    kinds = [kind]
    if phrase:
        recovering = opening.stretched_from(bare, bytearray(phrase.encode("ascii")))
        coming = coming.with_slot(1, seal_slot(bare, SlotKind.RECOVERY, dek, recovering))
        wipe(recovering)
        kinds.append(SlotKind.RECOVERY)
    ways = ways_in.listed(kinds, vault.clock())
    coming = ways_in.sealed(coming, dek, vault.realm, ways)
    compaction.move(vault, coming, dek, change=_noting(vault.clock()), stop=stop)
    return ways


def _without_ways(of_head: Head) -> Head:
    for slot in range(SLOT_COUNT):
        of_head = of_head.with_slot(slot, None)
    return of_head


def _noting(now: datetime) -> Callable[[Connection], None]:
    """Return what notes the day in the new store, before that becomes the vault."""

    def change(copy: Connection) -> None:
        with transaction(copy):
            moment = now.astimezone(UTC).isoformat()
            settings.write(copy, settings.read(copy) | {_REKEYED: moment})

    return change


def rekeyed_at(vault: Vault) -> datetime | None:
    """Return when the vault last got a new key: older backups open only by what opened it then."""
    with vault.reading() as connection:
        found = settings.read(connection).get(_REKEYED)
    return datetime.fromisoformat(found) if isinstance(found, str) else None
