"""Scratch paper: what stands in an open form, kept so that nothing typed is ever lost.

One row per open form, overwritten in place in the same encrypted store; outside versions, chain,
search, history and bundles. It goes in the transaction that seals the version, or is thrown away
without trace.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from safejournal.domain.times import write_moment
from safejournal.domain.values import dataclass, field
from safejournal.domain.words import Kind
from safejournal.errors import NotFound
from safejournal.vault.store import Connection

_COLUMNS = "SELECT id, kind, record, base, answers, written_at FROM draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form that somebody has begun to fill in."""

    id: str
    kind: Kind
    record: str | None
    """The record being edited; None for a new one."""
    base: str | None
    """The version that the editing began from."""
    answers: dict[str, str] = field(repr=False)
    """What stands in each field of the form, as typed; it need not be valid yet."""
    written_at: str


def keep(connection: Connection, draft: Draft) -> None:
    """Write the draft over its last state."""
    connection.execute(
        "INSERT INTO draft (id, kind, record, base, answers, written_at, turn)"
        " VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM draft))"
        " ON CONFLICT (id) DO UPDATE SET answers = excluded.answers,"
        " written_at = excluded.written_at, turn = excluded.turn",
        (
            bytes.fromhex(draft.id),
            draft.kind.value,
            bytes.fromhex(draft.record) if draft.record else None,
            bytes.fromhex(draft.base) if draft.base else None,
            json.dumps(draft.answers, ensure_ascii=False).encode("utf-8", "surrogatepass"),
            int(datetime.fromisoformat(draft.written_at).timestamp()),
        ),
    )


def discard(connection: Connection, draft_id: str) -> None:
    """Throw a draft away; nothing happens when there is none."""
    connection.execute("DELETE FROM draft WHERE id = ?", (bytes.fromhex(draft_id),))


def all_drafts(connection: Connection) -> list[Draft]:
    """Return every draft, the one written last first."""
    return [_draft(row) for row in connection.execute(f"{_COLUMNS} ORDER BY turn DESC")]


def get(connection: Connection, draft_id: str) -> Draft:
    """Return one draft. Raises NotFound."""
    row = connection.execute(f"{_COLUMNS} WHERE id = ?", (bytes.fromhex(draft_id),)).fetchone()
    if row is None:
        raise NotFound("There is no such draft.")
    return _draft(row)


def _draft(row: tuple[Any, ...]) -> Draft:
    draft_id, kind, record, base, answers, written_at = row
    return Draft(
        id=draft_id.hex(),
        kind=Kind(kind),
        record=record.hex() if record else None,
        base=base.hex() if base else None,
        answers=json.loads(answers.decode("utf-8", "surrogatepass")),
        written_at=write_moment(datetime.fromtimestamp(written_at, UTC)),
    )
