"""A record as the JSON document that other programs read and write."""

from __future__ import annotations

from typing import Any

from safejournal import codec
from safejournal.domain.records import Content
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected, Refused
from safejournal.services import journal
from safejournal.services.opening import Vault

_SET_BY_PROGRAM = (
    "id",
    "kind",
    "version",
    "parents",
    "author",
    "written_at",
    "sealed",
    "conflicts",
    "removed",
    "erased",
    "attachments",
)


def document_of(record: Record) -> dict[str, Any]:
    """Return a record's JSON: what the program set, then its content, defaults left out."""
    found: dict[str, Any] = {
        "id": record.id,
        "kind": record.kind.value,
        "version": record.version,
        "parents": list(record.parents),
        "author": record.author,
        "written_at": record.written_at,
        "sealed": record.sealed,
    }
    if record.conflicts:
        found["conflicts"] = list(record.conflicts)
    if record.erased:
        found["erased"] = True
    elif record.removed:
        found["removed"] = True
    if record.content is not None:
        found |= codec.content_to_builtins(record.content)
    return found


def whole_document(vault: Vault, record: Record) -> dict[str, Any]:
    """Return a record's JSON; of a removed one, with what it was before."""
    found = document_of(record)
    if record.removed and (before := last_content(vault, record.id)) is not None:
        found |= codec.content_to_builtins(before)
    return found


def last_content(vault: Vault, record_id: str) -> Content | None:
    """Return the newest content that a record ever had; None once it has been erased."""
    past = journal.history(vault, record_id)
    return next((version.content for version in past if version.content is not None), None)


def read_new(kind: Kind, document: bytes) -> Content:
    """Return the content of a new record. Raises InputRejected with the path."""
    return codec.content_from(kind, document)


def read_revision(record: Record, document: bytes) -> Content:
    """Return the new content of a record, from JSON with or without what the program set.

    Raises Refused when it was made from an older version, InputRejected when it changes what only
    the program sets. Attachments stay as they are.
    """
    value = codec.parse(document)
    if not isinstance(value, dict):
        raise InputRejected("a record is a JSON object")
    now = codec.parse(codec.canonical(document_of(record)))
    if value.get("version", record.version) != record.version:
        raise Refused(
            "This record has been changed meanwhile.", hint="Look at the newest version first."
        )
    for key in _SET_BY_PROGRAM:
        if key in value and value.pop(key) != now.get(key):
            raise InputRejected(f"$.{key}: this is set by the program")
    if "attachments" in now:
        value["attachments"] = now["attachments"]
    return codec.content_from_builtins(record.kind, value)
