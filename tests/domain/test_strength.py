"""What an own passphrase is worth at most: weak ones are caught, strong ones are let alone."""

from __future__ import annotations

import secrets
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.content.wordlists import common_words, words
from safejournal.domain.layouts import latin_keys
from safejournal.domain.strength import (
    ENOUGH_BITS,
    GOOD_BITS,
    LONGEST_LOOKED_AT,
    Estimate,
    Weakness,
    estimate,
)

ENGLISH, RUSSIAN = frozenset(words("english")), frozenset(words("russian"))

WEAK = [
    # what people choose, in both languages and on both layouts
    ("123456", 4),
    ("password", 4),
    ("пароль", 8),
    ("Пароль123", 12),
    ("пароль1", 12),
    ("PASSWORD", 5),
    ("iloveyou", 8),
    ("ялюблютебя", 30),
    ("любовь", 8),
    ("любовьморковь", 24),
    ("солнышко2010", 24),
    ("мамапапа", 12),
    ("спартак1922", 22),
    ("Москва2024!", 32),
    ("алматы2020", 28),
    ("qwerty123!", 18),
    # keyboard walks
    ("qwertyuiop", 12),
    ("йцукенгшщз", 12),
    ("йцукен123", 12),
    ("фывапролджэ", 14),
    ("ячсмитьбю", 12),
    ("zxcvbnm,./", 14),
    ("1qaz2wsx", 18),
    ("1qaz2wsx3edc", 26),
    ("qazwsxedc", 12),
    ("!QAZ@WSX", 22),
    ("poiuytrewq", 14),
    ("цукенгшщ", 14),
    # the other layout, other letters, backwards
    ("gfhjkm", 10),
    ("Gfhjkm123", 16),
    ("ghbdtn", 12),
    ("yfnfif1988", 22),
    ("k.,jdm", 10),
    ("зфыыцщкв", 8),
    ("parol", 10),
    ("parol123", 14),
    ("lubov", 12),
    ("lyubov", 12),
    ("solnyshko", 14),
    ("privet", 12),
    ("vishnya", 18),
    ("drowssap", 8),
    ("ьлорап", 10),
    ("p@ssw0rd", 8),
    ("P@$$w0rd1", 20),
    ("пар0ль", 12),
    # dates, years, numbers
    ("14.03.1988", 22),
    ("14031988", 18),
    ("1988-03-14", 22),
    ("3/14/88", 22),
    ("140388", 18),
    ("1403", 12),
    ("1988", 8),
    ("2010", 8),
    ("20242025", 20),
    ("+79261234567", 36),
    ("8 926 123-45-67", 36),
    ("89261234567", 36),
    ("+996555123456", 36),
    # sequences and repeats
    ("abcdefgh", 10),
    ("абвгдежз", 10),
    ("987654321", 10),
    ("13579", 14),
    ("aaaaaaaaaaaaaaaa", 14),
    ("ыыыыыыыы", 14),
    ("abcabcabcabc", 16),
    ("любовьлюбовьлюбовь", 18),
    ("121212121212", 14),
    # names
    ("Natasha1988", 22),
    ("наташа1988", 22),
    ("Саша2005!", 28),
    ("nurlan1990", 24),
    ("айгуль95", 24),
    ("АйгульНурлан", 26),
    ("michael7", 16),
    # words joined, single words of any length, sentences
    ("солнцеморе", 26),
    ("вода", 14),
    ("Вода", 14),
    ("путешественница", 24),
    ("достопримечательность", 24),
    ("ljcnjghbvtxfntkmyjcnm", 25),
    ("Tr0ub4dor&3", 40),
    ("correcthorsebatterystaple", 54),
    ("я люблю свою маму и мой дом", 45),
    ("мой дядя самых честных правил", 48),
    ("to be or not to be", 30),
    ("любовь любовь любовь любовь любовь любовь", 22),
]

RANDOM = [
    (string.ascii_letters + string.digits + string.punctuation, 16, 75),
    (string.ascii_letters + string.digits, 20, 80),
    (string.ascii_lowercase + string.digits, 20, 75),
    ("абвгдежзийклмнопрстуфхцчшщъыьэюя", 20, 70),
    (string.digits, 30, 55),
]


