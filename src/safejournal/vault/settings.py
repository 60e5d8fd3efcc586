"""What a person has set for this vault: kept inside it, since even that tells something of them."""

from __future__ import annotations

import json

from safejournal.vault.store import Connection


def read(connection: Connection) -> dict[str, object]:
    """Return what has been set, by name; what was never set is not there."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'settings'").fetchone()
    found = json.loads(row[0]) if row else {}
    return found if isinstance(found, dict) else {}


def write(connection: Connection, settings: dict[str, object]) -> None:
    """Put these settings in the place of the old ones."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('settings', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (json.dumps(settings, sort_keys=True).encode(),),
    )
