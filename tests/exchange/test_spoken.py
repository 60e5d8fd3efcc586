"""Keys as words: compared aloud, typed in, in two languages and on two keyboard layouts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.errors import InputRejected
from safejournal.exchange import spoken
from safejournal.exchange.keys import PublicIdentity
from safejournal.exchange.spoken import compared_words, read_typed_words, typed_words
from tests.exchange.people import LISTS, Somebody

FIXED = PublicIdentity(recipient=bytes([9] + [0] * 31), signing=bytes([0x58] + [0x66] * 31))
"""The base points of both curves: known to everybody, and so fit for a frozen example."""


def test_the_words_of_known_keys_never_change() -> None:
    """Words that two people compared once must be the same in every later version."""
    assert " ".join(compared_words(FIXED, LISTS["english"])) == (
        "scapegoat retinal sizzle cackle speckled chamomile unknowing track"
    )
    assert " ".join(compared_words(FIXED, LISTS["russian"])) == (
        "рухлядь развод скважина веселье солист волчок фуршет турнепс"
    )


def test_both_languages_say_the_same() -> None:
    """The places of the words are equal, so that one side may read English, the other Russian."""
    somebody = Somebody().public
    english, russian = (compared_words(somebody, LISTS[name]) for name in ("english", "russian"))
    places = [LISTS["english"].index(word) for word in english]
    assert places == [LISTS["russian"].index(word) for word in russian]
    assert len(places) == 8


def test_the_words_depend_on_both_keys_and_on_practice() -> None:
    """Whoever swaps one key, or plays, has other words."""
    one, other = Somebody(), Somebody()
    assert one.public.signing is not None
    variants = [
        one.public,
        PublicIdentity(recipient=other.public.recipient, signing=one.public.signing),
        PublicIdentity(recipient=one.public.recipient, signing=other.public.signing),
        one.bare,
        PublicIdentity(recipient=one.public.recipient, signing=one.public.signing, practice=True),
    ]
    assert len({compared_words(each, LISTS["english"]) for each in variants}) == len(variants)


def test_every_word_of_the_list_can_come() -> None:
    """The eight words use the whole list: 300 identities show well over a fifth of it."""
    seen = {w for _ in range(300) for w in compared_words(Somebody().bare, LISTS["english"])}
    assert len(seen) > 1800


@pytest.mark.parametrize("language", sorted(LISTS))
@pytest.mark.parametrize("layout", [str, latin_keys, cyrillic_keys])
def test_typed_words_come_back_on_either_layout(
    language: str, layout: Callable[[str], str]
) -> None:
    """Forty-two words give the keys back, typed with the wrong layout on, or in capitals."""
    somebody = Somebody(practice=language == "russian").public
    told = layout(" ".join(typed_words(somebody, LISTS[language])))
    for text in (told, told.upper(), told.replace(" ", "\r\n")):
        assert read_typed_words(text, LISTS) == somebody


def test_commas_between_the_words_do_not_matter() -> None:
    """A list that somebody wrote down with commas is read."""
    for listed in LISTS.values():
        assert read_typed_words(", ".join(typed_words(FIXED, listed)), LISTS) == FIXED


@given(st.integers(0, spoken.TYPED - 1), st.integers(1, spoken.LIST_LENGTH - 1))
def test_a_wrong_word_is_seen(place: int, by: int) -> None:
    """Any one word put in the place of another is refused."""
    told = list(typed_words(FIXED, LISTS["english"]))
    listed = LISTS["english"]
    told[place] = listed[(listed.index(told[place]) + by) % len(listed)]
    with pytest.raises(InputRejected):
        read_typed_words(" ".join(told), LISTS)


def test_what_is_no_forty_two_words_is_refused_without_quoting_it() -> None:
    """Too few, too many, words of no list, words of two lists, and the two ends of all numbers."""
    listed = LISTS["english"]
    for text in (
        "",
        " ".join(listed[:41]),
        " ".join(listed[:43]),
        " ".join([*listed[:41], "nonsenseword"]),
        " ".join([*listed[:41], LISTS["russian"][0]]),
        " ".join([listed[0]] * 42),
        " ".join([listed[-1]] * 42),
    ):
        with pytest.raises(InputRejected) as refused:
            read_typed_words(text, LISTS)
        assert "nonsenseword" not in refused.value.sentence


def test_typed_words_of_a_bare_key_do_not_exist() -> None:
    """There is nothing to type for somebody without a signing key: they have a short age key."""
    with pytest.raises(ValueError, match="two keys"):
        typed_words(Somebody().bare, LISTS["english"])


def test_the_words_of_a_secret_key_are_part_of_the_format() -> None:
    """A sheet that was written today is read by every later version."""
    words = spoken.secret_words(bytes(range(32)), LISTS["english"])
    assert " ".join(words) == (
        "abacus buffed reformat ethanol undercoat version stiffness satchel dairy defame riverside"
        " speckled jurist dried rebate shrubs powwow trailing ditch enrage onto linseed"
    )
    assert spoken.read_secret_words(" ".join(words).upper(), LISTS) == bytes(range(32))
    with pytest.raises(InputRejected):
        spoken.read_secret_words(" ".join(words[:-1]), LISTS)
