"""Keys are exactly those of the format, and no cost asked for by a file can hurt the machine."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import secrets

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from safejournal.errors import HeadDamaged, Refused
from safejournal.vault import derivation, memory
from safejournal.vault.derivation import (
    DEFAULT_COST,
    LEAST_COST,
    MOST_COST,
    Cost,
    Realm,
    calibrate,
    check_cost,
    derive,
    expand,
    stretch,
    wipe,
)
from tests.vault.children import said
from tests.vault.vaults import CHEAPEST

SALT = bytes(range(32))


def test_the_oracle_keeps_rfc_9106() -> None:
    """The other implementation, by which ours is judged, gives the RFC's Argon2id vector (5.3)."""
    oracle = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32,
        ad=b"\x04" * 12, secret=b"\x03" * 8,
    )  # fmt: skip
    tag = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert oracle.derive(b"\x01" * 32).hex() == tag


@pytest.mark.parametrize(
    ("passphrase", "cost"),
    [
        ("", CHEAPEST),
        ("correct horse battery staple", LEAST_COST),
        ("шесть простых слов, записанных дома", Cost(memory_kib=65537, passes=4, lanes=2)),
        ("x" * 1000, Cost(memory_kib=70000, passes=3, lanes=3)),
    ],
)
def test_stretching_agrees_with_the_oracle(passphrase: str, cost: Cost) -> None:
    """BLAKE2b with our person, then Argon2id version 1.3: the same 32 bytes by other code."""
    prehash = hashlib.blake2b(passphrase.encode(), digest_size=64, person=b"safejournal-pw1")
    oracle = Argon2id(
        salt=SALT, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    typed = bytearray(passphrase.encode())
    assert stretch(typed, SALT, cost) == oracle.derive(prehash.digest())
    assert typed == passphrase.encode(), "the caller's buffer is the caller's to wipe"


def test_what_argon2_is_given_is_cleared() -> None:
    """The digest of the passphrase is as good as the passphrase: it does not outlive the call."""
    digest = secrets.token_bytes(64)
    derivation._argon2id(digest, SALT, CHEAPEST)
    assert digest == bytes(64)


LONG = (
    "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e"
    "590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
)
RFC_5869 = {
    "basic": (
        "0b" * 22, bytes(range(13)).hex(), bytes(range(0xF0, 0xFA)).hex(),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    "long": (
        bytes(range(0x50)).hex(), bytes(range(0x60, 0xB0)).hex(), bytes(range(0xB0, 0x100)).hex(),
        LONG,
    ),
    "empty salt": (
        "0b" * 22, "", "",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("secret", "salt", "info", "key"), RFC_5869.values(), ids=RFC_5869)
def test_expanding_keeps_rfc_5869(secret: str, salt: str, info: str, key: str) -> None:
    """HKDF-SHA256 gives the RFC's three vectors (A.1 to A.3)."""
    made = expand(
        bytes.fromhex(secret),
        salt=bytes.fromhex(salt),
        info=bytes.fromhex(info),
        length=len(key) // 2,
    )
    assert made.hex() == key


def by_hand(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF again, in the RFC's own words."""
    prk, block, key = hmac.digest(salt, secret, "sha256"), b"", b""
    for n in itertools.count(1):
        if len(key) >= length:
            return key[:length]
        block = hmac.digest(prk, block + info + bytes([n]), "sha256")
        key += block
    raise AssertionError


def test_labels_are_those_of_the_format() -> None:
    """Realm, name and generation stand in the label as docs/vault-format.md writes it."""
    dek, vault_id = b"d" * 32, b"v" * 16
    label = b"safejournal/1 practice db" + (7).to_bytes(8, "big")
    assert derive(dek, vault_id, Realm.PRACTICE, "db", 80, 7) == by_hand(dek, vault_id, label, 80)
    label = b"safejournal/1 real head-mac"
    assert derive(dek, vault_id, Realm.REAL, "head-mac", 32) == by_hand(dek, vault_id, label, 32)


def test_no_two_uses_share_a_key() -> None:
    """Another DEK, vault, realm, name or generation is another key."""
    places = itertools.product(
        (b"a" * 32, b"b" * 32), (b"v" * 16, b"w" * 16), Realm, ("db", "head-mac"), (None, 1, 2)
    )
    keys = [bytes(derive(*place[:4], 32, place[4])) for place in places]
    assert len(set(keys)) == len(keys) == 48


WITHIN = [LEAST_COST, DEFAULT_COST, MOST_COST, CHEAPEST]
OUTSIDE = [
    Cost(memory_kib=64 * 1024 - 1, passes=3, lanes=4),
    Cost(memory_kib=2 * 1024 * 1024 + 1, passes=3, lanes=4),
    Cost(memory_kib=2**32 - 1, passes=3, lanes=4),
    Cost(memory_kib=256 * 1024, passes=2, lanes=4),
    Cost(memory_kib=256 * 1024, passes=21, lanes=4),
    Cost(memory_kib=256 * 1024, passes=2**16 - 1, lanes=4),
    Cost(memory_kib=256 * 1024, passes=3, lanes=0),
    Cost(memory_kib=256 * 1024, passes=3, lanes=5),
]


@pytest.mark.parametrize("cost", WITHIN)
def test_a_cost_within_the_caps_is_taken(cost: Cost) -> None:
    """The caps themselves are allowed."""
    check_cost(cost)


@pytest.mark.parametrize("cost", OUTSIDE)
def test_a_cost_outside_the_caps_is_damage(cost: Cost) -> None:
    """Refused at the first look, before memory is taken or hours are spent."""
    with pytest.raises(HeadDamaged):
        check_cost(cost)
    with pytest.raises(HeadDamaged):
        stretch(bytearray(b"x"), SALT, cost)


def test_memory_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small machine gets a sentence. It is not killed in the middle."""
    monkeypatch.setattr(memory, "available_kib", lambda: CHEAPEST.memory_kib)
    with pytest.raises(Refused, match="not enough free memory"):
        stretch(bytearray(b"x"), SALT, CHEAPEST)


def test_memory_that_argon2_cannot_get_is_refused() -> None:
    """Where the system says nothing beforehand, Argon2's own failure becomes the same sentence."""
    script = """
import resource
from safejournal.errors import Refused
from safejournal.vault import derivation, memory
memory.available_kib = lambda: None
import argon2.low_level, cryptography.hazmat.primitives.kdf.hkdf
resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))
try:
    derivation.stretch(bytearray(b"x"), bytes(32), derivation.Cost(
        memory_kib=1024 * 1024, passes=3, lanes=4))
except Refused as refused:
    print(refused.sentence)
"""
    assert said(script).startswith("There is not enough free memory")


@pytest.mark.parametrize(
    ("seconds", "passes"), [(0.3, 8), (0.9, 3), (6.0, 3), (0.001, 20), (0.45, 5), (0.12, 19)]
)
def test_calibrating_raises_passes_only(
    seconds: float, passes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three passes that took so long: about 0.75 s are aimed at, never under 3 passes, over 20."""
    ticks = iter((100.0, 100.0 + seconds))
    monkeypatch.setattr("time.perf_counter", lambda: next(ticks))
    assert calibrate(CHEAPEST.memory_kib) == Cost(
        memory_kib=CHEAPEST.memory_kib, passes=passes, lanes=DEFAULT_COST.lanes
    )


@pytest.mark.parametrize("memory_kib", [0, 32 * 1024, 4 * 1024 * 1024])
def test_memory_outside_the_caps_is_refused_to_a_person(memory_kib: int) -> None:
    """Whoever asks for too little or too much is told the limits."""
    with pytest.raises(Refused, match="64 MiB to 2 GiB"):
        calibrate(memory_kib)


@given(st.binary(max_size=200))
def test_wiping_is_done_in_place(content: bytes) -> None:
    """The bytes themselves are overwritten, seen through a second door to the same memory."""
    buffer = bytearray(content)
    with memoryview(buffer) as door:
        wipe(buffer)
        assert bytes(door) == bytes(len(content))


def test_the_session_does_not_load_argon2() -> None:
    """Deriving from a DEK needs no Argon2: only the unlock child pays for it."""
    script = (
        "import sys; from safejournal.vault import head, slots, generation, derivation as d;"
        "d.derive(bytes(32), bytes(16), d.Realm.REAL, 'db', 80, 1);"
        "print([name for name in sys.modules if 'argon2' in name.lower() and 'crypt' not in name])"
    )
    assert said(script) == "[]"
