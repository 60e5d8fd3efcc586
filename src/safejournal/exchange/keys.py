"""The two public keys by which somebody is known, and the ways in which they are handed over.

An identity is an X25519 key, to which bundles are sealed (an age recipient), and an Ed25519 key,
which signs. They are handed over as one line of text, as forty-two words, or as a QR code; and
compared, by voice, in eight words (`spoken`).
"""

from __future__ import annotations

import base64
import re
import struct
from hashlib import sha256

from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected
from safejournal.exchange import bech32
from safejournal.exchange.points import KEY_BYTES, check_recipient, check_signing_key

AGE_PREFIX = "age"
AGE_SECRET_PREFIX = "age-secret-key-"  # noqa: S105 - how age marks one, not one
_PREFIXES = {False: "sj", True: "sjp"}
"""Of a contact string: a person's own, or one of a practice vault."""

AUTHOR_BYTES = 16
"""A key id: the first 128 bits of SHA-256 over the Ed25519 key, as in the vault."""

LONGEST_KEY_TEXT = 4096
"""Characters of what is pasted as a key: a contact string has 112, its words some 300."""

_SSH_KIND = b"ssh-ed25519"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicIdentity:
    """Whom a bundle is for, or from. Raises ValueError for keys that protect nobody."""

    recipient: bytes
    """X25519, 32 bytes."""
    signing: bytes | None = None
    """Ed25519, 32 bytes; None for somebody who uses age alone."""
    practice: bool = False
    """Of a practice vault, and of no use to anybody's own."""

    def __post_init__(self) -> None:
        check_recipient(self.recipient)
        if self.signing is not None:
            check_signing_key(self.signing)

    @property
    def age_recipient(self) -> str:
        """The text `age1…`, which any age takes."""
        return write_recipient(self.recipient)

    @property
    def both(self) -> bytes:
        """The two keys in one, by which a sender is told from another who names one of them."""
        return self.recipient + (self.signing or b"")

    @property
    def author(self) -> str:
        """The key id that stands in what they write, 32 hexadecimal digits; "" without a key."""
        return "" if self.signing is None else sha256(self.signing).digest()[:AUTHOR_BYTES].hex()

    @property
    def contact_string(self) -> str:
        """Both keys on one line; the age recipient alone where there is no signing key."""
        if self.signing is None:
            return self.age_recipient
        both = self.recipient + self.signing
        return bech32.encode(_PREFIXES[self.practice], both, bech32.BECH32M)

    @property
    def ssh_key(self) -> str:
        """The signing key as a line for `ssh-keygen -Y verify`; "" where there is none."""
        if self.signing is None:
            return ""
        return f"{_SSH_KIND.decode()} {base64.b64encode(ssh_public_key(self.signing)).decode()}"


def ssh_public_key(signing: bytes) -> bytes:
    """Return an Ed25519 public key in the SSH wire format."""
    parts = (_SSH_KIND, signing)
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def write_recipient(raw: bytes) -> str:
    """Return an X25519 public key as age writes it."""
    return bech32.encode(AGE_PREFIX, raw, bech32.BECH32)


def read_recipient(text: str) -> bytes:
    """Return the X25519 public key of an age recipient. Raises InputRejected for any other kind.

    Only X25519: a plugin's recipient would run a program that its text names.
    """
    try:
        prefix, raw = bech32.decode(text, bech32.BECH32)
        if prefix != AGE_PREFIX:
            raise ValueError("only age recipients of the form age1… are taken, and no plugins")
        check_recipient(raw)
    except ValueError as error:
        raise InputRejected(str(error)) from None
    return raw


def read_contact_string(text: str) -> PublicIdentity:
    """Return the keys of a contact string, or of a bare age recipient, however it was wrapped.

    Raises InputRejected for a wrong letter, and for keys that protect nobody.
    """
    bare = re.sub(r"\s", "", text[:LONGEST_KEY_TEXT])
    if bare.lower().startswith(f"{AGE_PREFIX}1"):
        return PublicIdentity(recipient=read_recipient(bare))
    try:
        prefix, both = bech32.decode(bare, bech32.BECH32M)
        practice = {name: is_practice for is_practice, name in _PREFIXES.items()}.get(prefix)
        if practice is None or len(both) != 2 * KEY_BYTES:
            raise ValueError("this is no contact string")
        recipient, signing = both[:KEY_BYTES], both[KEY_BYTES:]
        return PublicIdentity(recipient=recipient, signing=signing, practice=practice)
    except ValueError as error:
        raise InputRejected(str(error)) from None
