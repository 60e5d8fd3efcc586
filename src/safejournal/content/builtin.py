"""What comes with the program: its guidance, known by a digest, and its files."""

from __future__ import annotations

from functools import cache

from safejournal.content.packs import Pack
from safejournal.errors import Damaged

DIGEST = "200ddac4594c2f3612d1358a8d39d5602e830a5db77ec19ee62c18c12977d9ed"
"""BLAKE2b (32 bytes) of packs/base.json, written by tools/build_guidance.py. Whoever changes the
pack without the code is noticed; whoever can change the code needs no pack."""

_HERE = __file__.rpartition("builtin.py")[0]


def file_of_ours(name: str) -> bytes:
    """Return a file of this package, by its path inside it."""
    # Neither pathlib nor importlib.resources: each costs as much as a whole assessment.
    with open(_HERE + name, "rb") as file:  # noqa: PTH123
        return file.read()


@cache
def base() -> Pack:
    """Return the built-in pack. Raises Damaged when it is not the one that the code knows."""
    from hashlib import blake2b

    compiled = file_of_ours("packs/base.json")
    if blake2b(compiled, digest_size=32).hexdigest() != DIGEST:
        raise Damaged("the built-in guidance is not the one that belongs to this program")
    return Pack(compiled)
