"""Filters that a person keeps under a name: which kind, which tag, which words; in the vault."""

from __future__ import annotations

from dataclasses import field

from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.services import journal, search
from safejournal.services.opening import Vault
from safejournal.vault import settings

MOST = 40
"""Filters that may be kept: a list that can still be looked through."""

LONGEST_NAME = 60
"""Characters of a name: one line of a narrow list."""

_FILTERS = "filters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A filter under its name."""

    name: str = field(repr=False)
    query: str = field(default="", repr=False)
    kind: Kind | None = None
    tag: str | None = field(default=None, repr=False)
    inside: bool = False
    """Whether the middle of words is searched too."""


def kept(vault: Vault) -> list[Kept]:
    """Return the filters that were kept, in the order of their names."""
    with vault.reading() as connection:
        found = settings.read(connection).get(_FILTERS)
    read = [_read(each) for each in found] if isinstance(found, list) else []
    return sorted((each for each in read if each is not None), key=lambda each: each.name.lower())


def keep(vault: Vault, wanted: Kept) -> None:
    """Keep a filter; one of the same name goes. Raises Refused without a name, or for too many."""
    name = " ".join(wanted.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(f"A name has between 1 and {LONGEST_NAME} characters.")
    others = [each for each in kept(vault) if each.name.lower() != name.lower()]
    if len(others) >= MOST:
        raise Refused(f"At most {MOST} filters are kept.", hint="Drop one that is not used.")
    named = Kept(
        name=name, query=wanted.query, kind=wanted.kind, tag=wanted.tag, inside=wanted.inside
    )
    _write(vault, [*others, named])


def drop(vault: Vault, name: str) -> None:
    """Drop a filter. Raises NotFound where none has this name."""
    found = kept(vault)
    others = [each for each in found if each.name != name]
    if len(others) == len(found):
        raise NotFound("There is no filter of this name.")
    _write(vault, others)


def records(vault: Vault, wanted: Kept, *, limit: int) -> list[Record]:
    """Return the records that a filter lets through, at most so many."""
    kinds = (wanted.kind,) if wanted.kind else ()
    if not wanted.query.strip():
        sort = journal.Filter(kinds=kinds, tag=wanted.tag)
        return journal.browse(vault, sort, limit=limit)
    hits = search.find(vault, wanted.query, kinds=kinds, limit=limit, inside=wanted.inside)
    return [hit.record for hit in hits if wanted.tag is None or _carries(hit.record, wanted.tag)]


def _carries(record: Record, tag: str) -> bool:
    return record.content is not None and tag in record.content.tags


def as_document(kept: Kept) -> dict[str, object]:
    """Return a filter as JSON holds it."""
    return {
        "name": kept.name,
        "query": kept.query,
        "kind": kept.kind.value if kept.kind else None,
        "tag": kept.tag,
        "inside": kept.inside,
    }


def read(told: object) -> Kept:
    """Return the filter that a JSON document tells of. Raises InputRejected for anything else."""
    if not isinstance(told, dict) or not set(told) <= set(as_document(Kept(name=""))):
        raise InputRejected("this is not a filter: name, query, kind, tag, inside")
    name, query, kind, tag = (told.get(key) for key in ("name", "query", "kind", "tag"))
    inside = told.get("inside", False)
    if not isinstance(name, str) or not isinstance(inside, bool):
        raise InputRejected("a filter has a name, and inside is true or false")
    if any(not isinstance(each, str | None) for each in (query, kind, tag)):
        raise InputRejected("query, kind and tag of a filter are texts")
    if kind is not None and kind not in set(Kind):
        raise InputRejected("this is no kind of record")
    return Kept(
        name=name,
        query=query or "",
        kind=Kind(kind) if kind else None,
        tag=tag or None,
        inside=inside,
    )


def _write(vault: Vault, found: list[Kept]) -> None:
    with vault.writing() as connection:
        told = [as_document(each) for each in found]
        settings.write(connection, settings.read(connection) | {_FILTERS: told})


def _read(told: object) -> Kept | None:
    """Return what was kept; None for what a later version may have written otherwise."""
    try:
        return read(told)
    except InputRejected:
        return None
