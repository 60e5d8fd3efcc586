"""The ways into a vault, as the vault itself remembers them.

The head does not say which of its slots are in use, and a slot's kind can be read only with its own
key. So the store keeps a list. It must rather name too much than too little: a way in is listed
before its slot is written, and struck out only after its slot is gone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from safejournal.domain.values import dataclass
from safejournal.errors import Refused
from safejournal.vault.head import SLOT_COUNT
from safejournal.vault.slots import SlotKind
from safejournal.vault.store import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """One slot in use."""

    slot: int
    kind: SlotKind
    made: str
    """The UTC day on which it was made."""


def listed(kinds: Sequence[SlotKind], now: datetime) -> tuple[WayIn, ...]:
    """Return the list of a new vault, whose slots are of these kinds in order."""
    day = now.astimezone(UTC).date().isoformat()
    return tuple(WayIn(slot=i, kind=kind, made=day) for i, kind in enumerate(kinds))


def read(connection: Connection) -> tuple[WayIn, ...]:
    """Return the ways in that the vault remembers."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'ways_in'").fetchone()
    return tuple(
        WayIn(slot=slot, kind=SlotKind(kind), made=made)
        for slot, kind, made in (json.loads(row[0]) if row else [])
    )


def write(connection: Connection, ways: Sequence[WayIn]) -> None:
    """Put this list in the place of the old one."""
    value = json.dumps([[way.slot, int(way.kind), way.made] for way in ways]).encode()
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('ways_in', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (value,),
    )


def free_slot(ways: Sequence[WayIn]) -> int:
    """Return a slot that is not in use. Raises Refused when all eight are."""
    used = {way.slot for way in ways}
    for slot in range(SLOT_COUNT):
        if slot not in used:
            return slot
    raise Refused("All eight key slots are in use.", hint="Revoke one first: slot revoke.")
