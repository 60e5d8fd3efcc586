"""Packs of other people: folders that they write, and files that they sign."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from safejournal.content.library import use
from safejournal.content.packs import compile_members
from safejournal.errors import ConfirmationNeeded
from safejournal.exchange import signature
from safejournal.services import identity, installing, packs
from safejournal.services.installing import SIGNATURE, Offered
from safejournal.vault.vault import Vault
from tests.content.test_validation import written

PACK = "mine"
"""The id of the pack that `written` writes."""


def signed(place: Path, maker: Vault, **changes: tuple[str, str, str]) -> bytes:
    """Return the pack file that a maker built of a good folder, changed in single texts."""
    return packs.build(written(place, **changes), maker)


def resigned(file: bytes, maker: Vault, alter: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a pack file whose members its maker altered past `pack build`, and signed again."""
    members = json.loads(file.partition(SIGNATURE)[0])
    alter(members)
    message = compile_members(members)
    return message + signature.sign(message, identity.own_keys(maker), signature.PACK_NAMESPACES)


def taken_in(vault: Vault, file: bytes) -> Offered:
    """Install a pack, as somebody does who said yes."""
    offered = installing.examine(vault, file, "en")
    try:
        installing.install(vault, offered)
    except ConfirmationNeeded:
        installing.install(vault, offered, confirmed=True)
    return offered


@contextmanager
def nothing_added() -> Iterator[None]:
    """Leave the guidance as it is built in, whatever was taken into use meanwhile."""
    use([])
    try:
        yield
    finally:
        use([])
