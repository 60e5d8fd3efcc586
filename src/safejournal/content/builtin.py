"""What comes with the program: its guidance, known by its digests, and its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from safejournal.content.packs import Pack, canonical, members_in
from safejournal.errors import Damaged

if TYPE_CHECKING:
    from mmap import mmap

DIGESTS = {
    "answers": "47109d6a1aeb86d5e22733723d470cae6d8c83c56c3e4ce36e4206fe460840b2",
    "cases": "536e93ff755071d532c6eed402fff4aad4ba4881163f282d7a516f7a5dce6bf6",
    "checklists": "39bdec544652a1d7b78e05d0f00ad604aef930f0999f9686d57814593c9dab01",
    "lessons": "be7dd71041f64a78fed7b7faf4fdc80a3b1aad9cf038d0d3c6a1cc00010db5e7",
    "not_checked": "702171d2bf7350faadfef324c5239f2015f0dc9557a668684a800b4c7c14ed39",
    "pack": "a5dd878434b4d39a7d7228d2ce717e5c57bce40ab22d389e0a420b46afbf1ea8",
    "questions": "6d2c0ed20c50e8da790adfac0bd170f04bff086071bf8b175566ea6ec5c52311",
    "rules": "61ef2400019eb1e33744a5725514bae83c1b759042830432c4464b04e528aa5f",
    "sources": "452149ff199b83fcb98a8f008cd2cfebf6394737841076697693c3f4f9395c5f",
    "states": "38f6ef4fd32469e449545344410907bf759ad1d96865125e61f48925171f52ca",
    "names": "03f88ec34e6e1afa4e37484f3e336431ff4c5adc1c23966832e0ac7ee0618d3e",
}
"""BLAKE2b (32 bytes) of each member of packs/base.json and of packs/names.json, written by
tools/build_guidance.py. Whoever changes the pack without the code is noticed; whoever can change
the code needs no pack."""

_HERE = __file__.rpartition("builtin.py")[0]


class BuiltInPack(Pack):
    """The pack of which the code knows each member, and checks those that it reads."""

    def _member(self, name: str) -> Any:  # noqa: ANN401 - JSON has no static type
        member = self._compiled[self._members.get(name, slice(0))]
        _check(name, member)
        return json.loads(member)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, Any]]:
        """As in every pack, but taken out beforehand: an assessment reads no case to name it."""
        told = file_of_ours("packs/names.json")
        _check("names", told)
        found: Mapping[str, Mapping[str, Any]] = json.loads(told)
        return found


def names_of(compiled: bytes) -> bytes:
    """Return what stands in packs/names.json of a compiled pack."""
    return canonical(Pack(compiled).names).encode()


def digests(compiled: bytes) -> dict[str, str]:
    """Return the digest of each member of a compiled pack, and of the names in it."""
    found = {name: _digest(compiled[place]) for name, place in members_in(compiled)}
    return {**found, "names": _digest(names_of(compiled))}


def _check(name: str, member: bytes) -> None:
    if _digest(member) != DIGESTS.get(name):
        raise Damaged("the built-in guidance is not the one that belongs to this program")


def _digest(member: bytes) -> str:
    from _blake2 import blake2b  # the one of hashlib, which would load all of OpenSSL: 2 ms

    return blake2b(member, digest_size=32).hexdigest()


def file_of_ours(name: str) -> bytes:
    """Return a file of this package, by its path inside it."""
    # Neither pathlib nor importlib.resources: each costs as much as a whole assessment.
    with open(_HERE + name, "rb") as file:  # noqa: PTH123
        return file.read()


@cache
def base() -> Pack:
    """Return the built-in pack. Raises Damaged when it is not the one that the code knows."""
    return BuiltInPack(_mapped("packs/base.json"))


def _mapped(name: str) -> bytes | mmap:
    """Return a file of this package, of which only what is looked at is read."""
    from mmap import ACCESS_READ, mmap

    with open(_HERE + name, "rb") as file:  # noqa: PTH123 - as above
        try:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
        except ValueError:  # it is empty
            return b""
