"""Phrases drawn by chance, asked back, and the figures that the docs give for them."""

from __future__ import annotations

import re
from math import log2
from pathlib import Path

import pytest

from safejournal.content.wordlists import words
from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.domain.strength import estimate
from safejournal.errors import Refused
from safejournal.services import passphrases
from safejournal.wording.passphrases import how_long

DOCS = Path(__file__).parents[2] / "docs" / "passphrases.md"


@pytest.mark.parametrize(("language", "word_list"), [("en", "english"), ("ru", "russian")])
def test_a_proposal_is_six_different_words_of_the_language(language: str, word_list: str) -> None:
    """Every one from the list of the language that the person reads."""
    for _ in range(50):
        drawn = passphrases.propose(language).split(" ")
        assert len(drawn) == len(set(drawn)) == 6
        assert set(drawn) <= set(words(word_list))


def test_proposals_differ() -> None:
    """Two of them agree once in more draws than there are grains of sand."""
    assert len({passphrases.propose("ru") for _ in range(50)}) == 50
    assert len(passphrases.propose("en", 4).split()) == 4


def test_every_word_is_drawn_sooner_or_later() -> None:
    """No part of a list is left out: a third of it stands in 3,000 words, spread over the whole."""
    drawn = {word for _ in range(500) for word in passphrases.propose("en").split()}
    places = sorted(words("english").index(word) for word in drawn)
    assert len(places) > 2_000
    assert places[0] < 60
    assert places[-1] > 7_715


def test_a_recovery_phrase_is_ten_english_words() -> None:
    """So that it can be typed in a country where nobody has a Russian keyboard."""
    phrase = passphrases.propose_recovery().split(" ")
    assert len(set(phrase)) == 10
    assert set(phrase) <= set(words("english"))
    assert 129 < passphrases.bits_of_drawn(10) < 10 * log2(7_776)


def test_words_are_asked_back() -> None:
    """Places count from 1; the layout and capitals do not matter, another word does."""
    phrase = "abacus abdomen abdominal abide"
    assert passphrases.check_words(phrase, {1: "abacus", 4: "Abide "}) == ()
    assert passphrases.check_words(phrase, {2: cyrillic_keys("abdomen")}) == ()
    assert passphrases.check_words(phrase, {1: "abdomen", 3: "abdominal", 4: ""}) == (1, 4)


def test_a_russian_word_is_the_same_on_either_layout() -> None:
    """Also with Caps Lock, which turns х into Х but leaves the key [ as it is."""
    assert passphrases.same_word(latin_keys("хлеб"), "хлеб")
    assert passphrases.same_word("[KT<", "хлеб")
    assert passphrases.same_word("[KT,", "хлеб")
    assert not passphrases.same_word("хлебный", "хлеб")


def test_an_own_passphrase_is_weighed_by_our_lists() -> None:
    """The same estimate that the lists give when they are named."""
    known = frozenset(words("english")), frozenset(words("russian")), passphrases.common_words()
    assert passphrases.weigh("Пароль123") == estimate("Пароль123", *known)


def test_only_the_empty_passphrase_is_refused() -> None:
    """A weak one is told what it is worth; turning somebody away would not make them stronger."""
    with pytest.raises(Refused):
        passphrases.weigh(" \t")
    assert passphrases.weigh("1").warnings


def test_the_table_of_the_docs_is_the_arithmetic_of_the_program() -> None:
    """Words, bits, and the years of a thousand cards, recomputed row by row."""
    rows = re.findall(
        r"^\| (\d+) words \| ([\d.]+) \| (.+?) \|$", DOCS.read_text("utf-8"), re.MULTILINE
    )
    assert [int(count) for count, _bits, _time in rows] == [3, 4, 5, 6, 7, 10]
    for count, bits, time in rows:
        exact = passphrases.bits_of_drawn(int(count))
        assert bits == f"{exact:.1f}"
        assert time == how_long(passphrases.cost_for_attacker(exact).years).replace("\u00a0", ",")


def test_the_own_passphrases_of_the_docs_are_weighed_by_the_program() -> None:
    """What the docs say of "Пароль123" and others is what a person would be told."""
    rows = re.findall(r"^\| `(.+?)` \| (\d+) \| (.+?) \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert len(rows) >= 8
    for own, bits, time in rows:
        judged = passphrases.weigh(own)
        assert bits == f"{judged.bits:.0f}"
        assert time == how_long(judged.cost.years).replace("\u00a0", ",")
