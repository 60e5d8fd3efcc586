"""One key, many letters: what is bound to a key works on every keyboard we name."""

from __future__ import annotations

from string import ascii_letters, ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.layouts import aliases, cyrillic_keys, latin_keys, mixed_scripts

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("пароль", "gfhjkm"),
        ("Привет", "Ghbdtn"),
        ("йцукенгшщзхъ", "qwertyuiop[]"),
        ("фывапролджэ", "asdfghjkl;'"),
        ("ячсмитьбю", "zxcvbnm,."),
        ("ЁХЪЖЭБЮ", '~{}:"<>'),
        ("любовь, 2024!", "k.,jdm, 2024!"),
    ],
)
def test_russian_becomes_the_keys_that_were_pressed(cyrillic: str, latin: str) -> None:
    """Letters by their key, capitals with Shift; what is no Russian letter stays."""
    assert latin_keys(cyrillic) == latin


@given(st.text(alphabet=RUSSIAN + RUSSIAN.upper() + " 0123456789-"))
def test_keys_become_the_same_russian_again(text: str) -> None:
    """Nothing is lost on the way to the keys and back."""
    assert cyrillic_keys(latin_keys(text)) == text


@given(st.text())
def test_texts_keep_their_length(text: str) -> None:
    """One key, one character: places in a text stay places."""
    assert len(latin_keys(text)) == len(cyrillic_keys(text)) == len(text)


@pytest.mark.parametrize(
    ("key", "letters"),
    [
        ("q", "йضქք"),
        ("s", "ыіسדσსս"),
        ("b", "иذנβბբ"),
        ("w", "цصςწո"),
        ("c", "сزؤבψცց"),
        ("Q", "ЙՔ"),
        ("S", "ЫІΣშՍ"),
        ("R", "КΡღՐ"),
    ],
)
def test_a_key_knows_what_it_gives_elsewhere(key: str, letters: str) -> None:
    """In Russian, Ukrainian, Persian, Arabic, Hebrew, Greek, Georgian and Armenian."""
    assert set(letters) <= set(aliases(key))


def test_every_letter_key_works_on_the_keyboards_of_our_people() -> None:
    """Each of the 26 keys is reached from the Russian, Ukrainian, Kazakh and Kyrgyz keyboard."""
    for key, letter in zip("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить", strict=True):
        assert letter in aliases(key)
        assert letter.upper() in aliases(key.upper())


def test_no_letter_is_an_alias_of_two_keys() -> None:
    """A key that one layout calls m and another z must not do the act of either by chance."""
    owners = [letter for key in ascii_letters for letter in aliases(key)]
    assert len(owners) == len(set(owners))
    assert "ئ" not in owners
    assert not set(owners) & set(ascii_letters)


def test_aliases_are_single_letters() -> None:
    """What a terminal sends for one key press, and no sign that the US layout has elsewhere."""
    for key in ascii_lowercase:
        assert all(len(letter) == 1 and letter.isalpha() for letter in aliases(key))


@pytest.mark.parametrize("key", ["", "1", "й", "ctrl+q", "[", "qq"])
def test_what_is_no_latin_letter_has_no_aliases(key: str) -> None:
    """Other keys are the same everywhere, or are no key."""
    assert aliases(key) == ()


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("море corn", True),
        ("пaроль", True),
        ("כלבdog", True),
        ("ωhm", True),
        ("море", False),
        ("sea 2024!", False),
        ("مادر", False),
        ("北京 море", False),
        ("", False),
    ],
)
def test_a_change_of_layout_is_noticed(text: str, mixed: bool) -> None:
    """Letters of two of these scripts in one text; digits and signs belong to every layout."""
    assert mixed_scripts(text) is mixed
