"""The public test vectors of age: each is opened or refused as its makers say, or deviates by name.

What deviates here stands in docs/bundle-format.md too, with the reason.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from safejournal.errors import ConfirmationNeeded, InputRejected
from safejournal.exchange.age import NotForUs, unseal
from safejournal.exchange.age_header import read_header
from safejournal.exchange.jail import Agreed, Secret, read_foreign

FOLDER = Path(__file__).parent / "cctv"
MANUAL = Path(__file__).parents[2] / "docs" / "bundle-format.md"

ALL = sorted(FOLDER.glob("*.age"))
COUNT = 143

X25519 = "AGE-SECRET-KEY-1"

POST_QUANTUM = frozenset(
    {"hybrid", "hybrid_and_x25519", "hybrid_grease", "hybrid_multiple_recipients"}
)
"""Sealed to keys that the library does not have yet. Refused, or not for us."""


@dataclass(frozen=True)
class Vector:
    """One file, and what its makers say of it."""

    name: str
    told: dict[str, list[str]]
    file: bytes

    @property
    def succeeds(self) -> bool:
        """Tell whether it must open."""
        return self.told["expect"] == ["success"]

    @property
    def armored(self) -> bool:
        """Tell whether it is in age's text form."""
        return "armored" in self.told

    @property
    def secrets(self) -> list[str]:
        """What is to be tried on it: X25519 keys, the only ones we know, and passphrases."""
        keys = [key for key in self.told.get("identity", []) if key.startswith(X25519)]
        return keys + self.told.get("passphrase", [])


def vector(path: Path) -> Vector:
    """Read a vector."""
    head, _, file = path.read_bytes().partition(b"\n\n")
    told: dict[str, list[str]] = {}
    for line in head.decode().splitlines():
        key, _, value = line.partition(": ")
        told.setdefault(key, []).append(value)
    if told.get("compressed") == ["zlib"]:
        file = zlib.decompress(file)
    return Vector(path.stem, told, file)


def opened(of: Vector) -> bytes | None:
    """Return what our reader makes of it with any of its secrets; None when it is refused."""
    for secret in of.secrets:
        source, target = io.BytesIO(of.file), io.BytesIO()
        try:
            header = read_header(source)
            if (header.work is None) == (secret in of.told.get("passphrase", [])):
                continue
            unseal(header, source, target, secret)
        except (InputRejected, ValueError):
            continue
        return target.getvalue()
    return None


def test_all_of_them_are_here() -> None:
    """And not one that somebody took out because it failed."""
    assert len(ALL) == COUNT
    assert sum(vector(path).succeeds for path in ALL) == COUNT - 117


@pytest.mark.parametrize("path", ALL, ids=[path.stem for path in ALL])
def test_a_vector_is_opened_or_refused(path: Path) -> None:
    """All that must fail fail. Of those that must open, text forms and post-quantum ones do not."""
    of = vector(path)
    found = opened(of)
    if of.succeeds and not of.armored and of.name not in POST_QUANTUM:
        assert found is not None
        assert sha256(found).hexdigest() == of.told["payload"][0]
    else:
        assert found is None


@pytest.mark.parametrize("path", ALL, ids=[path.stem for path in ALL])
def test_no_vector_comes_through_the_jail_or_ends_the_session(path: Path, tmp_path: Path) -> None:
    """None holds a bundle, so whatever age says of it, it is refused, also with its own secret."""
    of = vector(path)
    place = tmp_path / "file"
    place.write_bytes(of.file)
    keys, phrases = of.told.get("identity", [""]), of.told.get("passphrase", [""])
    secret = Secret(key=keys[0], passphrase=phrases[0])
    with place.open("rb") as source, pytest.raises((InputRejected, NotForUs, ConfirmationNeeded)):
        read_foreign(source, secret, io.BytesIO(), Agreed())


def test_every_deviation_is_written_down() -> None:
    """In the manual, by name."""
    manual = MANUAL.read_text(encoding="utf-8")
    armored = {v.name for path in ALL if (v := vector(path)).succeeds and v.armored}
    assert len(armored) == 7
    for name in (*POST_QUANTUM, *armored):
        assert f"`{name}`" in manual
