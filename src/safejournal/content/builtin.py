"""The pack that comes with the program, and the digest by which it is known."""

from __future__ import annotations

from functools import cache

from safejournal.content.packs import Pack, compiled_base
from safejournal.errors import Damaged

DIGEST = "c564d7b4d37c7cb9b7ae8eeadda97c91980b6aceeb1a607ab4b76bbf900d0e55"
"""BLAKE2b (32 bytes) of packs/base.json, written by tools/build_guidance.py. Whoever changes the
pack without the code is noticed; whoever can change the code needs no pack."""


@cache
def base() -> Pack:
    """Return the built-in pack. Raises Damaged when it is not the one that the code knows."""
    from hashlib import blake2b

    compiled = compiled_base()
    if blake2b(compiled, digest_size=32).hexdigest() != DIGEST:
        raise Damaged("the built-in guidance is not the one that belongs to this program")
    return Pack(compiled)
