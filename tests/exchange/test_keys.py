"""Public keys from outside: which are taken, in which forms, and which protect nobody."""

from __future__ import annotations

import subprocess
import textwrap
from pathlib import Path

import pyrage
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from safejournal.errors import InputRejected
from safejournal.exchange import bech32
from safejournal.exchange.keys import PublicIdentity, read_contact_string, read_recipient
from safejournal.exchange.points import check_recipient, check_signing_key
from safejournal.vault.vault import key_id
from tests.exchange.people import Somebody

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
L = 2**252 + 27742317777372353535851937790883648493
TORSION_Y = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")

Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    """Add two points of the Edwards curve (RFC 8032, 5.1)."""
    (x1, y1), (x2, y2) = a, b
    product = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P


def root(square: int) -> int:
    """Return a square root modulo p."""
    found = pow(square, (P + 3) // 8, P)
    if found * found % P != square % P:
        found = found * pow(2, (P - 1) // 4, P) % P
    assert found * found % P == square % P
    return found


def small_order_keys() -> set[bytes]:
    """Return every way of writing a point whose order divides eight, computed, not listed."""
    y = int.from_bytes(TORSION_Y, "little")
    generator = (root((y * y - 1) * pow(D * y * y + 1, -1, P) % P), y)
    points, point = [], (0, 1)
    for _ in range(8):
        points.append(point)
        point = add(point, generator)
    assert point == (0, 1)
    assert len(set(points)) == 8
    written = set()
    for x, y in points:
        for number in (y, y + P):
            for sign in (x & 1, 1 - (x & 1)):
                if number < 2**255:
                    written.add((number | sign << 255).to_bytes(32, "little"))
    return written


def test_every_small_order_signing_key_is_refused() -> None:
    """All eight points in every encoding: under them a forgery verifies without any secret."""
    keys = small_order_keys()
    assert len(keys) >= 14
    for key in keys:
        with pytest.raises(ValueError, match="key"):
            check_signing_key(key)


def test_small_order_keys_are_worth_refusing() -> None:
    """The library that verifies would take forged signatures under such keys: the reason why."""
    forged, point_of_order_1 = 0, bytes([1]) + bytes(31)
    for key in small_order_keys():
        try:
            public = Ed25519PublicKey.from_public_bytes(key)
            public.verify(point_of_order_1 + bytes(32), b"anything")
            forged += 1
        except (ValueError, InvalidSignature):
            continue
    assert forged > 0


def test_a_signing_key_has_one_way_of_being_written() -> None:
    """A coordinate that is not below p is refused, as is one that lies on no point."""
    for number in (P + 2, P + 18, 2**255 - 1):
        with pytest.raises(ValueError, match="not written"):
            check_signing_key(number.to_bytes(32, "little"))
    off_curve = 0
    for y in range(2, 60):
        try:
            check_signing_key(y.to_bytes(32, "little"))
        except ValueError:
            off_curve += 1
    assert 10 < off_curve < 50


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(size: int) -> None:
    """Thirty-two bytes, and no others."""
    for check in (check_signing_key, check_recipient):
        with pytest.raises(ValueError, match="key"):
            check(bytes(range(1, size + 1)))


def test_every_real_key_is_taken() -> None:
    """Of five hundred generated keys of each kind none is refused."""
    for _ in range(500):
        check_signing_key(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
        check_recipient(X25519PrivateKey.generate().public_key().public_bytes_raw())


LOW_ORDER_U = [
    0,
    1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
    P - 1,
    P,
    P + 1,
    2**255 - 1,
    2**255 + 9,
]
"""Points of small order (RFC 7748, 6.1 asks to look for what they give), and other spellings."""


@pytest.mark.parametrize("u", LOW_ORDER_U)
def test_a_recipient_that_keeps_nothing_secret_is_refused(u: int) -> None:
    """All-zero, small-order and non-canonical X25519 keys would share a secret everybody knows."""
    with pytest.raises(ValueError, match="key"):
        check_recipient(u.to_bytes(32, "little"))
    with pytest.raises(InputRejected):
        read_recipient(bech32.encode("age", u.to_bytes(32, "little"), bech32.BECH32))


def test_age_reads_the_recipients_that_we_write() -> None:
    """Our text of a recipient is the one that age itself gives and takes."""
    identity = pyrage.x25519.Identity.generate()
    theirs = str(identity.to_public())
    assert PublicIdentity(recipient=read_recipient(theirs)).age_recipient == theirs


@pytest.mark.parametrize(
    "text",
    [
        bech32.encode("age1yubikey", bytes(range(33)), bech32.BECH32),
        "age1../../x",
        "age1plugin1" + "q" * 40,
        bech32.encode("age1pq", bytes(range(32)), bech32.BECH32),
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEtKeEhko3QMDMwp3sal8auj+wJvB9LdM39PQUtBBewv",
    ],
)
def test_a_recipient_of_another_kind_is_refused(text: str) -> None:
    """A plugin's recipient names a program to run; none is ever built from what came in."""
    with pytest.raises(InputRejected):
        read_contact_string(text)


def test_a_contact_string_comes_back_however_it_was_wrapped() -> None:
    """Capitals, spaces and line ends of a mail do not matter."""
    somebody = Somebody().public
    text = somebody.contact_string
    for wrapped in (text, text.upper(), "\r\n".join(textwrap.wrap(text, 20)), f"  {text}\n"):
        assert read_contact_string(wrapped) == somebody


def test_a_bare_recipient_is_an_identity_without_a_signing_key() -> None:
    """Somebody who has only age can be a contact; nothing pretends that they can sign."""
    bare = Somebody().bare
    read = read_contact_string(bare.contact_string)
    assert read == bare
    assert (read.signing, read.author, read.ssh_key) == (None, "", "")


def test_a_practice_contact_string_is_none_of_a_real_one() -> None:
    """Whoever plays cannot be taken for somebody real: the mark is under the checksum."""
    practice = Somebody(practice=True).public
    read = read_contact_string(practice.contact_string)
    assert read.practice
    swapped = "sj1" + practice.contact_string.removeprefix("sjp1")
    with pytest.raises(InputRejected):
        read_contact_string(swapped)


def test_a_hostile_contact_string_is_refused_for_its_keys() -> None:
    """A right checksum over a wrong key does not help."""
    good = Somebody().public
    assert good.signing is not None
    for both in (bytes(32) + good.signing, good.recipient + bytes(32), good.recipient * 3):
        with pytest.raises(InputRejected):
            read_contact_string(bech32.encode("sj", both, bech32.BECH32M))
    with pytest.raises(InputRejected):
        read_contact_string("sj1" + "q" * 10_000_000)


def test_the_key_id_is_the_one_of_the_vault() -> None:
    """The author that stands in every version is found again from the contact string."""
    somebody = Somebody().public
    assert somebody.signing is not None
    assert somebody.author == key_id(somebody.signing).hex()


def test_ssh_keygen_reads_the_signing_key(tmp_path: Path) -> None:
    """The line for allowed_signers is a key to the program that will verify with it."""
    file = tmp_path / "key.pub"
    file.write_text(Somebody().public.ssh_key + "\n")
    done = subprocess.run(
        ["ssh-keygen", "-l", "-f", file], capture_output=True, text=True, check=True
    )
    assert "(ED25519)" in done.stdout


def test_keys_are_refused_where_they_are_made_too() -> None:
    """No identity with a harmful key can exist in the program at all."""
    with pytest.raises(ValueError, match="anybody could sign"):
        PublicIdentity(recipient=Somebody().public.recipient, signing=bytes(32))
