"""The two private keys of a vault, in memory while a bundle is made or opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from safejournal.errors import InputRejected
from safejournal.exchange import bech32
from safejournal.exchange.keys import AGE_SECRET_PREFIX, PublicIdentity
from safejournal.exchange.points import KEY_BYTES

LARGEST_IDENTITY_FILE = 16 * 1024
"""Bytes. A file that `age-keygen` writes has 190."""


@dataclass(frozen=True)
class PrivateIdentity:
    """A vault's own keys, or the age key of somebody who has no vault."""

    age: bytes = field(repr=False)
    """X25519 private key, 32 bytes."""
    signing: bytes | None = field(default=None, repr=False)
    """Ed25519 private key, 32 bytes."""
    practice: bool = False

    @cached_property
    def public(self) -> PublicIdentity:
        """What others may know of them."""
        signing = Ed25519PrivateKey.from_private_bytes(self.signing) if self.signing else None
        return PublicIdentity(
            recipient=X25519PrivateKey.from_private_bytes(self.age).public_key().public_bytes_raw(),
            signing=signing.public_key().public_bytes_raw() if signing else None,
            practice=self.practice,
        )

    @property
    def age_secret(self) -> str:
        """The text `AGE-SECRET-KEY-1…`, which any age takes. It must never reach a disk."""
        return bech32.encode(AGE_SECRET_PREFIX, self.age, bech32.BECH32).upper()

    def share(self, recipient: bytes) -> bytes:
        """Return the 32 bytes that only this and that X25519 key can compute."""
        key = X25519PrivateKey.from_private_bytes(self.age)
        return key.exchange(X25519PublicKey.from_public_bytes(recipient))

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature. Raises ValueError where there is no signing key."""
        if self.signing is None:
            raise ValueError("there is no key to sign with")
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(message)


def generate_age_key() -> bytes:
    """Return a new X25519 private key."""
    return X25519PrivateKey.generate().private_bytes_raw()


def read_identity_file(content: bytes) -> PrivateIdentity:
    """Return the key of a file that `age-keygen` wrote, or of a key card. Raises InputRejected.

    One X25519 key, remarks after `#`, and nothing else: a plugin's identity would run a program.
    """
    if len(content) > LARGEST_IDENTITY_FILE:
        raise InputRejected("this is too large for a file with a key")
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if len(keys) != 1:
        raise InputRejected("a file with a key holds one line AGE-SECRET-KEY-1…")
    try:
        prefix, raw = bech32.decode(keys[0], bech32.BECH32)
    except ValueError:
        prefix, raw = "", b""
    if prefix != AGE_SECRET_PREFIX or len(raw) != KEY_BYTES:
        raise InputRejected("a file with a key holds one line AGE-SECRET-KEY-1…")
    return PrivateIdentity(age=raw)
