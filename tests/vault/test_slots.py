"""A slot opens with what it was sealed under, and with nothing else."""

from __future__ import annotations

import hashlib
import secrets
import sys
from dataclasses import replace
from types import FrameType
from typing import cast

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from safejournal.errors import CannotUnlock, HeadDamaged, VaultTooNew
from safejournal.vault.derivation import Cost, expand
from safejournal.vault.head import SLOT_COUNT, SLOT_SIZE, Head
from safejournal.vault.slots import SlotKind, open_slots, seal_slot
from tests.vault.vaults import CHEAPEST

DEK, A, KEYFILE = b"D" * 32, b"A" * 32, hashlib.sha256(b"a picture").digest()


@pytest.fixture
def bare() -> Head:
    """Return a head into which there is no way yet."""
    return Head.new(CHEAPEST)


def test_the_cipher_keeps_rfc_8439() -> None:
    """The AEAD gives the RFC's vector (2.8.2)."""
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
        b"future, sunscreen would be it."
    )
    sealed = ChaCha20Poly1305(bytes(range(0x80, 0xA0))).encrypt(
        bytes.fromhex("070000004041424344454647"), text, bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    )
    assert sealed[-16:].hex() == "1ae10b594f09e26a7e902ecbd0600691"
    assert sealed[:16].hex() == "d31a8d34648e60db7b86afbc53ef7ec2"


@pytest.mark.parametrize("kind", SlotKind)
@pytest.mark.parametrize("index", range(SLOT_COUNT))
def test_what_is_sealed_opens(kind: SlotKind, index: int, bare: Head) -> None:
    """Any kind, in any of the eight places, with a keyfile or without."""
    digest = KEYFILE if kind is SlotKind.KEYFILE else None
    head = bare.with_slot(index, seal_slot(bare, kind, DEK, A, digest))
    opened = open_slots(head, A, digest)
    assert (opened.index, opened.kind, opened.dek) == (index, kind, bytearray(DEK))


def test_random_slots_open_to_nobody(bare: Head) -> None:
    """A head without a way in refuses like one with a wrong passphrase."""
    with pytest.raises(CannotUnlock):
        open_slots(bare, A)


def test_a_wrong_passphrase_cannot_unlock(bare: Head) -> None:
    """One bit off is as wrong as any, and the sentence does not pretend to know why."""
    head = bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, DEK, A))
    with pytest.raises(CannotUnlock, match="look the same"):
        open_slots(head, bytes([A[0] ^ 1]) + A[1:])


def test_a_keyfile_slot_needs_both(bare: Head) -> None:
    """Passphrase alone, another file, or the file with another passphrase: all useless."""
    head = bare.with_slot(4, seal_slot(bare, SlotKind.KEYFILE, DEK, A, KEYFILE))
    for a, digest in ((A, None), (A, b"k" * 32), (b"B" * 32, KEYFILE)):
        with pytest.raises(CannotUnlock):
            open_slots(head, a, digest)


def test_a_keyfile_does_no_harm_to_other_slots(bare: Head) -> None:
    """Whoever gives a keyfile that is not needed gets in by the passphrase all the same."""
    head = bare.with_slot(7, seal_slot(bare, SlotKind.PASSPHRASE, DEK, A))
    assert open_slots(head, A, KEYFILE).index == 7


def test_a_revoked_slot_opens_no_more(bare: Head) -> None:
    """Random bytes in its place: the head looks as before, the way in is gone."""
    head = bare.with_slot(2, seal_slot(bare, SlotKind.RECOVERY, DEK, A))
    with pytest.raises(CannotUnlock):
        open_slots(head.with_slot(2, None), A)


def test_two_sealings_have_nothing_in_common(bare: Head) -> None:
    """Fresh salt each time: the fixed nonce never meets a key twice."""
    first, second = (seal_slot(bare, SlotKind.PASSPHRASE, DEK, A) for _ in range(2))
    assert len(first) == len(second) == SLOT_SIZE
    assert all(first[at : at + 8] != second[at : at + 8] for at in range(0, SLOT_SIZE, 8))


