"""The words of a record that search may find, and those that it may also show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from safejournal.domain.plan import Paper, Plan
from safejournal.domain.records import AgreedWords, Challenge, Channel, Contact, Content, Document
from safejournal.domain.times import When
from safejournal.domain.values import dataclass, fields, is_dataclass

_NEVER_SHOWN = (AgreedWords, Challenge)
"""Agreed words and the challenge are kept out of search altogether: a glance at a list of results
must not give away what only two people may know."""

_NOT_WORDS = (When, Plan, Paper, *_NEVER_SHOWN)
_OWN_COLUMNS = frozenset({"title", "tags"})
_HASHES = frozenset({"sha256"})
_HOLDERS = frozenset({"links", "attachments"})


@dataclass(frozen=True, slots=True)
class Searchable:
    """The words of one record, as three columns of the index."""

    title: str
    tags: str
    text: str


def searchable(content: Content) -> Searchable:
    """Return every word that search finds this record by."""
    title = [content.title]
    if isinstance(content, Contact):
        title += [content.name, content.pseudonym]
    rest = "\n".join(text for name, text in words(content) if name not in _OWN_COLUMNS)
    return Searchable(" ".join(filter(None, title)), "\n".join(content.tags), rest)


def words(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text that a person wrote in this record, with the name of its field."""
    if isinstance(value, str):
        if value:
            yield name, value
    elif isinstance(value, tuple):
        for inner in value:
            yield from words(inner, name)
    elif is_dataclass(value) and not isinstance(value, _NOT_WORDS):
        shape: Any = type(value)
        for held in _held(shape):
            yield from words(getattr(value, held), held)


@cache
def _held(shape: Any) -> tuple[str, ...]:
    """Return the names of the fields that hold words, or something that does."""
    return tuple(
        each.name
        for each in fields(shape)
        if (each.name in _HOLDERS or not each.repr) and each.name not in _HASHES
    )


def shown(content: Content) -> tuple[str, ...]:
    """Return the texts that a list of results may show: no channel, no number of a paper."""
    masked = {channel.value for channel in _channels(content)}
    if isinstance(content, Document):
        masked.add(content.number)
    return tuple(text for _, text in words(content) if text not in masked)


def _channels(content: Content) -> tuple[Channel, ...]:
    return content.channels if isinstance(content, Contact) else ()
