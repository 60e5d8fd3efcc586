"""What goes beside the versions, brought home: contacts' keys, drafts, what was sent and received.

A row that is at home already stays as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from safejournal.vault.store import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A table of what goes beside the versions."""

    table: str
    key: Sequence[str] = ()
    """Columns that tell whether a row is there already."""
    owner: str = ""
    """The column that names the row which it hangs on."""
    digests: Sequence[str] = ()
    """Columns that name a version."""
    children: Sequence[Side] = field(default=())


SIDES = (
    Side(table="draft", key=("id",), digests=("base",)),
    Side(
        table="sent",
        key=("bundle",),
        children=(
            Side(table="sent_to", owner="sent"),
            Side(table="sent_record", owner="sent", digests=("version",)),
        ),
    ),
    Side(table="seen", key=("bundle",)),
    Side(
        table="received",
        key=("bundle", "arrived"),
        children=(
            Side(table="excerpt", owner="received"),
            Side(
                table="received_file",
                owner="received",
                children=(Side(table="received_chunk", owner="file"),),
            ),
        ),
    ),
    Side(
        table="silence",
        key=("person", "trip", "begun"),
        children=(Side(table="silence_step", owner="silence"),),
    ),
    Side(table="pack", key=("id",)),
)

MERGED_BY_HAND = (
    "meta", "record", "version", "content", "attachment", "chunk", "chain", "correspondent",
)  # fmt: skip
"""The other tables. A test holds that every table of the schema is in one of the two lists."""


def tables() -> Iterator[str]:
    """Yield every table that merging knows."""

    def of(side: Side) -> Iterator[str]:
        yield side.table
        for child in side.children:
            yield from of(child)

    yield from MERGED_BY_HAND
    for side in SIDES:
        yield from of(side)


class _Key(NamedTuple):
    """A row of a contact's key."""

    contact: bytes
    recipient: bytes
    signing: bytes | None
    made_here: int
    added: int
    compared: int | None
    how: str
    replaced: int | None


class Rest:
    """One merging of the rest; `known` translates digests, `is_erased` tells of records."""

    def __init__(
        self,
        source: Connection,
        into: Connection,
        known: Mapping[bytes, bytes],
        is_erased: Callable[[bytes], bool],
    ) -> None:
        self._source, self._into = source, into
        self._known, self._is_erased = known, is_erased
        self._taken = 0

    def run(self) -> int:
        """Do it; return how many rows came along."""
        self._take_correspondents()
        self._take_others()
        return self._taken

    def _take_correspondents(self) -> None:
        rows = self._source.execute(
            "SELECT contact, recipient, signing, made_here, added, compared, how, replaced"
            " FROM correspondent ORDER BY number"
        ).fetchall()
        for row in rows:
            self._take_key(_Key(*row))

    def _take_key(self, key: _Key) -> None:
        """Take in a contact's key, and when its words were compared, unless it is known so."""
        if self._is_erased(key.contact):
            return
        there = self._into.execute(
            "SELECT number FROM correspondent WHERE contact = ? AND recipient = ?"
            " AND signing IS ? ORDER BY number DESC",
            (key.contact, key.recipient, key.signing),
        ).fetchone()
        if there is not None:
            self._into.execute(
                "UPDATE correspondent SET replaced = coalesce(replaced, ?), how = CASE WHEN"
                " coalesce(?, 0) > coalesce(compared, 0) THEN ? ELSE how END,"
                " compared = max(coalesce(compared, ?), coalesce(?, compared)) WHERE number = ?",
                (key.replaced, key.compared, key.how, key.compared, key.compared, there[0]),
            )
            return
        if key.replaced is None:
            self._into.execute(
                "UPDATE correspondent SET replaced = ? WHERE contact = ? AND replaced IS NULL",
                (key.added, key.contact),
            )
        self._into.execute(
            "INSERT INTO correspondent (contact, recipient, signing, made_here, added, compared,"
            " how, replaced) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            tuple(key),
        )

    def _take_others(self) -> None:
        for side in SIDES:
            self._take_side(side)
        if fact(self._source, "author") == fact(self._into, "author"):
            self._take_number(fact(self._source, "bundle_number"))

    def _take_number(self, number: bytes) -> None:
        """Let bundles be counted on from the larger of the two numbers."""
        if number and int(number) > int(fact(self._into, "bundle_number") or b"0"):
            self._into.execute(
                "INSERT INTO meta (key, value) VALUES ('bundle_number', ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (number,),
            )

    def _take_side(self, side: Side) -> None:
        names = _columns(self._source, side.table)
        for row in self._source.execute(f"SELECT * FROM {side.table}").fetchall():
            values = dict(zip(names, row, strict=True))
            found = " AND ".join(f"{name} IS ?" for name in side.key)
            there = self._into.execute(
                f"SELECT 1 FROM {side.table} WHERE {found}", [values[name] for name in side.key]
            ).fetchone()
            if there is None:
                self._copy(side, values)
                self._taken += 1

    def _copy(self, side: Side, values: dict[str, Any]) -> None:
        number = values.pop("number", None)
        values |= {name: self._translated(values[name]) for name in side.digests if values[name]}
        made = self._into.execute(
            f"INSERT INTO {side.table} ({', '.join(values)})"
            f" VALUES ({', '.join('?' * len(values))})",
            list(values.values()),
        ).lastrowid
        for child in side.children:
            names = _columns(self._source, child.table)
            rows = self._source.execute(
                f"SELECT * FROM {child.table} WHERE {child.owner} = ? ORDER BY rowid", (number,)
            ).fetchall()
            for row in rows:
                self._copy(child, dict(zip(names, row, strict=True)) | {child.owner: made})

    def _translated(self, digest: bytes) -> bytes:
        return self._known.get(digest, digest)


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def fact(connection: Connection, name: str) -> bytes:
    """Return a fact about a vault; nothing where it has none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
    return b"" if row is None else bytes(row[0])
