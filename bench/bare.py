"""A bare SQLCipher database of one table, in the program's own journal mode: the limit of a save.

    python -m bench.bare PLACE RECORDS

Every line in is one row more, committed; the seconds come out.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.filling import content
from bench.keyed import DEK
from safejournal import codec
from safejournal.vault.derivation import STORE_KEY_SIZE
from safejournal.vault.store import Connection, create_store, transaction

_INSERT = "INSERT INTO entry (body) VALUES (?)"
_KEY = (DEK * 3)[:STORE_KEY_SIZE]


def main(place: str, records: int) -> None:
    """Make the database with so many rows, and add one whenever a line comes."""
    connection = create_store(Path(place), bytearray(_KEY), version=1)
    connection.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    with transaction(connection):
        connection.executemany(_INSERT, ((body(number),) for number in range(records)))
    for number, _ in enumerate(sys.stdin):
        row = (body(number),)
        begun = time.perf_counter()
        _commit(connection, row)
        sys.stdout.write(f"{time.perf_counter() - begun}\n")
        sys.stdout.flush()


def body(number: int) -> bytes:
    """Return what a record's body would be."""
    return codec.encode_content(content(number, 1, None))


def _commit(connection: Connection, row: tuple[bytes]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_INSERT, row)
    connection.execute("COMMIT")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
