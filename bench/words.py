"""Invented prose, the same on every machine: words that no language has, as uneven as a language.

A text of number *n* is always the same text. How often a word stands there falls with its rank, as
in any language (Zipf); without that, an index would look better or worse than it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

DATA = 1
"""Raised when the texts change, so that vaults made of the old ones are made again."""

VOCABULARY = 4_000
"""Words: a diary of some years uses about so many often."""

WORDS = 120
"""Of one record: a page of a small notebook."""

TITLE_WORDS = 5
MOST_SYLLABLES = 4
_CONSONANTS, _VOWELS = "bcdfghklmnprstvz", "aeiou"
_SEED = 7

COMMON, COMMON_EVERY, COMMON_AT = "zyxcommon", 1_000, 37
"""A word that stands in one record of a thousand: what is found grows with the journal."""

RARE, RARE_RECORDS = "zyxrare", 20
"""A word that stands in twenty records, however large the journal is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What one record says."""

    title: str
    body: str

    @property
    def size(self) -> int:
        """Bytes in UTF-8."""
        return len(self.title.encode()) + len(self.body.encode())


@cache
def vocabulary() -> tuple[str, ...]:
    """Return all words, the commonest first."""
    chance = Random(_SEED)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = 1 + _below(chance, MOST_SYLLABLES)
        found["".join(_syllable(chance) for _ in range(syllables))] = None
    return tuple(found)


def text(number: int, of: int) -> Text:
    """Return the text of a record, one of so many."""
    chance, words = Random(number), vocabulary()
    title = " ".join(words[_below(chance, VOCABULARY)] for _ in range(TITLE_WORDS))
    body = [words[int(VOCABULARY ** chance.random()) - 1] for _ in range(WORDS)]
    return Text(title=title, body=" ".join([*body, *_sought(number, of)]))


def _sought(number: int, of: int) -> Iterator[str]:
    if number % COMMON_EVERY == COMMON_AT:
        yield COMMON
    if number % max(1, of // RARE_RECORDS) == 0:
        yield RARE


def _syllable(chance: Random) -> str:
    return _CONSONANTS[_below(chance, len(_CONSONANTS))] + _VOWELS[_below(chance, len(_VOWELS))]


def _below(chance: Random, limit: int) -> int:
    """Return a number below the limit. Only `random()` is the same in every version of Python."""
    return int(chance.random() * limit)
