"""Small vaults of the lower half alone: a head with known keys over a store of random rows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from safejournal.vault import folder, head
from safejournal.vault.derivation import LEAST_COST, Cost, Realm
from safejournal.vault.head import SLOT_COUNT, Head
from safejournal.vault.slots import DEK_SIZE, SlotKind, seal_slot
from safejournal.vault.store import Connection, create_store, open_store, transaction

CHEAPEST = Cost(memory_kib=LEAST_COST.memory_kib, passes=3, lanes=4)
"""Only for tests."""

SCHEMA = 1
ROW = 3000
"""Bytes of a row that fills a page nearly alone, so that pages can be counted in rows."""

TABLES = (
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE part (of INTEGER NOT NULL REFERENCES entry, place INT, PRIMARY KEY (of, place))",
    "CREATE INDEX entry_by_text ON entry (text)",
    "CREATE VIRTUAL TABLE words USING fts5 (text, content='', detail=none)",
    "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A vault on the disk, and everything that opens it."""

    place: Path
    head: Head
    dek: bytes
    realm: Realm
    stretched: bytes

    @property
    def store(self) -> Path:
        """Where its database lies."""
        return folder.store_path(self.place, self.head.generation)

    def key(self) -> bytearray:
        """Return the key of its store."""
        return self.head.store_key(self.dek, self.realm)

    def open(self) -> Connection:
        """Open its store."""
        return open_store(self.store, self.key(), newest=SCHEMA)


def make(place: Path, rows: int = 3, *, realm: Realm = Realm.REAL, cost: Cost = CHEAPEST) -> Made:
    """Make a vault with a passphrase in one of its slots, its stretched bytes random."""
    dek, stretched = secrets.token_bytes(DEK_SIZE), secrets.token_bytes(32)
    bare = Head.new(cost)
    slot = seal_slot(bare, SlotKind.PASSPHRASE, dek, stretched)
    whole = bare.with_slot(secrets.randbelow(SLOT_COUNT), slot)
    made = Made(place=place, head=whole, dek=dek, realm=realm, stretched=stretched)
    with folder.creating(place) as building:
        path = folder.store_path(building, whole.generation)
        connection = create_store(path, made.key(), version=SCHEMA)
        fill(connection, rows)
        connection.close()
        head.replace(building, head.serialise(whole, dek, realm))
    return made


def fill(connection: Connection, rows: int) -> None:
    """Make the tables, and rows that can be found by a word of their own."""
    with transaction(connection):
        for statement in TABLES:
            connection.execute(statement)
    add(connection, range(rows))


def add(connection: Connection, numbers: range) -> None:
    """Add rows in one transaction."""
    with transaction(connection):
        for n in numbers:
            connection.execute(
                "INSERT INTO entry (id, text, body) VALUES (?, ?, ?)",
                (n + 1, f"word{n} слово", secrets.token_bytes(ROW)),
            )
            connection.execute("INSERT INTO part (of, place) VALUES (?, 0)", (n + 1,))
            connection.execute(
                "INSERT INTO words (rowid, text) VALUES (?, ?)", (n + 1, f"word{n} слово")
            )


def count(connection: Connection) -> int:
    """Return how many rows there are."""
    (answer,) = connection.execute("SELECT count(*) FROM entry").fetchall()
    return int(answer[0])


def listing(place: Path) -> dict[str, bytes]:
    """Return all files of a folder with their content, to see that nothing changed."""
    return {file.name: file.read_bytes() for file in place.iterdir() if file.is_file()}