@pytest.mark.parametrize(
    "other",
    [
        {"vault_id": b"o" * 16},
        {"salt": b"o" * 32},
        {"cost": Cost(memory_kib=CHEAPEST.memory_kib, passes=4, lanes=4)},
    ],
)
def test_a_slot_is_bound_to_its_head(other: dict[str, bytes | Cost], bare: Head) -> None:
    """Carried to a head with another id, salt or cost it does not open."""
    head = bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, DEK, A))
    changed = replace(head, **other)  # type: ignore[arg-type]
    with pytest.raises((CannotUnlock, HeadDamaged)):
        open_slots(changed, A)


def test_a_damaged_slot_does_not_blame_the_passphrase(bare: Head) -> None:
    """The commitment tells that the key was right: what is broken is the head."""
    slot = bytearray(seal_slot(bare, SlotKind.PASSPHRASE, DEK, A))
    slot[100] ^= 1
    with pytest.raises(HeadDamaged, match="the key was right"):
        open_slots(bare.with_slot(0, bytes(slot)), A)


def test_a_damaged_slot_does_not_hide_a_good_one(bare: Head) -> None:
    """Two slots under one passphrase: the one that is whole opens."""
    slot = bytearray(seal_slot(bare, SlotKind.PASSPHRASE, DEK, A))
    slot[100] ^= 1
    head = bare.with_slot(0, bytes(slot)).with_slot(3, seal_slot(bare, SlotKind.RECOVERY, DEK, A))
    assert open_slots(head, A).index == 3


def test_one_slot_never_opens_to_two_keys(bare: Head) -> None:
    """ChaCha20-Poly1305 commits to no key; the commitment does.

    A slot made for one key with the other's tag (which this cipher lets an attacker make) still
    stands under one commitment, so that the other key is turned away before it decrypts anything.
    """
    slot = seal_slot(bare, SlotKind.PASSPHRASE, DEK, A)
    other = expand(
        b"B" * 32 + bytes(32),
        salt=slot[:32],
        info=b"safejournal/1 slot" + bare.vault_id,
        length=64,
    )
    inside = b"E" * 32 + bytes([1]) + bytes(15)
    forged = slot[:64] + ChaCha20Poly1305(bytes(other[:32])).encrypt(
        bytes(12), inside, bare.opening()
    )
    with pytest.raises(CannotUnlock):
        open_slots(bare.with_slot(0, forged), b"B" * 32)


def test_a_way_in_of_a_later_version_is_named_as_such(bare: Head) -> None:
    """An unknown kind is not guessed at."""
    head = bare.with_slot(0, seal_slot(bare, cast(SlotKind, 9), DEK, A))
    with pytest.raises(VaultTooNew):
        open_slots(head, A)


@pytest.mark.parametrize("index", [0, 7])
@pytest.mark.parametrize("digest", [None, KEYFILE])
def test_all_slots_are_tried_whichever_opens(index: int, digest: bytes | None, bare: Head) -> None:
    """How long it takes does not tell which slot opened: eight keys are derived, or sixteen."""
    head = bare.with_slot(index, seal_slot(bare, SlotKind.PASSPHRASE, DEK, A))
    derived = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal derived
        derived += event == "call" and frame.f_code is expand.__code__

    sys.setprofile(watch)
    try:
        open_slots(head, A, digest)
    finally:
        sys.setprofile(None)
    assert derived == SLOT_COUNT * (1 if digest is None else 2)


def test_what_is_printed_shows_no_key(bare: Head) -> None:
    """Neither what opened nor a head gives away bytes when somebody prints it."""
    dek = secrets.token_bytes(32)
    head = bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, dek, A))
    opened = open_slots(head, A)
    assert repr(bytes(opened.dek))[2:-1] not in repr(opened)
    assert "slots" not in repr(head)


def test_the_kinds_have_the_numbers_of_the_format() -> None:
    """They stand sealed in vaults that exist: none may ever change its meaning."""
    assert {name: kind.value for name, kind in SlotKind.__members__.items()} == {
        "PASSPHRASE": 1,
        "RECOVERY": 2,
        "KEYFILE": 3,
        "BORDER_RETURN": 4,
        "SHEETS": 5,
    }
