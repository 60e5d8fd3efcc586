"""The vault that travels: of each record that stays its newest version, as if it were the first.

New keys, a new chain, new salts, no parents, no earlier days: nothing in it says that there was
more. Links to what does not stay are cut by whoever calls this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime

from safejournal import codec
from safejournal.domain.records import Content
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.vault import journal, settings
from safejournal.vault.merging_rest import fact
from safejournal.vault.store import Connection

_IDENTITY = ("author_key", "author", "age_key", "bundle_number")
"""Facts by which contacts know whom bundles come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record that goes along."""

    record: str
    kind: Kind
    content: Content = field(repr=False)


def filling(
    source: Connection,
    kept: Sequence[Kept],
    now: datetime,
    *,
    identity: bool,
    settings_kept: Sequence[str],
) -> Callable[[Connection], None]:
    """Return what writes the records into a new store, with their files and contacts' keys."""

    def fill(into: Connection) -> None:
        if identity:
            _copy_facts(source, into)
        author = fact(into, "author")
        for each in kept:
            journal.seal(
                into,
                record=bytes.fromhex(each.record),
                kind=each.kind,
                body=codec.encode_content(each.content),
                parents=(),
                author=author,
                now=now,
            )
            copy_files(source, into, each.record, [a.id for a in each.content.attachments])
            if each.kind is Kind.CONTACT:
                _copy_key(source, into, each.record, now)
        told = settings.read(source)
        settings.write(into, {name: told[name] for name in settings_kept if name in told})

    return fill


def _copy_facts(source: Connection, into: Connection) -> None:
    for name in _IDENTITY:
        value = fact(source, name)
        if value:
            into.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (name, value),
            )


def copy_files(
    source: Connection, into: Connection, record: str, attachments: Sequence[str]
) -> int:
    """Copy a record's files, chunk by chunk, as they are; return how many were not there yet."""
    owner = journal.number_of(into, bytes.fromhex(record))
    copied = 0
    for attachment in attachments:
        row = source.execute(
            "SELECT number, size FROM attachment WHERE id = ?", (bytes.fromhex(attachment),)
        ).fetchone()
        there = into.execute(
            "SELECT 1 FROM attachment WHERE id = ?", (bytes.fromhex(attachment),)
        ).fetchone()
        if row is None or there is not None:
            continue
        number = into.execute(
            "INSERT INTO attachment (id, record, size) VALUES (?, ?, ?)",
            (bytes.fromhex(attachment), owner, row[1]),
        ).lastrowid
        chunks = source.execute(
            "SELECT place, data FROM chunk WHERE attachment = ? ORDER BY place", (row[0],)
        )
        for place, data in chunks:
            into.execute(
                "INSERT INTO chunk (attachment, place, data) VALUES (?, ?, ?)",
                (number, place, data),
            )
        copied += 1
    return copied


def _copy_key(source: Connection, into: Connection, contact: str, now: datetime) -> None:
    """Copy the keys that count for a contact, as if they had been taken in now."""
    row = source.execute(
        "SELECT contact, recipient, signing, made_here, compared, how FROM correspondent"
        " WHERE contact = ? AND replaced IS NULL",
        (bytes.fromhex(contact),),
    ).fetchone()
    if row is not None:
        into.execute(
            "INSERT INTO correspondent (contact, recipient, signing, made_here, compared, how,"
            " added) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, int(now.timestamp())),
        )