def weigh(passphrase: str) -> Estimate:
    """Return the estimate by the lists of the program."""
    return estimate(passphrase, ENGLISH, RUSSIAN, common_words())


@pytest.mark.parametrize(("passphrase", "most"), WEAK)
def test_a_weak_passphrase_is_worth_little(passphrase: str, most: float) -> None:
    """Its bits stay below a limit; where those are few, the person is warned, with a reason."""
    found = weigh(passphrase)
    assert 0 < found.bits <= most
    assert (Weakness.GUESSABLE in found.warnings) == (found.bits < ENOUGH_BITS)


@pytest.mark.parametrize(("alphabet", "length", "least"), RANDOM)
def test_what_chance_made_is_worth_most_of_its_length(
    alphabet: str, length: int, least: float
) -> None:
    """The median of random texts: a few of them really hold a date or a word."""
    found = sorted(
        weigh("".join(secrets.choice(alphabet) for _ in range(length))).bits for _ in range(41)
    )
    assert found[20] >= least


@pytest.mark.parametrize("language", ["english", "russian"])
def test_six_words_drawn_by_chance_are_worth_77_bits(language: str) -> None:
    """On either layout, with or without capitals, and without a warning."""
    for _ in range(100):
        phrase = " ".join(secrets.SystemRandom().sample(words(language), 6))
        for typed in (phrase, phrase.upper(), latin_keys(phrase)):
            found = weigh(typed)
            assert 70 <= found.bits <= 80
            assert found.warnings == ()


@pytest.mark.parametrize(
    ("passphrase", "weakness"),
    [
        ("пароль", Weakness.COMMON),
        ("gfhjkm", Weakness.OTHER_LAYOUT),
        ("drowssap", Weakness.BACKWARDS),
        ("p@ssw0rd", Weakness.LOOK_ALIKES),
        ("цукенгшщ", Weakness.WALK),
        ("абвгдежз", Weakness.SEQUENCE),
        ("жжжжжжжж", Weakness.REPEAT),
        ("14.03.1988", Weakness.DATE),
        ("8 926 123-45-67", Weakness.PHONE),
        ("достопримечательность", Weakness.ONE_WORD),
        ("мой дядя самых честных правил", Weakness.SENTENCE),
    ],
)
def test_the_reason_is_named(passphrase: str, weakness: Weakness) -> None:
    """A person learns what is weak, not only that it is."""
    assert weigh(passphrase).warnings[:2] == (Weakness.GUESSABLE, weakness)


def test_a_good_passphrase_gets_no_advice() -> None:
    """From five words on no piece of it is worth attention."""
    found = weigh("жёлтый трактор 7 спит; под Dachsberg")
    assert found.bits > GOOD_BITS
    assert found.warnings == ()


def test_capitals_of_a_list_phrase_add_nothing() -> None:
    """Since they do not count when it is typed."""
    assert weigh("ВоДа МоРе").bits == weigh("вода море").bits


def test_nothing_is_worth_nothing() -> None:
    """An empty passphrase, or white space, has 0 bits and is found at once."""
    assert weigh(" \t ").bits == weigh("").bits == 0
    assert weigh("").warnings == (Weakness.GUESSABLE,)


def test_years_follow_from_bits() -> None:
    """The cost that is shown is that of the bits that are shown."""
    found = weigh("correct horse battery staple")
    assert found.cost.bits == found.bits
    assert found.cost.years > 0


def test_what_stands_behind_the_limit_adds_nothing() -> None:
    """A pasted book costs no time, and the person learns that its end was not looked at."""
    book = " ".join(words("russian"))
    found = weigh(book + "!")
    assert found.warnings == (Weakness.CUT,)
    assert found.bits == weigh(book[: LONGEST_LOOKED_AT + 1] + "!").bits


@given(st.text(max_size=40))
def test_any_text_has_an_estimate(passphrase: str) -> None:
    """Emoji, half characters and every script: a number, and never a failure."""
    found = weigh(passphrase)
    assert 0 <= found.bits < 40 * 20
    assert found.cost.years >= 0


@given(st.text(alphabet="рб12!Z ", max_size=12))
def test_a_text_said_twice_is_hardly_worth_more(passphrase: str) -> None:
    """Repeating costs who guesses no more than where and how long."""
    assert weigh(passphrase * 2).bits <= weigh(passphrase).bits + 12
