"""Who sent it, shown to the recipient alone: a code that proves nothing to anybody else.

    key  = HKDF-SHA256(X25519(the sender's age key, the recipient's), salt = bundle id,
                       info = label || realm || sender's public key || recipient's public key)
    code = HMAC-SHA256(key, SHA-256 of the manifest)

The recipient can compute the key too, and so could have made the code: a seized card cannot be held
against its author. Whoever holds a recipient's private key can pose as anybody, to that recipient.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safejournal.errors import InputRejected
from safejournal.exchange.keys import write_recipient
from safejournal.exchange.private_keys import PrivateIdentity

_LABEL = b"safejournal/1 bundle mac "
_REALMS = {False: b"real", True: b"practice"}
_KEY_BYTES = 32
_LINE = re.compile(rb"(age1[a-z0-9]{58}) ([0-9a-f]{64})\n")


def authenticate(
    manifest: bytes, bundle: bytes, sender: PrivateIdentity, recipients: Iterable[bytes]
) -> bytes:
    """Return the file with one line for each recipient: their age recipient and their code."""
    lines = []
    for recipient in recipients:
        secret = sender.share(recipient)
        parties = (sender.public.recipient, recipient)
        code = _code(manifest, bundle, secret, parties, practice=sender.practice)
        lines.append(f"{write_recipient(recipient)} {code.hex()}\n")
    return "".join(sorted(lines)).encode()


def check(
    file: bytes, manifest: bytes, bundle: bytes, reader: PrivateIdentity, sender: bytes
) -> None:
    """Check the code that is for this reader. Raises InputRejected if it is missing or false.

    `sender` is the X25519 key that the manifest names; whose it is, the caller must know.
    """
    codes = dict(_LINE.findall(file))
    if b"".join(b"%s %s\n" % line for line in sorted(codes.items())) != file:
        raise InputRejected("the file that shows its sender is not written as it must be")
    given = codes.get(write_recipient(reader.public.recipient).encode())
    if given is None:
        raise InputRejected("nothing in it shows this reader who sent it")
    parties = (sender, reader.public.recipient)
    code = _code(manifest, bundle, reader.share(sender), parties, practice=reader.practice)
    if not hmac.compare_digest(code.hex().encode(), given):
        raise InputRejected("it does not come from whom it says, or was altered")


def _code(
    manifest: bytes, bundle: bytes, secret: bytes, parties: tuple[bytes, bytes], *, practice: bool
) -> bytes:
    info = _LABEL + _REALMS[practice] + b"".join(parties)
    key = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=bundle, info=info).derive(secret)
    return hmac.digest(key, hashlib.sha256(manifest).digest(), "sha256")
