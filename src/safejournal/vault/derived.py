"""What is computed from the newest versions: the list, the search index, links, tags, what is due.

`learn` and `forget` are each other's mirror: the index keeps no text, so the words of a version can
only be taken out by folding that same version again. `rebuild` makes all of it anew.
"""

from __future__ import annotations

from safejournal import codec
from safejournal.domain.due import dues
from safejournal.domain.fold import FOLD_VERSION, fold
from safejournal.domain.records import Content
from safejournal.domain.searchable import searchable
from safejournal.domain.words import Kind
from safejournal.vault import schema
from safejournal.vault.store import Connection

NAMED = "\ue000"
"""Stands in the index before a word of a title or tag. Private, so that no folded text holds it; to
the tokenizer it is a letter."""

VERSION = f"{schema.DERIVED_VERSION}.{FOLD_VERSION}".encode()
"""What the derived tables were made by; another one in `meta` means that they are made anew."""


def learn(
    connection: Connection, number: int, kind: Kind, body: bytes | None, written_at: int
) -> None:
    """Derive everything from a record's newest version."""
    content = _content(kind, body)
    if content is None:
        return
    happened = content.when or content.learned
    unknown = happened is None or happened.unknown
    moment = written_at if unknown or happened is None else int(happened.earliest().timestamp())
    connection.execute(
        "INSERT INTO listing (record, kind, happened) VALUES (?, ?, ?)",
        (number, kind.value, moment),
    )
    connection.execute(
        "INSERT INTO search (rowid, words) VALUES (?, ?)", (number, _indexed(content))
    )
    connection.executemany(
        "INSERT OR IGNORE INTO link (source, target) VALUES (?, ?)",
        [(number, bytes.fromhex(target)) for target in targets(content)],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO tag (name, record) VALUES (?, ?)",
        [(tag, number) for tag in content.tags],
    )
    connection.executemany(
        "INSERT INTO due (record, at, moment, what, grace_minutes) VALUES (?, ?, ?, ?, ?)",
        [
            (number, due.at, int(due.moment().timestamp()), due.what.value, due.grace_minutes)
            for due in dues(content)
        ],
    )


def forget(connection: Connection, number: int, body: bytes | None, kind: Kind) -> None:
    """Take out all that was derived from this version, the words out of the index as well."""
    content = _content(kind, body)
    if content is None:
        return
    connection.execute(
        "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)",
        (number, _indexed(content)),
    )
    connection.execute("DELETE FROM listing WHERE record = ?", (number,))
    connection.execute("DELETE FROM link WHERE source = ?", (number,))
    connection.execute("DELETE FROM tag WHERE record = ?", (number,))
    connection.execute("DELETE FROM due WHERE record = ?", (number,))


def _content(kind: Kind, body: bytes | None) -> Content | None:
    if body is None or body == codec.REMOVED_BODY:
        return None
    return codec.decode_content(kind, body)


def _indexed(content: Content) -> str:
    """Return all words of a record, those of its title and tags once more as such."""
    found = searchable(content)
    title = fold(f"{found.title}\n{found.tags}")
    return " ".join([*(NAMED + word for word in title.split()), title, fold(found.text)])


def targets(content: Content) -> set[str]:
    """Return the ids of the records that this one points to, in whichever field."""
    found = {link.to for link in content.links}
    for name in ("threat", "trip", "by"):
        found.add(getattr(content, name, None) or "")
    found.update(person.contact or "" for person in getattr(content, "people", ()))
    found.update(promised.contact or "" for promised in getattr(content, "checkins", ()))
    return found - {""}


def rebuild(connection: Connection) -> None:
    """Make everything derived anew, from the newest version of each record."""
    for table in schema.DERIVED_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    make(connection)
    rows = connection.execute(
        "SELECT r.number, r.kind, c.body, v.written_at FROM record r"
        " JOIN version v ON v.number = r.newest JOIN content c ON c.version = v.number"
        " ORDER BY r.number"
    ).fetchall()
    for number, kind, body, written_at in rows:
        learn(connection, number, Kind(kind), body, written_at)


def make(connection: Connection) -> None:
    """Create the derived tables, empty, and note what makes them."""
    for statement in schema.statements(schema.DERIVED):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('derived', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (VERSION,),
    )


def is_stale(connection: Connection) -> bool:
    """Tell whether the derived tables were made by another version of the program."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'derived'").fetchone()
    return row is None or bytes(row[0]) != VERSION
