"""A second reader of bundles, written from docs/bundle-format.md alone. It imports nothing of ours.

Run as a program: independent_reader.py BUNDLE KEYFILE prints what is in it as JSON.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import sys
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
ALWAYS = ["READ-ME.txt", "instructions.html", "instructions.txt", "manifest.json"]


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA256, 32 bytes."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def bech32_data(text: str) -> bytes:
    """The bytes of a Bech32 text; its checksum is not looked at."""
    number, bits, out = 0, 0, bytearray()
    for letter in text.lower().rpartition("1")[2][:-6]:
        number, bits = number << 5 | LETTERS.index(letter), bits + 5
        if bits >= 8:
            bits -= 8
            out.append(number >> bits & 255)
    return bytes(out)


def unpadded(text: bytes) -> bytes:
    """The bytes of base64 without its padding."""
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def decrypt(file: bytes, secret: X25519PrivateKey) -> bytes:
    """The content of an age file (c2sp.org/age), by the first stanza that opens."""
    header, mac_and_rest = file.split(b"\n--- ", 1)
    mac, payload = mac_and_rest[:43], mac_and_rest[44:]
    lines, own = header.split(b"\n"), secret.public_key().public_bytes_raw()
    for at, line in enumerate(lines):
        if not line.startswith(b"-> X25519 "):
            continue
        share = unpadded(line.split(b" ")[2])
        shared = secret.exchange(X25519PublicKey.from_public_bytes(share))
        key = hkdf(shared, share + own, b"age-encryption.org/v1/X25519")
        try:
            file_key = ChaCha20Poly1305(key).decrypt(bytes(12), unpadded(lines[at + 1]), None)
        except Exception:  # noqa: BLE001 - the wrong stanza
            continue
        mac_key = hkdf(file_key, b"", b"header")
        assert hmac.digest(mac_key, header + b"\n---", "sha256") == unpadded(mac)
        stream = ChaCha20Poly1305(hkdf(file_key, payload[:16], b"payload"))
        chunks = [payload[16:][i : i + 65552] for i in range(0, len(payload) - 16, 65552)]
        return b"".join(
            stream.decrypt(n.to_bytes(11, "big") + bytes([n == len(chunks) - 1]), chunk, None)
            for n, chunk in enumerate(chunks)
        )
    raise ValueError("not for this key")


def expected_header(name: str, size: int) -> bytes:
    """The header of the table."""
    block = bytearray(512)
    for at, value in (
        (0, name.encode()),
        (100, b"0000600\0"),
        (108, b"0000000\0" * 2),
        (124, b"%011o\0" % size),
        (136, b"07033241600\0"),
        (148, b" " * 8),
        (156, b"0"),
        (257, b"ustar\00000"),
        (329, b"0000000\0" * 2),
    ):
        block[at : at + len(value)] = value
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def members(archive: bytes) -> dict[str, bytes]:
    """The files of the archive, in their order."""
    found, at = {}, 0
    while any(archive[at : at + 512]):
        header = archive[at : at + 512]
        name, size = header[:100].rstrip(b"\0").decode(), int(header[124:135], 8)
        assert header == expected_header(name, size)
        found[name] = archive[at + 512 : at + 512 + size]
        filled = size + -size % 512
        assert not any(archive[at + 512 + size : at + 512 + filled])
        at += 512 + filled
    assert archive[at:] == bytes(1024)
    assert not any(found.pop("pad.bin"))
    exponent = len(archive).bit_length() - 1
    unit = 1 << exponent - exponent.bit_length()
    assert len(archive) >= 65536
    assert len(archive) % unit == 0
    return found


def strings(*parts: bytes) -> bytes:
    """The parts of an SSH structure."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def check_signature(file: bytes, message: bytes, public: bytes, realm: str) -> None:
    """Verify an SSHSIG of the one form."""
    kind = {"real": "bundle", "practice": "practice"}[realm]
    namespace = f"safejournal-{kind}-v1".encode()
    raw = base64.b64decode(b"".join(file.split(b"\n")[1:-2]))[-64:]
    digest = hashlib.sha512(message).digest()
    Ed25519PublicKey.from_public_bytes(public).verify(
        raw, b"SSHSIG" + strings(namespace, b"", b"sha512", digest)
    )


def check_code(file: bytes, message: bytes, told: dict[str, Any], secret: X25519PrivateKey) -> None:
    """Compute this reader's code."""
    own = secret.public_key().public_bytes_raw()
    sender = bech32_data(told["sender"]["recipient"])
    shared = secret.exchange(X25519PublicKey.from_public_bytes(sender))
    info = b"safejournal/1 bundle mac " + told["realm"].encode() + sender + own
    key = hkdf(shared, bytes.fromhex(told["bundle"]), info)
    code = hmac.digest(key, hashlib.sha256(message).digest(), "sha256").hex()
    lines = dict(line.split(" ") for line in file.decode().splitlines())
    (name,) = (name for name in lines if bech32_data(name) == own)
    assert lines[name] == code


def check_whole(excerpt: dict[str, Any]) -> None:
    """Compute the digest of the version that a whole excerpt says it is."""
    from datetime import datetime

    body = json.dumps(
        excerpt["fields"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
    salt = bytes.fromhex(excerpt["salt"])
    commitment = hmac.digest(salt, b"safejournal/1 body" + body, "sha256")
    seconds = int(datetime.fromisoformat(excerpt["written_at"]).timestamp())
    parts = (
        bytes.fromhex(excerpt["record"]),
        excerpt["kind"].encode(),
        b"".join(sorted(map(bytes.fromhex, excerpt.get("parents", [])))),
        bytes.fromhex(excerpt["author"]),
        struct.pack(">q", seconds),
        commitment,
    )
    digest = hashlib.sha256(b"safejournal/1 version" + strings(*parts)).hexdigest()
    assert digest == excerpt["version"]


def read(bundle: bytes, secret_text: str) -> dict[str, Any]:
    """Everything in a bundle, checked: manifest, proof, excerpts, and the hashes of its files."""
    secret = X25519PrivateKey.from_private_bytes(bech32_data(secret_text))
    files = members(decrypt(bundle, secret))
    told = json.loads(files["manifest.json"])
    assert told["format"] == "safejournal-bundle/1"
    proof = {"signature": ["manifest.json.sig"], "code": ["manifest.mac"], "none": []}[
        told["proof"]
    ]
    names = [each["name"] for each in told["files"]]
    assert list(files) == ALWAYS + proof + names[3:]
    assert names[:3] == ALWAYS[:3]
    for each in told["files"]:
        assert len(files[each["name"]]) == each["size"]
        assert hashlib.sha256(files[each["name"]]).hexdigest() == each["sha256"]
    if told["proof"] == "signature":
        public = bytes.fromhex(told["sender"]["signing"])
        check_signature(files[proof[0]], files["manifest.json"], public, told["realm"])
    elif told["proof"] == "code":
        check_code(files[proof[0]], files["manifest.json"], told, secret)
    excerpts = [json.loads(files[name]) for name in names if name.endswith(".json")]
    for excerpt in excerpts:
        if excerpt["extent"] == "whole":
            check_whole(excerpt)
    return {"manifest": told, "excerpts": excerpts}


if __name__ == "__main__":
    key = Path(sys.argv[2]).read_text().split()[-1]
    json.dump(read(Path(sys.argv[1]).read_bytes(), key), sys.stdout)
