"""The words around guidance: complete, told apart, and never a promise."""

from __future__ import annotations

import re

import pytest

from safejournal.content.builtin import base
from safejournal.domain.assessment import Attention
from safejournal.domain.rules import MECHANISMS, Severity
from safejournal.services.guidance import case_words, cases
from safejournal.wording import guidance


def test_every_word_of_the_contract_reads_as_something() -> None:
    """Attention, severities and mechanisms: none is missing, none reads like another."""
    for said in (
        [guidance.attention(each) for each in Attention],
        [guidance.severity(each) for each in Severity],
        [guidance.mechanism(each) for each in MECHANISMS],
    ):
        assert all(said)
        assert len(set(said)) == len(said)


def test_every_word_of_the_library_reads_as_something() -> None:
    """What cases are sorted by, and how sure they are; another pack's own word stays as it is."""
    words = case_words()
    for said, of in ((guidance.place, words.places), (guidance.who, words.who)):
        for word in of:
            assert said(word) != word or " " not in word
            assert "_" not in said(word)
        assert said("another_packs_word") == "another_packs_word"
    for case in cases("en"):
        assert guidance.confidence(case.confidence) != case.confidence


def test_countries_are_named() -> None:
    """All that the pack knows; others by their two letters."""
    for code in base().states:
        assert guidance.state(code) != code
    assert guidance.state("QQ") == "QQ"
    assert guidance.states(("KZ", "KG")) == "Kazakhstan, Kyrgyzstan"


@pytest.mark.parametrize("attention", list(Attention))
def test_no_attention_is_calm(attention: Attention) -> None:
    """Where no warning is known, the sentence says what that does not mean."""
    said = guidance.attention(attention)
    assert not re.search(r"\b(safe|fine|clear|ok|no danger\.)\b", said.lower())
    if attention is Attention.NO_KNOWN_WARNING:
        assert "does not mean" in said
