"""age files made and spoilt by hand, from the public specification (C2SP age.md) alone.

The public test vectors of age cannot be downloaded when the tests run; these are equivalent ones,
each with one fault, made anew in every run.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024


def b64(raw: bytes) -> bytes:
    """Return unpadded base64, as age writes it."""
    return base64.b64encode(raw).rstrip(b"=")


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA256."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def lines(body: bytes) -> bytes:
    """Return a stanza's body in its lines."""
    text = b64(body)
    full = [text[at : at + 64] for at in range(0, len(text), 64)]
    if not full or len(full[-1]) == 64:
        full.append(b"")
    return b"\n".join(full) + b"\n"


@dataclass
class Age:
    """An age file, every part of which can be put otherwise before it is written."""

    recipient: bytes
    content: bytes = b"hello"
    file_key: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    nonce: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    stanzas: list[bytes] | None = None
    version: bytes = VERSION
    mac: bytes | None = None
    chunks: list[bytes] | None = None

    def x25519(self, share: bytes | None = None) -> bytes:
        """Return the stanza that gives the file key to the recipient."""
        one_time = X25519PrivateKey.generate()
        public = one_time.public_key().public_bytes_raw() if share is None else share
        shared = one_time.exchange(X25519PublicKey.from_public_bytes(self.recipient))
        key = hkdf(shared, public + self.recipient, b"age-encryption.org/v1/X25519")
        body = ChaCha20Poly1305(key).encrypt(bytes(12), self.file_key, None)
        return b"-> X25519 " + b64(public) + b"\n" + lines(body)

    def scrypt(self, passphrase: str, work: int, written: bytes | None = None) -> bytes:
        """Return the stanza that gives it to a passphrase."""
        salt = secrets.token_bytes(16)
        label = b"age-encryption.org/v1/scrypt" + salt
        key = bytes(32)
        if work <= 14:  # dearer ones are never computed
            key = hashlib.scrypt(passphrase.encode(), salt=label, n=1 << work, r=8, p=1, dklen=32)
        body = ChaCha20Poly1305(key).encrypt(bytes(12), self.file_key, None)
        factor = str(work).encode() if written is None else written
        return b"-> scrypt " + b64(salt) + b" " + factor + b"\n" + lines(body)

    def header(self) -> bytes:
        """Return the header with its MAC."""
        stanzas = [self.x25519()] if self.stanzas is None else self.stanzas
        before = self.version + b"".join(stanzas) + b"---"
        mac = hmac.digest(hkdf(self.file_key, b"", b"header"), before, "sha256")
        return before + b" " + b64(mac if self.mac is None else self.mac) + b"\n"

    def sealed(self, at: int, chunk: bytes, *, last: bool) -> bytes:
        """Return one chunk of the payload."""
        key = hkdf(self.file_key, self.nonce, b"payload")
        counter = at.to_bytes(11, "big") + bytes([last])
        return ChaCha20Poly1305(key).encrypt(counter, chunk, None)

    def payload(self) -> list[bytes]:
        """Return the chunks of the payload, sealed."""
        pieces = [self.content[at : at + CHUNK] for at in range(0, len(self.content), CHUNK)]
        pieces = pieces or [b""]
        return [self.sealed(i, p, last=i == len(pieces) - 1) for i, p in enumerate(pieces)]

    def file(self) -> bytes:
        """Return the whole file."""
        chunks = self.payload() if self.chunks is None else self.chunks
        return self.header() + self.nonce + b"".join(chunks)
