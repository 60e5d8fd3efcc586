"""Writing records down, looking at them, changing them, taking them out."""

from __future__ import annotations

import os
import re

from safejournal import codec
from safejournal.domain.records import Content, kind_of
from safejournal.domain.versions import Record
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.vault import drafts, journal, listing
from safejournal.vault.listing import Filter
from safejournal.vault.vault import Vault

PAGE = 200
"""Records read at a time: what a screen can scroll through without anybody waiting."""

SHORTEST_PREFIX = 4
"""Hexadecimal digits of an id that a person may type instead of all thirty-two."""


def record(vault: Vault, content: Content, *, draft: str | None = None) -> Record:
    """Seal a new record; the draft that it came from goes in the same moment.

    Raises InputRejected when it says nothing at all, or holds text that could not be kept whole.
    """
    _refuse_empty(content)
    body = codec.encode_content(content)
    new_id, now = os.urandom(16), vault.clock()
    with vault.writing() as connection:
        digest = journal.seal(
            connection,
            record=new_id,
            kind=kind_of(content),
            body=body,
            parents=(),
            author=vault.author,
            now=now,
        )
        if draft is not None:
            drafts.discard(connection, draft)
    return journal.begun(new_id, digest, vault.author, content, now)


def revise(
    vault: Vault,
    record_id: str,
    content: Content,
    *,
    base: str | None = None,
    draft: str | None = None,
) -> Record:
    """Seal a new version of a record. What it replaces stays in its history.

    `base` is the version that the person began from; Refused when another was written meanwhile.
    """
    _refuse_empty(content)
    return _seal_next(vault, record_id, codec.encode_content(content), content, base, draft)


def remove(vault: Vault, record_id: str) -> Record:
    """Take a record out of the journal. Its history stays, and `bring_back` undoes it."""
    if show(vault, record_id).content is None:
        raise Refused("This record has been removed already.")
    return _seal_next(vault, record_id, codec.REMOVED_BODY, None, None, None)


def bring_back(vault: Vault, record_id: str) -> Record:
    """Put a removed record back as it was before. Raises Refused when it was not removed."""
    past = history(vault, record_id)
    if past[0].content is not None:
        raise Refused("This record is not removed.")
    before = next((old.content for old in past if old.content is not None), None)
    if before is None:
        raise Refused("The content of this record has been erased; nothing can bring it back.")
    return _seal_next(vault, record_id, codec.encode_content(before), before, None, None)


def _seal_next(
    vault: Vault,
    record_id: str,
    body: bytes,
    content: Content | None,
    base: str | None,
    draft: str | None,
) -> Record:
    with vault.writing() as connection:
        newest = journal.newest(connection, bytes.fromhex(record_id))
        if newest.erased:
            raise Refused("The content of this record has been erased.")
        if content is not None and kind_of(content) is not newest.kind:
            raise InputRejected("A record keeps its kind.")
        if base is not None and base != newest.version:
            raise Refused(
                "This record has been changed meanwhile.", hint="Look at the newest version first."
            )
        journal.seal(
            connection,
            record=bytes.fromhex(record_id),
            kind=newest.kind,
            body=body,
            parents=[bytes.fromhex(v) for v in (newest.version, *newest.conflicts)],
            author=vault.author,
            now=vault.clock(),
        )
        if draft is not None:
            drafts.discard(connection, draft)
    return show(vault, record_id)


def erase(vault: Vault, record_id: str) -> int:
    """Destroy the content of all versions of a record, and its files. Nothing brings it back.

    That something stood there, and when, stays provable; copies in backups and in bundles that
    others hold are out of reach. Returns how many versions lost their content.
    """
    with vault.writing() as connection:
        return journal.erase(connection, bytes.fromhex(record_id), vault.clock())


def _refuse_empty(content: Content) -> None:
    if content == type(content)():
        raise InputRejected("There is nothing in this record yet.")


def show(vault: Vault, record_id: str) -> Record:
    """Return a record as it stands. Raises NotFound."""
    with vault.reading() as connection:
        return journal.newest(connection, bytes.fromhex(record_id))


def show_all(vault: Vault, record_ids: list[str]) -> dict[str, Record]:
    """Return the records of these ids that exist, by id: for names beside links."""
    found = {}
    for record_id in dict.fromkeys(record_ids):
        try:
            found[record_id] = show(vault, record_id)
        except NotFound:
            continue
    return found


def history(vault: Vault, record_id: str) -> list[Record]:
    """Return every sealed version of a record, newest first. Raises NotFound."""
    with vault.reading() as connection:
        return journal.history(connection, bytes.fromhex(record_id))


def find_id(vault: Vault, typed: str) -> str:
    """Return the whole id that begins with what was typed.

    Raises NotFound when there is none, Refused when there are several, InputRejected when it is
    not the beginning of an id.
    """
    wanted = typed.strip().lower()
    if re.fullmatch(rf"[0-9a-f]{{{SHORTEST_PREFIX},32}}", wanted) is None:
        raise InputRejected(f"an id is hexadecimal; give at least {SHORTEST_PREFIX} digits of it")
    with vault.reading() as connection:
        found = journal.ids_beginning(connection, wanted)
    if not found:
        raise NotFound("There is no record with this id.")
    if len(found) > 1:
        raise Refused("Several records begin like this.", hint="Give more digits of the id.")
    return found[0]


def browse(
    vault: Vault,
    wanted: Filter | None = None,
    *,
    limit: int = PAGE,
    offset: int = 0,
    oldest_first: bool = False,
) -> list[Record]:
    """Return records in the order in which things happened."""
    with vault.reading() as connection:
        found = listing.numbers(
            connection, wanted or Filter(), limit=limit, offset=offset, oldest_first=oldest_first
        )
        return journal.newest_by_numbers(connection, found)


def count(vault: Vault, wanted: Filter | None = None) -> int:
    """Return how many records there are of that sort."""
    with vault.reading() as connection:
        return listing.count(connection, wanted or Filter())


def last_written(vault: Vault, limit: int) -> list[Record]:
    """Return the records written last, the latest first."""
    with vault.reading() as connection:
        return journal.newest_by_numbers(connection, listing.last_changed(connection, limit))


def pointing_at(vault: Vault, record_id: str) -> list[Record]:
    """Return the records that link to this one, in the order in which they happened."""
    with vault.reading() as connection:
        found = listing.pointing_at(connection, bytes.fromhex(record_id))
        return journal.newest_by_numbers(connection, found)


def tags(vault: Vault) -> list[tuple[str, int]]:
    """Return every tag in use with how many records carry it, the commonest first."""
    with vault.reading() as connection:
        return listing.tags(connection)


def last_removed(vault: Vault) -> Record | None:
    """Return the record that was removed last and can still be brought back."""
    with vault.reading() as connection:
        found = journal.last_removed(connection)
        return None if found is None else journal.newest(connection, found)


__all__ = [
    "Filter",
    "bring_back",
    "browse",
    "count",
    "erase",
    "find_id",
    "history",
    "last_removed",
    "last_written",
    "pointing_at",
    "record",
    "remove",
    "revise",
    "show",
    "show_all",
    "tags",
]
