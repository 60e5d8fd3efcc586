"""Making a vault out of a chosen passphrase."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from safejournal.domain.values import dataclass
from safejournal.errors import Refused
from safejournal.services import opening, passphrases
from safejournal.vault import vault, ways_in
from safejournal.vault.derivation import DEFAULT_COST, LEAST_COST, Realm, calibrate, wipe
from safejournal.vault.head import Head
from safejournal.vault.slots import DEK_SIZE, SlotKind, seal_slot

DEFAULT_MEMORY_MIB = DEFAULT_COST.memory_kib // 1024
PASSPHRASE_SLOT, RECOVERY_SLOT = 0, 1

PRACTICE_COST = LEAST_COST
"""There is nothing to protect in it, and it must open on the oldest laptop of a classroom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What sort of vault is wanted. None of it is secret."""

    place: str
    memory_mib: int = DEFAULT_MEMORY_MIB
    recovery: bool = True
    keyfile: str | None = None
    """A keyfile that is needed beside the passphrase; made when there is none at that path."""
    practice: bool = False


def refuse_taken(place: Path) -> None:
    """Raise Refused where something stands already. Better before a passphrase is chosen."""
    if place.is_symlink() or (place.exists() and not _is_empty_folder(place)):
        raise Refused("Something stands at that place already; nothing was changed.")


def _is_empty_folder(place: Path) -> bool:
    return place.is_dir() and not any(place.iterdir())


def make_vault(wish: Wish, typed: bytearray, now: datetime) -> tuple[bytearray, str]:
    """Make the vault; return the child's answer (slot and DEK) and the recovery phrase, or "".

    `typed` is wiped. Takes two key derivations and the calibration of their cost.
    """
    digest = _keyfile_digest(wish)
    new_head = Head.new(PRACTICE_COST if wish.practice else calibrate(wish.memory_mib * 1024))
    stretched = opening.stretched_from(new_head, typed)
    dek = bytearray(secrets.token_bytes(DEK_SIZE))
    kind = SlotKind.PASSPHRASE if digest is None else SlotKind.KEYFILE
    slot = seal_slot(new_head, kind, dek, stretched, digest)
    wipe(stretched)
    new_head = new_head.with_slot(PASSPHRASE_SLOT, slot)
    phrase = passphrases.propose_recovery() if wish.recovery else ""
    if phrase:
        new_head = _with_recovery(new_head, dek, phrase)
    kinds = (kind, SlotKind.RECOVERY) if phrase else (kind,)
    realm = Realm.PRACTICE if wish.practice else Realm.REAL
    vault.create(Path(wish.place), new_head, dek, realm, now, ways_in.listed(kinds, now))
    answer = bytearray([PASSPHRASE_SLOT]) + dek
    wipe(dek)
    return answer, phrase


def _with_recovery(of_head: Head, dek: bytearray, phrase: str) -> Head:
    stretched = opening.stretched_from(of_head, bytearray(phrase.encode("ascii")))
    slot = seal_slot(of_head, SlotKind.RECOVERY, dek, stretched)
    wipe(stretched)
    return of_head.with_slot(RECOVERY_SLOT, slot)


def _keyfile_digest(wish: Wish) -> bytes | None:
    if wish.keyfile is None:
        return None
    path = Path(wish.keyfile)
    if not path.exists():
        opening.make_keyfile(path)
    return opening.keyfile_digest(path)
