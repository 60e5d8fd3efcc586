"""Passphrases drawn by chance, words of them asked back, and own ones weighed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cache
from math import log2

from safejournal.content.wordlists import common_words, words
from safejournal.domain.guessing import Cost, cost_for_attacker
from safejournal.domain.phrase_form import canonical_form
from safejournal.domain.strength import Estimate, estimate
from safejournal.errors import Refused

__all__ = [
    "Cost",
    "Estimate",
    "bits_of_drawn",
    "check_words",
    "common_words",
    "cost_for_attacker",
    "propose",
    "propose_recovery",
    "same_word",
    "weigh",
]

PASSPHRASE_WORDS = 6
"""77.5 bits: thousands of millions of years for a thousand graphics cards (docs/passphrases.md)."""

RECOVERY_WORDS = 10
"""129 bits: out of reach even without the key derivation, as a sheet may be kept for decades."""

_LISTS = {"en": "english", "ru": "russian"}


def propose(language: str, count: int = PASSPHRASE_WORDS) -> str:
    """Return a passphrase of different words, drawn by chance from the list of a language.

    `language` is "en" or "ru"; any other speaks English, as everywhere. The caller keeps it out of
    the session: it is a str, which Python cannot wipe.
    """
    return _drawn(_LISTS.get(language, "english"), count)


def propose_recovery() -> str:
    """Return a recovery phrase: ten English words, so that any keyboard can type it."""
    return _drawn("english", RECOVERY_WORDS)


def bits_of_drawn(count: int) -> float:
    """Return the bits of a phrase of so many different words of one list, each drawn by chance."""
    whole_list = len(words("english"))
    return sum(log2(whole_list - taken) for taken in range(count))


def check_words(phrase: str, typed: Mapping[int, str]) -> tuple[int, ...]:
    """Return the places, counted from 1, whose words were typed wrongly."""
    wanted = phrase.split()
    return tuple(place for place, word in typed.items() if not same_word(word, wanted[place - 1]))


def same_word(typed: str, word: str) -> bool:
    """Tell whether a word of a list was typed, with either layout on, with or without capitals."""
    return canonical_form(typed, *_both_lists()) == canonical_form(word, *_both_lists())


def weigh(passphrase: str) -> Estimate:
    """Return what an own passphrase is worth at most. Raises Refused for an empty one only.

    Nothing else is refused: who is turned away writes a passphrase on the cover, or keeps no
    journal. The person is told what it means, and decides.
    """
    if not passphrase.strip():
        raise Refused("An empty passphrase would protect nothing.")
    return estimate(passphrase, *_both_lists(), common_words())


def _drawn(word_list: str, count: int) -> str:
    return " ".join(secrets.SystemRandom().sample(words(word_list), count))


@cache
def _both_lists() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(words("english")), frozenset(words("russian"))
