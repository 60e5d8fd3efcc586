"""Finding a record by what somebody remembers of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from safejournal.domain.matching import Excerpt, excerpt, marks, matches, matches_inside
from safejournal.domain.records import Note
from safejournal.domain.searchable import shown, words
from safejournal.domain.values import dataclass, field
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.vault import journal, search
from safejournal.vault.vault import Vault

EXCERPT_WIDTH = 60
"""Characters of context around what was found: one line of a narrow terminal."""

BATCH = 50
"""Candidates read and checked at a time: the first screenful decides how quick search feels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found, and where."""

    record: Record
    title_marks: tuple[tuple[int, int], ...]
    """Stretches of the title that were found, as offsets of characters."""
    excerpt: Excerpt | None = field(repr=False)
    """The piece of text around what was found; None when only the title, or a text that lists must
    not show (a channel, the number of a paper), matched."""


def find(
    vault: Vault,
    query: str,
    *,
    kinds: tuple[Kind, ...] = (),
    limit: int = 200,
    inside: bool = False,
) -> list[Hit]:
    """Return the records in which every word of the query begins a word.

    Those whose title and tags hold them all come first; among equals, the newest. Case, marks, е
    and ё, and letter forms do not matter. `inside` also finds words in the middle of others, more
    slowly. An empty query finds nothing.
    """
    with vault.reading() as connection:
        look = search.candidates_inside if inside else search.candidates
        numbers = look(connection, query, kinds)
        found: list[Hit] = []
        for batch in _batches(numbers, BATCH):
            records = journal.newest_by_numbers(connection, batch)
            found += [_hit(r, query, inside) for r in records if _truly_matches(r, query, inside)]
            if len(found) >= limit:
                break
    return found[:limit]


def _batches(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    waiting = iter(numbers)
    while batch := list(islice(waiting, size)):
        yield batch


def _truly_matches(record: Record, query: str, inside: bool) -> bool:
    """Check on the original text: the index cannot see which characters of Chinese are adjacent."""
    if record.content is None:
        return False
    texts = tuple(text for _, text in words(record.content))
    return matches_inside(texts, query) if inside else matches(texts, query)


def _hit(record: Record, query: str, inside: bool) -> Hit:
    content = record.content or Note()
    pieces = (
        excerpt(text, query, EXCERPT_WIDTH, inside=inside)
        for text in shown(content)
        if text != content.title
    )
    return Hit(
        record=record,
        title_marks=marks(content.title, query, inside=inside),
        excerpt=next((piece for piece in pieces if piece.marks), None),
    )
