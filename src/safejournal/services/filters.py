"""Filters that a person keeps under a name: which kind, which tag, which words; in the vault."""

from __future__ import annotations

from dataclasses import field

from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import NotFound, Refused
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


def _write(vault: Vault, found: list[Kept]) -> None:
    told = [
        {
            "name": each.name,
            "query": each.query,
            "kind": each.kind.value if each.kind else None,
            "tag": each.tag,
            "inside": each.inside,
        }
        for each in found
    ]
    with vault.writing() as connection:
        settings.write(connection, settings.read(connection) | {_FILTERS: told})


def _read(told: object) -> Kept | None:
    if not isinstance(told, dict) or not isinstance(told.get("name"), str):
        return None
    kind, tag = told.get("kind"), told.get("tag")
    return Kept(
        name=told["name"],
        query=str(told.get("query") or ""),
        kind=Kind(kind) if kind in set(Kind) else None,
        tag=tag if isinstance(tag, str) else None,
        inside=told.get("inside") is True,
    )
