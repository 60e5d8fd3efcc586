"""One passphrase, one form: whichever layout is on, and never another person's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.content.wordlists import words
from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.domain.phrase_form import canonical_form, is_list_phrase

ENGLISH, RUSSIAN = frozenset(words("english")), frozenset(words("russian"))

of_english = st.lists(st.sampled_from(words("english")), min_size=1, max_size=10)
of_russian = st.lists(st.sampled_from(words("russian")), min_size=1, max_size=10)
TYPED = "abcxyzABC абвяюжАБВйЙёЁ[]{};:'\"<>,.-!7\u0306\u0308\u00a0\t\u2003İßﬁ北ي"


def form(typed: str) -> str:
    """Return the canonical form by both lists."""
    return canonical_form(typed, ENGLISH, RUSSIAN)


@given(of_english)
def test_an_english_phrase_opens_from_either_layout(phrase: list[str]) -> None:
    """Typed with the Russian layout on, with Caps Lock or Shift, it is the same phrase."""
    typed = " ".join(phrase)
    assert form(typed) == typed
    for other in (typed.upper(), typed.title(), cyrillic_keys(typed), cyrillic_keys(typed).upper()):
        assert form(other) == typed


@given(of_russian)
def test_a_russian_phrase_opens_from_either_layout(phrase: list[str]) -> None:
    """Its form is the keys pressed, whether Cyrillic or Latin letters came of them."""
    typed = " ".join(phrase)
    keys = latin_keys(typed)
    assert form(typed) == keys
    for other in (typed.upper(), typed.title(), keys, keys.upper(), latin_keys(typed.upper())):
        assert form(other) == keys


@given(of_russian, st.data())
def test_a_layout_may_change_in_the_middle(phrase: list[str], data: st.DataObject) -> None:
    """Who notices it after two words need not begin again."""
    turned = [latin_keys(word) if data.draw(st.booleans()) else word for word in phrase]
    assert form(" ".join(turned)) == latin_keys(" ".join(phrase))


@given(st.text(alphabet=TYPED) | st.text())
def test_the_form_of_a_form_is_itself(typed: str) -> None:
    """What was derived once is derived again from its own form."""
    assert form(form(typed)) == form(typed)


@given(st.text(alphabet=TYPED) | st.text())
def test_an_own_phrase_is_only_composed_and_trimmed(typed: str) -> None:
    """Case, script and signs stay unless every word is of one list."""
    if not is_list_phrase(typed, ENGLISH, RUSSIAN):
        assert form(typed) == " ".join(unicodedata.normalize("NFC", typed).split())


@given(of_russian | of_english, st.sampled_from(["Вода7", "xyzzy", "ёлка", "dog!", "i"]))
def test_one_own_word_keeps_the_whole_phrase_as_typed(phrase: list[str], own: str) -> None:
    """A phrase is of a list wholly or not at all."""
    typed = " ".join([*phrase, own]).title()
    assert form(typed) == typed


@given(st.lists(st.text(alphabet=TYPED), min_size=2, max_size=2))
def test_different_own_phrases_stay_different(pair: list[str]) -> None:
    """Two phrases that are no list phrases share a form only if white space tells them apart."""
    one, other = pair
    if form(one) == form(other) and not is_list_phrase(one, ENGLISH, RUSSIAN):
        assert unicodedata.normalize("NFC", one).split() == (
            unicodedata.normalize("NFC", other).split()
        )


def test_words_of_both_lists_together_are_an_own_phrase() -> None:
    """Nothing we propose mixes them, and a person who does chose the case on purpose."""
    typed = f"{words('english')[7].title()} {words('russian')[7].title()}"
    assert form(typed) == typed
    assert not is_list_phrase(typed, ENGLISH, RUSSIAN)


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u00a0\u2003"])
def test_nothing_typed_is_nothing(typed: str) -> None:
    """White space is no passphrase, and no list phrase."""
    assert form(typed) == ""
    assert not is_list_phrase(typed, ENGLISH, RUSSIAN)


def test_composition_and_white_space_do_not_count() -> None:
    """Some systems send й as two characters, and some keyboards a space that does not break."""
    assert form(" и\u0306огурт\u00a0 вода ") == latin_keys("йогурт вода")
    assert form("  My\u00a0own\t phrase: cafe\u0301  ") == "My own phrase: café"
