"""What is left of keys in a process: looked for from outside, in all of its memory."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from safejournal.vault.derivation import stretch
from tests.vault.children import environment
from tests.vault.vaults import CHEAPEST, Made, make

READING = """
import os, sys
from pathlib import Path

def taken(length):
    buffer = bytearray(length)
    assert os.readv(0, [buffer]) == length
    return buffer

def look():
    print("look", flush=True)
    os.readv(0, [bytearray(1)])
"""

OPENING = """
from safejournal.vault.store import open_store, check_pages, transaction
path = Path(sys.argv[1])
connection = open_store(path, taken(80), newest=1)
check_pages(connection, path)
with transaction(connection):
    connection.execute("INSERT INTO entry (text, body) VALUES ('x', x'00')")
look()
connection.close()
look()
"""

KEEPING = "kept = bytes(key := taken(80))\nlook()\nlook()\n"

MOVING = """
from safejournal.vault import head
from safejournal.vault.derivation import Realm, wipe
from safejournal.vault.generation import copy_store, next_generation
from safejournal.vault.store import open_store
place, dek = Path(sys.argv[1]).parent, taken(32)
of_head = head.parse(head.read(place))
connection = open_store(Path(sys.argv[1]), of_head.store_key(dek, Realm.REAL), newest=1)
copy_store(connection, place / "copy", of_head.next().store_key(dek, Realm.REAL)).close()
look()
connection = next_generation(connection, place, of_head.next(), dek, Realm.REAL)
wipe(dek)
look()
"""

STRETCHING = """
from safejournal.vault import head, slots
from safejournal.vault.derivation import stretch, wipe
raw = head.read(Path(sys.argv[1]).parent)
passphrase = taken(int(sys.argv[2]))
stretched = stretch(passphrase, head.parse(raw).salt, head.parse(raw).cost)
wipe(passphrase)
opened = slots.open_slots(head.parse(raw), stretched)
wipe(stretched)
head.authenticate(raw, opened.dek)
wipe(opened.dek)
look()
look()
"""


@pytest.fixture
def vault(tmp_path: Path) -> Made:
    """Return a vault with enough pages for SQLCipher to work on."""
    return make(tmp_path / "vault", rows=60)


def written(secret: bytes) -> dict[str, bytes]:
    """Return the ways in which a secret may lie about: raw, its halves, and as hex digits."""
    halves = {"first half": secret[: len(secret) // 2], "second half": secret[len(secret) // 2 :]}
    digits = {f"{name} in hex": each.hex().encode() for name, each in halves.items()}
    return halves | digits


def found(pid: int, needles: dict[str, bytes]) -> dict[str, int]:
    """Count each needle in every readable byte of a process."""
    counted = dict.fromkeys(needles, 0)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            begin, end, readable = re.match(r"(\w+)-(\w+) (.)", line).groups()  # type: ignore[union-attr]
            if readable != "r" or "[v" in line:
                continue
            memory.seek(int(begin, 16))
            try:
                content = memory.read(int(end, 16) - int(begin, 16))
            except OSError:
                continue
            for name, needle in needles.items():
                counted[name] += content.count(needle)
    return {name: times for name, times in counted.items() if times}


def remnants(
    script: str, secret: bytes, needles: dict[str, bytes], *arguments: object
) -> list[dict[str, int]]:
    """Run a child that is given a secret, and look through its memory at both its stops."""
    if not os.access("/proc/self/mem", os.R_OK) or sys.platform != "linux":
        pytest.skip("memory can be read on Linux only")
    child = subprocess.Popen(
        [sys.executable, "-c", READING + script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(secret)
    child.stdin.flush()
    seen = []
    for _ in range(2):
        assert child.stdout.readline() == b"look\n"
        seen.append(found(child.pid, needles))
        child.stdin.write(b".")
        child.stdin.flush()
    child.communicate()
    assert child.returncode == 0
    return seen


def key_of(made: Made, generations: int = 0) -> bytes:
    """Return the 64 secret bytes of a store's key, this generation's or a later one's."""
    head = made.head
    for _ in range(generations):
        head = head.next()
    return bytes(head.store_key(made.dek, made.realm))[:64]


def test_a_key_that_is_kept_is_found(vault: Made) -> None:
    """The control: a copy in an object of Python's shows."""
    first, second = remnants(KEEPING, bytes(vault.key()), written(key_of(vault)), vault.store)
    assert first == second
    assert set(first) == {"first half", "second half"}


def test_an_open_store_leaves_no_key_in_sight(vault: Made) -> None:
    """Neither raw nor in hex while the store is open and used, nor after it was closed."""
    needles = written(key_of(vault))
    assert remnants(OPENING, bytes(vault.key()), needles, vault.store) == [{}, {}]


def test_moving_to_the_next_generation_leaves_no_key_in_sight(vault: Made) -> None:
    """The one place where a key goes through SQL: bound as bytes, and bound over afterwards."""
    needles = written(key_of(vault, 1)) | {f"old {k}": v for k, v in written(key_of(vault)).items()}
    assert remnants(MOVING, vault.dek, needles, vault.store) == [{}, {}]


LENGTHS: list[Callable[[], bytes]] = [
    lambda: secrets.token_hex(12).encode(),
    lambda: secrets.token_hex(90).encode(),
]


@pytest.mark.parametrize("passphrase", LENGTHS)
def test_unlocking_leaves_nothing_in_sight(passphrase: Callable[[], bytes], tmp_path: Path) -> None:
    """Passphrase, what is made of it, and the DEK once its holder wiped it."""
    from dataclasses import replace

    from safejournal.vault import head
    from safejournal.vault.slots import SlotKind, seal_slot

    made = make(tmp_path / "vault", cost=CHEAPEST)
    typed = passphrase()
    stretched = bytes(stretch(bytearray(typed), made.head.salt, CHEAPEST))
    slot = seal_slot(made.head, SlotKind.PASSPHRASE, made.dek, stretched)
    made = replace(made, head=made.head.with_slot(7, slot))
    head.replace(made.place, head.serialise(made.head, made.dek, made.realm))
    digest = blake2b(typed, digest_size=64, person=b"safejournal-pw1").digest()
    needles = {
        "passphrase": typed,
        "its beginning": typed[:12],
        "digest": digest[:32],
        "stretched": stretched,
        "DEK": made.dek,
    }
    assert remnants(STRETCHING, typed, needles, made.store, len(typed)) == [{}, {}]
