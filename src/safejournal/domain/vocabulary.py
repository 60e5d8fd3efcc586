"""Words by how soon they are guessed, and letters by how likely one follows another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import field
from functools import lru_cache
from itertools import pairwise
from math import log2

from safejournal.domain.values import dataclass

SPELLINGS = (
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
    "a b v g d e yo zh z i i k l m n o p r s t u f h c ch sh sch _ y _ e u ya",
    "a b v g d e j j z i j k l m n o p r s t u f x c ch sh sh _ i _ e iu ia",
)
"""Three ways in which Russian is written in Latin letters: abroad, by hand, and in passports."""

SPELLING_BITS = 1.0
"""What another spelling costs who tries it too."""

RANK_BITS = 1.0
"""Added to the rank of a common word: which of some such lists an attacker begins with."""

_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

_UNSEEN = 0.1
"""Added to the count of each pair of letters: a pair never seen is unlikely, not excluded."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that is known about words, made once from the lists."""

    bits: dict[str, float] = field(repr=False)
    """The cost of each word, in each of its spellings."""
    pairs: Counter[tuple[str, str]] = field(repr=False)
    """How often one letter follows another; a line end stands for the edge of a word."""
    letters: Counter[str] = field(repr=False)

    def letter_bits(self, before: str, letter: str) -> float:
        """Return the cost of guessing a lower-case letter after the one before it."""
        seen = self.pairs[before, letter] + _UNSEEN
        return -log2(seen / (self.letters[before] + _UNSEEN * len(self.letters)))


@lru_cache(maxsize=2)
def vocabulary(
    english: frozenset[str], russian: frozenset[str], common: tuple[str, ...]
) -> Vocabulary:
    """Return what is known from two lists of equally likely words, and one of words by rank."""
    bits = dict.fromkeys(english, log2(max(len(english), 1)))
    bits |= dict.fromkeys(russian, log2(max(len(russian), 1)))
    for word in _in_latin(russian):
        bits.setdefault(word, log2(len(russian)) + SPELLING_BITS)
    ranks = {word: log2(rank) + RANK_BITS for rank, word in enumerate(common, 1)}
    for words, extra in ((common, 0.0), *((spelt, SPELLING_BITS) for spelt in _spellings(common))):
        for word, rank_bits in zip(words, ranks.values(), strict=True):
            bits[word] = min(bits.get(word, rank_bits + extra), rank_bits + extra)
    text = "\n".join(("", *english, *russian, *common, ""))
    return Vocabulary(bits, Counter(pairwise(text)), Counter(text))


def _in_latin(words: Collection[str]) -> Iterator[str]:
    for spelt in _spellings(words):
        yield from spelt


def _spellings(words: Collection[str]) -> Iterator[list[str]]:
    """Yield the words in Latin letters, in their order, once for each way of spelling."""
    text = "\n".join(words)
    for spelling in SPELLINGS:
        letters = spelling.replace("_", "").split(" ")
        table = str.maketrans(dict(zip(_ALPHABET, letters, strict=True)))
        yield text.translate(table).split("\n") if words else []
