"""The code by which a recipient, and nobody else, sees who sent a bundle."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from safejournal.errors import InputRejected
from safejournal.exchange.authentication import authenticate, check
from safejournal.exchange.private_keys import PrivateIdentity
from tests.exchange.parcels import private
from tests.exchange.people import Somebody

ANNA, BELA, CHRIS = Somebody(), Somebody(), Somebody()
MANIFEST, BUNDLE = b'{"m":1}', bytes(range(16))


def made(*recipients: Somebody, sender: Somebody = ANNA) -> bytes:
    """Return the codes of one sender for these recipients."""
    keys = [each.public.recipient for each in recipients]
    return authenticate(MANIFEST, BUNDLE, private(sender), keys)


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 for one block, by hand (RFC 5869)."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), info + b"\x01", "sha256")


def test_each_recipient_sees_the_sender() -> None:
    """Everybody whom it was made for can check their own line."""
    for reader in (BELA, CHRIS):
        check(made(BELA, CHRIS), MANIFEST, BUNDLE, private(reader), ANNA.public.recipient)


def test_the_code_is_the_documented_one() -> None:
    """Computed anew from the page on the format, with nothing of ours."""
    secret = BELA.x25519.exchange(X25519PublicKey.from_public_bytes(ANNA.public.recipient))
    info = b"safejournal/1 bundle mac real" + ANNA.public.recipient + BELA.public.recipient
    code = hmac.digest(hkdf(secret, BUNDLE, info), hashlib.sha256(MANIFEST).digest(), "sha256")
    assert made(BELA) == f"{BELA.public.age_recipient} {code.hex()}\n".encode()


def test_it_proves_nothing_to_anybody_else() -> None:
    """The recipient can make the very same code: a seized card proves nothing about its author."""
    secret = PrivateIdentity(age=BELA.x25519.private_bytes_raw()).share(ANNA.public.recipient)
    info = b"safejournal/1 bundle mac real" + ANNA.public.recipient + BELA.public.recipient
    forged = hmac.digest(hkdf(secret, BUNDLE, info), hashlib.sha256(MANIFEST).digest(), "sha256")
    assert forged.hex().encode() in made(BELA)


def spoilt() -> dict[str, bytes]:
    """Return files of codes for Bela each of which is wrong in one way."""
    good = made(BELA)
    return {
        "empty": b"",
        "doubled": good + good,
        "something behind": good + b"x",
        "two spaces": good.replace(b" ", b"  "),
        "capitals": good.upper(),
        "a bit": bytes([*good[:-2], good[-2] ^ 1, 10]),
        "another recipient's": made(CHRIS),
        "another sender's": made(BELA, sender=CHRIS),
        "practice": made(BELA, sender=Somebody(practice=True)),
        "not in order": b"".join(sorted(made(BELA, CHRIS).splitlines(keepends=True))[::-1]),
    }


@pytest.mark.parametrize("how", spoilt())
def test_what_is_altered_or_for_another_is_refused(how: str) -> None:
    """Each of them, though the rest of the file may be right."""
    with pytest.raises(InputRejected):
        check(spoilt()[how], MANIFEST, BUNDLE, private(BELA), ANNA.public.recipient)


@pytest.mark.parametrize("what", ["manifest", "bundle", "sender", "reader"])
def test_it_binds_manifest_bundle_and_both_keys(what: str) -> None:
    """None of the four can be exchanged for another."""
    given = {"manifest": MANIFEST, "bundle": BUNDLE, "reader": BELA, "sender": ANNA}
    given[what] = {"manifest": b"x", "bundle": bytes(16)}.get(what, CHRIS)
    reader, sender = given["reader"], given["sender"]
    assert isinstance(reader, Somebody)
    assert isinstance(sender, Somebody)
    manifest, bundle = given["manifest"], given["bundle"]
    assert isinstance(manifest, bytes)
    assert isinstance(bundle, bytes)
    with pytest.raises(InputRejected):
        check(made(BELA), manifest, bundle, private(reader), sender.public.recipient)


def test_one_recipient_cannot_deceive_another() -> None:
    """Chris, who can open the bundle, cannot make Bela's code over another manifest."""
    file = made(BELA, CHRIS)
    with pytest.raises(InputRejected):
        check(file, b'{"m":2}', BUNDLE, private(BELA), ANNA.public.recipient)
