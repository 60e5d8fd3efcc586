"""The head: the file with the key slots, 4096 bytes.

       0  magic, the last byte is the format's version   8
       8  vault id                                      16
      24  salt of the passphrase derivation             32
      56  its cost: memory KiB u32, passes u16, lanes u16 (all numbers big endian)
      64  generation u64
      72  list of the ways in, sealed (ways_in.py)     56
     128  eight slots of 128 bytes
    1152  random fill, to 4064
    4064  HMAC-SHA256 over all before it               32

It is rewritten only when a way in or the generation changes, because every rewriting may leave an
old copy of the slots on flash. Putting it in place is the one commit point of such a change.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from pathlib import Path
from typing import Self

from safejournal.domain.values import dataclass, field
from safejournal.domain.values import replace as altered
from safejournal.errors import HeadDamaged, NotFound, Refused, VaultTooNew
from safejournal.vault import private
from safejournal.vault.derivation import STORE_KEY_SIZE, Cost, Realm, check_cost, derive, wipe

HEAD_SIZE = 4096
OPENING_SIZE = 64
WAYS_SIZE = 56
SLOT_COUNT = 8
SLOT_SIZE = 128
FIRST_GENERATION = 1

_BACKUP_BITS = 63
_FIRST_OF_BACKUPS = 1 << _BACKUP_BITS
"""No vault comes so far by counting: above this stands the random number of a backup."""

_FIRST_RESTORED = 1 << 30
"""A restored vault begins between this and its double: 8 hex digits, with room to count on."""

_MAGIC = b"sjhead\x00"
_VERSION = 1
_OPENING = struct.Struct(">7sB16s32sIHH")
_WAYS_AT = OPENING_SIZE + 8
_SLOTS_AT = _WAYS_AT + WAYS_SIZE
_FILL_AT = _SLOTS_AT + SLOT_COUNT * SLOT_SIZE
_MAC_SIZE = 32
_MAC_AT = HEAD_SIZE - _MAC_SIZE
NAME = "head"
BESIDE = "head.new"
"""Where the next head is written before it takes its place. Left by a kill, it means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a head says. Slots that are not in use hold random bytes."""

    vault_id: bytes
    salt: bytes
    cost: Cost
    generation: int
    ways: bytes = field(repr=False)
    """The list of the ways in, sealed: see `ways_in`."""
    slots: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def new(cls, cost: Cost) -> Self:
        """Return the head of a vault to be: new id and salt, generation 1, the rest random."""
        return cls(
            vault_id=os.urandom(16),
            salt=os.urandom(32),
            cost=cost,
            generation=FIRST_GENERATION,
            ways=os.urandom(WAYS_SIZE),
            slots=tuple(os.urandom(SLOT_SIZE) for _ in range(SLOT_COUNT)),
        )

    def opening(self) -> bytes:
        """Return the first 64 bytes, to which every slot is bound."""
        cost = self.cost
        return _OPENING.pack(
            _MAGIC, _VERSION, self.vault_id, self.salt, cost.memory_kib, cost.passes, cost.lanes
        )

    def store_key(self, dek: bytes | bytearray, realm: Realm) -> bytearray:
        """Return the raw key of the store that this head names; `open_store` wipes it."""
        return derive(dek, self.vault_id, realm, "db", STORE_KEY_SIZE, self.generation)

    def with_slot(self, index: int, slot: bytes | None) -> Self:
        """Return the head with another slot there; None puts random bytes there (revoked)."""
        slots = list(self.slots)
        slots[index] = os.urandom(SLOT_SIZE) if slot is None else slot
        return altered(self, slots=tuple(slots))

    def next(self) -> Self:
        """Return the head that names the next generation."""
        return altered(self, generation=self.generation + 1)

    @property
    def is_of_backup(self) -> bool:
        """Tell whether this head stands in a backup, whose number takes the generation's place."""
        return self.generation >= _FIRST_OF_BACKUPS

    def of_backup(self) -> Self:
        """Return the head of a new backup: the same ways in, and a random number of its own."""
        from secrets import randbits  # brings `random`, which no start needs

        return altered(self, generation=_FIRST_OF_BACKUPS + randbits(_BACKUP_BITS))

    def backup_key(self, dek: bytes | bytearray, realm: Realm) -> bytearray:
        """Return the raw key of a backup's pages; a page of it is worth nothing anywhere else."""
        return derive(dek, self.vault_id, realm, "backup", STORE_KEY_SIZE, self.generation)

    def restored(self) -> Self:
        """Return the head of a vault that is restored from a copy, with a generation far away.

        Two copies of one vault that live on apart must not come to share a store's key.
        """
        from secrets import randbelow

        return altered(self, generation=_FIRST_RESTORED + randbelow(_FIRST_RESTORED))


