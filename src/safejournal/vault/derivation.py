"""Keys out of passphrases, and keys out of keys.

    passphrase -> BLAKE2b-512 -> Argon2id -> 32 bytes, from which each slot derives its own keys
    DEK -> HKDF-SHA256, one label per use -> the store's key of a generation, the head's MAC key

Argon2 is imported where it is used, since only the short-lived unlock child needs it. What can be
overwritten is; for the rest the child's end is the only way in which Python forgets.
"""

from __future__ import annotations

import time
from enum import Enum
from hashlib import blake2b

from safejournal.domain.values import dataclass
from safejournal.errors import HeadDamaged, Refused
from safejournal.vault import memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id's memory (KiB), passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int


DEFAULT_COST = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
"""Four times the memory of RFC 9106's second choice: half a second, and it fits small machines."""

LEAST_COST = Cost(memory_kib=64 * 1024, passes=3, lanes=1)
"""RFC 9106's second recommendation (4.), below which nobody may be led by a swapped head."""

MOST_COST = Cost(memory_kib=2 * 1024 * 1024, passes=20, lanes=4)
"""RFC 9106's first recommendation in memory; beyond it a hostile head could hold a machine up."""

STORE_KEY_SIZE = 80
"""SQLCipher's raw key: 32 bytes to encrypt, 32 to authenticate, 16 of salt."""

_STRETCHED_SIZE = 32
_PREHASH_SIZE = 64
_PREHASH_PERSON = b"safejournal-pw1"
_LABEL = b"safejournal/1 "
_ARGON2_VERSION = 0x13
_ARGON2_OK = 0
_OWN_KIB = 32 * 1024  # what the child takes beside Argon2's memory: 18 MiB measured
_LEAST_SECONDS, _MOST_SECONDS = 0.5, 1.0  # what a person waits gladly, once a day


class Realm(bytes, Enum):
    """Whether a vault is a person's own or for practice; bound into every key below the DEK."""

    REAL = b"real"
    PRACTICE = b"practice"


def check_cost(cost: Cost) -> None:
    """Raise HeadDamaged unless the cost lies within the caps.

    To be called before anything is allocated: too little would make guessing cheap, too much
    would take the machine's memory or run for hours.
    """
    within = (
        LEAST_COST.memory_kib <= cost.memory_kib <= MOST_COST.memory_kib
        and LEAST_COST.passes <= cost.passes <= MOST_COST.passes
        and LEAST_COST.lanes <= cost.lanes <= MOST_COST.lanes
    )
    if not within:
        raise HeadDamaged("The head is damaged: it asks for a key derivation outside our limits.")


def check_memory(cost: Cost) -> None:
    """Raise Refused if this machine cannot give the memory now. Argon2 would be killed half way."""
    there = memory.available_kib()
    if there is not None and there < cost.memory_kib + _OWN_KIB:
        raise _not_enough_memory()


def stretch(passphrase: bytearray, salt: bytes, cost: Cost) -> bytearray:
    """Return the 32 bytes that Argon2id makes of a passphrase, given as its UTF-8 bytes.

    The caller wipes the passphrase and the result. Raises HeadDamaged for a cost outside the caps
    and Refused where the memory is not to be had.
    """
    check_cost(cost)
    check_memory(cost)
    # Only the digest ever meets Argon2, whose C code wants a buffer. It is an immutable object,
    # but nobody else can hold it, so that clearing it in place harms nobody.
    digest = blake2b(passphrase, digest_size=_PREHASH_SIZE, person=_PREHASH_PERSON).digest()
    return _argon2id(digest, salt, cost)


def _argon2id(secret: bytes, salt: bytes, cost: Cost) -> bytearray:
    """Run Argon2id v1.3 over the caller's own buffers, and clear `secret`.

    The package's easy calls copy the secret into objects that cannot be cleared.
    """
    from argon2.low_level import Type, core, ffi

    stretched = bytearray(_STRETCHED_SIZE)
    given = ffi.from_buffer("uint8_t[]", secret)
    context = ffi.new(
        "argon2_context *",
        {
            "version": _ARGON2_VERSION,
            "out": ffi.from_buffer("uint8_t[]", stretched, require_writable=True),
            "outlen": len(stretched),
            "pwd": given,
            "pwdlen": len(secret),
            "salt": ffi.from_buffer("uint8_t[]", salt),
            "saltlen": len(salt),
            "t_cost": cost.passes,
            "m_cost": cost.memory_kib,
            "lanes": cost.lanes,
            "threads": cost.lanes,
        },
    )
    outcome = core(context, Type.ID.value)
    ffi.memmove(given, bytes(len(secret)), len(secret))
    if outcome != _ARGON2_OK:
        raise _not_enough_memory()  # no memory, or no threads: nothing else is left to fail
    return stretched


def calibrate(memory_kib: int) -> Cost:
    """Return the cost for a vault made on this machine: that memory, and 0.5 to 1 s if it can.

    Only passes are raised, never above the cap: a vault made on a big machine must open on a small
    one. Raises Refused for memory outside the caps or not to be had.
    """
    cost = Cost(memory_kib=memory_kib, passes=DEFAULT_COST.passes, lanes=DEFAULT_COST.lanes)
    if not LEAST_COST.memory_kib <= memory_kib <= MOST_COST.memory_kib:
        raise Refused("Memory for deriving the key must be from 64 MiB to 2 GiB.")
    begun = time.perf_counter()
    stretch(bytearray(_PREHASH_SIZE), bytes(_STRETCHED_SIZE), cost)
    one_pass = (time.perf_counter() - begun) / cost.passes
    wanted = round((_LEAST_SECONDS + _MOST_SECONDS) / 2 / one_pass)
    passes = min(max(wanted, DEFAULT_COST.passes), MOST_COST.passes)
    return Cost(memory_kib=memory_kib, passes=passes, lanes=cost.lanes)


def derive(
    dek: bytes | bytearray,
    vault_id: bytes,
    realm: Realm,
    name: str,
    length: int,
    generation: int | None = None,
) -> bytearray:
    """Return the key called `name` that hangs below the DEK. The caller wipes it.

    The realm is part of every label, so that a practice vault can never be passed off as another;
    the generation, where given, keeps a page of one store from being put into the next.
    """
    info = _LABEL + realm.value + b" " + name.encode("ascii")
    if generation is not None:
        info += generation.to_bytes(8, "big")
    return expand(dek, salt=vault_id, info=info, length=length)


def expand(secret: bytes | bytearray, *, salt: bytes, info: bytes, length: int) -> bytearray:
    """Return HKDF-SHA256 (RFC 5869) of a secret. The caller wipes it."""
    # Not by hand, though loading `cryptography` costs 4 ms at each start: no cryptography of our
    # own, and this one writes into memory that can be wiped.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytearray(length)
    HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive_into(secret, key)
    return key


def wipe(*buffers: bytearray) -> None:
    """Overwrite the buffers with zeros, in place."""
    for buffer in buffers:
        buffer[:] = bytes(len(buffer))


def _not_enough_memory() -> Refused:
    return Refused(
        "There is not enough free memory to derive the key of this vault.",
        hint="Close other programs and try again.",
    )
