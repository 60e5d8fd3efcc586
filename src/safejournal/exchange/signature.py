"""SSHSIG: a signature that `ssh-keygen -Y verify` checks, for evidence that is meant to be proven.

The format is OpenSSH's PROTOCOL.sshsig, cut down to the one form that we write: Ed25519, SHA-512,
no reserved bytes, 70 letters a line. A signature is read by writing it anew and comparing, so that
there is one way of writing it and no parser to be deceived.

It proves authorship to everybody, also to an enemy of its author: only evidence carries one.
"""

from __future__ import annotations

import base64
import struct
from binascii import Error as BadBase64
from collections.abc import Mapping
from hashlib import sha512

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from safejournal.errors import InputRejected
from safejournal.exchange.keys import ssh_public_key
from safejournal.exchange.points import KEY_BYTES, check_signing_key
from safejournal.exchange.private_keys import PrivateIdentity

NAMESPACES = {False: "safejournal-bundle-v1", True: "safejournal-practice-v1"}
"""What it is for: a signature that was made for anything else, or for practice, proves nothing."""

PACK_NAMESPACES = {False: "safejournal-pack-v1", True: "safejournal-practice-pack-v1"}
"""The same for guidance packs."""

KIT_NAMESPACES = {False: "safejournal-kit-v1", True: "safejournal-practice-kit-v1"}
"""The same for the list of digests of a kit for workshops."""

_MAGIC, _VERSION = b"SSHSIG", 1
_KIND, _HASH = b"ssh-ed25519", b"sha512"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_COLUMNS = 70
_SIGNATURE_BYTES = 64


def sign(
    message: bytes, identity: PrivateIdentity, namespaces: Mapping[bool, str] = NAMESPACES
) -> bytes:
    """Return the signature file for a message, in the namespace of the identity's realm."""
    namespace = namespaces[identity.practice]
    signing = identity.public.signing or b""
    return _armor(signing, identity.sign(_signed(message, namespace)), namespace)


def verify(
    signature: bytes,
    message: bytes,
    *,
    practice: bool = False,
    namespaces: Mapping[bool, str] = NAMESPACES,
) -> bytes:
    """Return the Ed25519 public key that signed the message.

    Whose key that is, the caller must know from elsewhere. Raises InputRejected for anything that
    is not exactly such a signature, for keys under which anybody can sign, and where it is false.
    """
    namespace = namespaces[practice]
    public, raw = _take_apart(signature, namespace)
    try:
        check_signing_key(public)
        Ed25519PublicKey.from_public_bytes(public).verify(raw, _signed(message, namespace))
    except ValueError as error:
        raise InputRejected(f"the signature's key: {error}") from None
    except InvalidSignature:
        raise InputRejected(
            "the signature is false: this was altered after it was signed"
        ) from None
    return public


def _strings(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def _signed(message: bytes, namespace: str) -> bytes:
    """Return what is signed: the purpose and the message's hash."""
    return _MAGIC + _strings(namespace.encode(), b"", _HASH, sha512(message).digest())


def _blob(public: bytes, raw: bytes, namespace: str) -> bytes:
    key, inside = ssh_public_key(public), _strings(_KIND, raw)
    head = _MAGIC + struct.pack(">I", _VERSION)
    return head + _strings(key, namespace.encode(), b"", _HASH, inside)


def _armor(public: bytes, raw: bytes, namespace: str) -> bytes:
    text = base64.b64encode(_blob(public, raw, namespace)).decode()
    lines = [text[at : at + _COLUMNS] for at in range(0, len(text), _COLUMNS)]
    return "\n".join((_BEGIN, *lines, _END, "")).encode()


def _take_apart(signature: bytes, namespace: str) -> tuple[bytes, bytes]:
    """Return the public key and the raw signature, which stand at fixed places."""
    empty = _blob(bytes(KEY_BYTES), bytes(_SIGNATURE_BYTES), namespace)
    key_at = empty.index(_KIND) + len(_KIND) + 4
    try:
        blob = base64.b64decode(b"".join(signature.splitlines()[1:-1]), validate=True)
    except (BadBase64, ValueError):
        blob = b""
    public, raw = blob[key_at : key_at + KEY_BYTES], blob[-_SIGNATURE_BYTES:]
    if len(blob) != len(empty) or _armor(public, raw, namespace) != signature:
        raise InputRejected("the signature is not one of this kind and purpose")
    return public, raw