def parse(raw: bytes) -> Head:
    """Return what a head says. It may still be forged until `authenticate` has seen it.

    Raises HeadDamaged for a wrong size or magic, or a cost outside the caps, and VaultTooNew for a
    later version. Allocates nothing that the head asks for.
    """
    if len(raw) != HEAD_SIZE:
        raise HeadDamaged("The head is damaged: it is not 4096 bytes long.")
    magic, version, vault_id, salt, memory_kib, passes, lanes = _OPENING.unpack_from(raw)
    if magic != _MAGIC or version == 0:
        raise HeadDamaged("The head is damaged: it does not begin as a head does.")
    if version > _VERSION:
        raise VaultTooNew("This vault was made by a later version of the program.")
    cost = Cost(memory_kib=memory_kib, passes=passes, lanes=lanes)
    check_cost(cost)
    return Head(
        vault_id=vault_id,
        salt=salt,
        cost=cost,
        generation=int.from_bytes(raw[OPENING_SIZE:_WAYS_AT], "big"),
        ways=raw[_WAYS_AT:_SLOTS_AT],
        slots=tuple(raw[at : at + SLOT_SIZE] for at in range(_SLOTS_AT, _FILL_AT, SLOT_SIZE)),
    )


def authenticate(raw: bytes, dek: bytes | bytearray) -> Realm:
    """Return the realm under which the head's HMAC verifies. Raises HeadDamaged if under none.

    Every bit of the head is covered, also the slots that did not open and the random fill.
    """
    vault_id = parse(raw).vault_id
    for realm in (Realm.REAL, Realm.PRACTICE):
        if hmac.compare_digest(_mac(raw[:_MAC_AT], vault_id, dek, realm), raw[_MAC_AT:]):
            return realm
    raise HeadDamaged(
        "The head is damaged: it was altered after it was written.",
        hint="Every backup holds a head of its own: restore the last good one.",
    )


def serialise(head: Head, dek: bytes | bytearray, realm: Realm) -> bytes:
    """Return the 4096 bytes of the head, with fresh random fill."""
    body = b"".join(
        (
            head.opening(),
            head.generation.to_bytes(8, "big"),
            head.ways,
            *head.slots,
            os.urandom(_MAC_AT - _FILL_AT),
        )
    )
    return body + _mac(body, head.vault_id, dek, realm)


def _mac(body: bytes, vault_id: bytes, dek: bytes | bytearray, realm: Realm) -> bytes:
    key = derive(dek, vault_id, realm, "head-mac", _MAC_SIZE)
    mac = hmac.digest(key, body, hashlib.sha256)
    wipe(key)
    return mac


def read(folder: Path) -> bytes:
    """Return the head's bytes, unparsed, whatever their number.

    Raises NotFound where nothing of a vault lies, HeadDamaged where the rest of one does, and
    Refused where the system does not let us read.
    """
    try:
        return private.read(folder / NAME, at_most=HEAD_SIZE + 1)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise private.refusal(error) from None
    if any(folder.glob("store.*")):
        raise HeadDamaged("The head is missing: the file with the key slots is not there.")
    raise NotFound("There is no vault at that place.")


def read_any(place: Path) -> bytes:
    """Return the raw head of a vault's folder, or of a backup, where it stands at the file's end.

    Raises as `read`; HeadDamaged too for a file that ends in no backup's head.
    """
    if not place.is_file():
        return read(place)
    try:
        with os.fdopen(private.open_plain(place), "rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - HEAD_SIZE))
            raw = file.read()
    except OSError as error:
        raise private.refusal(error) from None
    if not raw.startswith(_MAGIC) or not parse(raw).is_of_backup:
        raise HeadDamaged("This file is not a backup, or its end was cut off or altered.")
    return raw


def is_readable(folder: Path) -> bool:
    """Tell whether the disk still answers for the head: not when it fails or was taken out."""
    try:
        private.read(folder / NAME, at_most=HEAD_SIZE)
    except OSError:
        return False
    return True


def replace(folder: Path, raw: bytes) -> None:
    """Put a head in place: written beside, synced, read again, renamed, the folder synced.

    The renaming is the commit. A kill at any moment leaves the old head or the new one, whole.
    Raises Refused, before the renaming with nothing changed; only a folder that cannot be synced
    is refused after it, so that a caller who must know asks `read`.
    """
    beside = folder / BESIDE
    try:
        beside.unlink(missing_ok=True)
        private.write(beside, raw)
        if private.read(beside, at_most=HEAD_SIZE + 1) != raw:
            raise Refused("The disk did not keep what was written to it.")
        beside.replace(folder / NAME)
        private.sync_folder(folder)
    except OSError as error:
        raise private.refusal(error) from None
