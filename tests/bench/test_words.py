"""The invented texts: the same everywhere, and shaped like a language."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from bench.words import COMMON, RARE, RARE_RECORDS, VOCABULARY, WORDS, text, vocabulary

KNOWN = "3eb890755380597524608f62ca3b3d8ad80dfca1752dd8c5aa9fdf8adecec6e5"
"""SHA-256 over the first hundred texts of ten thousand, on whatever machine and Python."""


def test_the_texts_are_the_same_everywhere() -> None:
    """Figures of two machines are about the same data."""
    whole = "\n".join(
        f"{said.title}\n{said.body}" for said in (text(n, 10_000) for n in range(100))
    )
    assert sha256(whole.encode()).hexdigest() == KNOWN


def test_the_vocabulary_holds_each_word_once() -> None:
    """Four thousand words, none of them twice, all of letters."""
    words = vocabulary()
    assert len(words) == len(set(words)) == VOCABULARY
    assert all(word.isascii() and word.isalpha() for word in words)


def test_words_are_as_uneven_as_in_a_language() -> None:
    """The commonest tenth of the words makes most of the text, and the rare half is used too."""
    used = Counter(word for n in range(500) for word in text(n, 10_000).body.split())
    common = sum(used[word] for word in vocabulary()[: VOCABULARY // 10])
    assert 0.6 < common / used.total() < 0.9
    assert sum(used[word] > 0 for word in vocabulary()[VOCABULARY // 2 :]) > VOCABULARY // 4


def test_a_text_has_as_many_words_as_a_page_of_a_notebook() -> None:
    """Every record has the same number of words, but for those that are looked for."""
    said = text(5, 10_000)
    assert len([word for word in said.body.split() if word not in (COMMON, RARE)]) == WORDS


def test_what_is_looked_for_stands_where_it_should() -> None:
    """The common word in one record of a thousand, the rare one in twenty of any number."""
    for of in (1_000, 10_000):
        said = [text(n, of).body.split() for n in range(of)]
        assert sum(COMMON in words for words in said) == of // 1_000
        assert sum(RARE in words for words in said) == RARE_RECORDS
        assert {COMMON, RARE}.isdisjoint(vocabulary())
