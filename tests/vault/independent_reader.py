"""A second implementation of the vault's format, written from docs/vault-format.md alone.

It uses the standard library and `cryptography`, nothing of the program, and shares no code with it.
Where the two disagree, the page or the program is wrong.

    python independent_reader.py VAULT [--keyfile FILE] [--words FOLDER] < passphrase > database
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import sqlite3
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAGE, RESERVED, IV, MAC, SALT = 4096, 80, 16, 64, 16
PLAIN_START = b"SQLite format 3\x00"
US_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,." + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю" + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
TO_US, TO_RUSSIAN = str.maketrans(RUSSIAN_KEYS, US_KEYS), str.maketrans(US_KEYS, RUSSIAN_KEYS)


class Unreadable(Exception):
    """The vault does not open; the text says at which step."""


class Opened(NamedTuple):
    """What stood behind a passphrase."""

    dek: bytes
    kind: int
    realm: str
    generation: int
    database: bytes


def prepared(passphrase: str, words: Path | None = None) -> bytes:
    """Return what of a passphrase counts; `words` is the folder of the two word lists."""
    typed = unicodedata.normalize("NFC", passphrase).split()
    if words is not None:
        latin = [word.translate(TO_US).lower() for word in typed]
        russian = [word.translate(TO_US).translate(TO_RUSSIAN).lower() for word in typed]
        if set(latin) <= listed(words / "english.txt"):
            typed = latin
        elif set(russian) <= listed(words / "russian.txt"):
            typed = [word.translate(TO_US) for word in russian]
    return " ".join(typed).encode()


def listed(file: Path) -> set[str]:
    """Return the words of a list."""
    return set(file.read_text("utf-8").split())


def stretched(head: bytes, passphrase: bytes) -> bytes:
    """Return A, 32 bytes."""
    memory, passes, lanes = number(head, 56, 4), number(head, 60, 2), number(head, 62, 2)
    if not (65536 <= memory <= 2097152 and 3 <= passes <= 20 and 1 <= lanes <= 4):
        raise Unreadable("cost")
    p = hashlib.blake2b(passphrase, digest_size=64, person=b"safejournal-pw1").digest()
    salt = head[24:56]
    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    return kdf.derive(p)


def number(head: bytes, at: int, size: int) -> int:
    """Return one of the head's numbers."""
    return int.from_bytes(head[at : at + size], "big")


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Return HKDF-SHA256."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def unlocked(head: bytes, a: bytes, keyfile: bytes | None) -> tuple[bytes, int]:
    """Return the DEK and the kind of the slot that held it."""
    if len(head) != PAGE or head[:8] != b"sjhead\x00\x01":
        raise Unreadable("head")
    ks = [bytes(32)] + ([hashlib.sha256(keyfile).digest()] if keyfile is not None else [])
    for at in range(128, 1152, 128):
        slot = head[at : at + 128]
        for k in ks:
            key = hkdf(a + k, slot[:32], b"safejournal/1 slot" + head[8:24], 64)
            if hmac.compare_digest(key[32:], slot[32:64]):
                try:
                    content = ChaCha20Poly1305(key[:32]).decrypt(bytes(12), slot[64:], head[:64])
                except InvalidTag:
                    raise Unreadable("slot") from None
                return content[:32], content[32]
    raise Unreadable("no slot")


def realm_of(head: bytes, dek: bytes) -> str:
    """Return whose vault the head's HMAC says it is."""
    for realm in ("real", "practice"):
        key = hkdf(dek, head[8:24], f"safejournal/1 {realm} head-mac".encode(), 32)
        if hmac.compare_digest(hmac.digest(key, head[:4064], "sha256"), head[4064:]):
            return realm
    raise Unreadable("head HMAC")


def listed_ways(head: bytes, dek: bytes, realm: str) -> dict[int, tuple[int, int]]:
    """Return kind and day of each slot that the head lists."""
    key = hkdf(dek, head[8:24], f"safejournal/1 {realm} ways".encode(), 32)
    content = ChaCha20Poly1305(key).decrypt(head[72:84], head[84:128], head[:64])
    entries = {slot: content[3 * slot : 3 * slot + 3] for slot in range(8)}
    return {slot: (each[0], number(each, 1, 2)) for slot, each in entries.items() if each[0]}


def decrypted(store: bytes, key: bytes) -> bytes:
    """Return the plain SQLite database."""
    if not store or len(store) % PAGE:
        raise Unreadable("store size")
    pages = [
        decrypted_page(store[at : at + PAGE], at // PAGE + 1, key)
        for at in range(0, len(store), PAGE)
    ]
    return b"".join(pages)


def decrypted_page(page: bytes, n: int, key: bytes) -> bytes:
    """Return one page in clear, its reserved bytes as they were."""
    begin, end = (SALT if n == 1 else 0), PAGE - RESERVED
    covered = page[begin : end + IV] + n.to_bytes(4, "little")
    if not hmac.compare_digest(hmac.digest(key[32:64], covered, "sha512"), page[end + IV :]):
        raise Unreadable(f"page {n}")
    cipher = Cipher(algorithms.AES(key[:32]), modes.CBC(page[end : end + IV])).decryptor()
    clear = cipher.update(page[begin:end]) + cipher.finalize()
    return (PLAIN_START if n == 1 else b"") + clear + page[end:]


def opened(vault: Path, a: bytes, keyfile: bytes | None = None) -> Opened:
    """Open a vault, its passphrase already stretched."""
    head = (vault / "head").read_bytes()
    dek, kind = unlocked(head, a, keyfile)
    realm, generation = realm_of(head, dek), number(head, 64, 8)
    label = f"safejournal/1 {realm} db".encode() + generation.to_bytes(8, "big")
    store = (vault / f"store.{generation:08x}").read_bytes()
    database = decrypted(store, hkdf(dek, head[8:24], label, 80))
    return Opened(dek, kind, realm, generation, database)


def as_sqlite(database: bytes) -> sqlite3.Connection:
    """Return the plain database, opened in memory by the standard library's SQLite."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    return connection


def main() -> None:
    """Decrypt a vault from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("vault", type=Path)
    parser.add_argument("--keyfile", type=Path)
    parser.add_argument("--words", type=Path)
    given = parser.parse_args()
    keyfile = given.keyfile.read_bytes() if given.keyfile else None
    passphrase = prepared(sys.stdin.readline().rstrip("\n"), given.words)
    a = stretched((given.vault / "head").read_bytes(), passphrase)
    sys.stdout.buffer.write(opened(given.vault, a, keyfile).database)


if __name__ == "__main__":
    main()
