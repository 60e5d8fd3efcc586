"""Makes a vault full of invented records, as if they had been written one after the other.

    python -m bench.filling PLACE RECORDS

Run in a process of its own: a large vault leaves a large process behind.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.keyed import DEK
from bench.words import text, vocabulary
from safejournal import codec
from safejournal.domain.records import Content, Link, Note
from safejournal.domain.times import When
from safejournal.domain.words import Kind
from safejournal.services import opening
from safejournal.vault import journal, vault, ways_in
from safejournal.vault.derivation import DEFAULT_COST, Cost, Realm
from safejournal.vault.head import Head
from safejournal.vault.slots import SlotKind, seal_slot
from safejournal.vault.vault import Vault

PASSPHRASE = "orbit glacier tundra seventeen"
BEGINNING = datetime(2024, 1, 1, 9, tzinfo=UTC)
BETWEEN = timedelta(minutes=7)
"""From one record to the next."""

COST = Cost(memory_kib=DEFAULT_COST.memory_kib, passes=5, lanes=DEFAULT_COST.lanes)
"""What `init` chooses on two cores at rest. It is not asked here: at work it would choose less."""

_AT_ONCE = 1_000
"""Records in one transaction: making a vault is not what is measured."""

_TAGGED, _LINKED = 4, 10
"""One record in so many has a tag, or points to the one before it."""

_TAGS = 40


def main(place: str, records: int) -> None:
    """Make the vault."""
    make(Path(place))
    with Vault.open(Path(place), bytearray(DEK), lambda: BEGINNING) as opened:
        for first in range(0, records, _AT_ONCE):
            write(opened, range(first, min(first + _AT_ONCE, records)), records)


def make(place: Path) -> None:
    """Make an empty vault that opens with `DEK` and with `PASSPHRASE`."""
    bare = Head.new(COST)
    stretched = opening.stretched_from(bare, bytearray(PASSPHRASE.encode()))
    whole = bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, DEK, stretched))
    listed = ways_in.listed((SlotKind.PASSPHRASE,), BEGINNING)
    vault.create(place, whole, bytearray(DEK), Realm.REAL, BEGINNING, listed)


def write(opened: Vault, numbers: range, of: int) -> None:
    """Write these records in one transaction."""
    ids = _ids(numbers)
    with opened.writing() as connection:
        for number in numbers:
            journal.seal(
                connection,
                record=ids[number],
                kind=Kind.NOTE,
                body=codec.encode_content(content(number, of, ids.get(number - 1))),
                parents=(),
                author=opened.author,
                now=BEGINNING + number * BETWEEN,
            )


def _ids(numbers: range) -> dict[int, bytes]:
    return {number: secrets.token_bytes(16) for number in numbers}


def content(number: int, of: int, before: bytes | None) -> Content:
    """Return what a record says."""
    said = text(number, of)
    return Note(
        title=said.title,
        text=said.body,
        when=When(day=(BEGINNING + number * BETWEEN).date().isoformat()),
        tags=tuple(_tags(number)),
        links=(Link(to=before.hex()),) if before and number % _LINKED == 0 else (),
    )


def _tags(number: int) -> Iterator[str]:
    if number % _TAGGED == 0:
        yield vocabulary()[number % _TAGS]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
