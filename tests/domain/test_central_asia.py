"""Kazakh and Kyrgyz letters: found however they are typed, sorted as in their alphabets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.alphabet import alphabetical
from safejournal.domain.fold import fold
from safejournal.domain.layouts import aliases, mixed_scripts
from safejournal.domain.matching import matches

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыьэюя"
"""The alphabet in its order, but for і, which other alphabets have elsewhere."""

KYRGYZ = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
LETTERS = "әғқңөұүһі"
ON_A_RUSSIAN_KEYBOARD = dict(zip(LETTERS, "агкноуухи", strict=True))


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_found_by_itself_and_by_the_one_that_a_russian_keyboard_has(
    letter: str,
) -> None:
    """In both directions and both cases, at the beginning of a word and inside it."""
    plain = ON_A_RUSSIAN_KEYBOARD[letter]
    for written, typed in ((letter, plain), (plain, letter), (letter.upper(), plain)):
        assert matches([f"т{written}рк"], f"т{typed}р")
        assert fold(f"{written}рк") == fold(f"{typed}рк")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Әлия Сәрсенбаева", "алия сарсен"),
        ("Қайрат Нұрланұлы", "кайрат нурлан"),
        ("Үсөн Өмүралиев", "усон омур"),
        ("Бишкек ш., Чүй проспектиси", "чуй"),
        ("Шыңғыс Айтматов", "шынгыс"),
        ("Ілияс", "илияс"),
    ],
)
def test_names_are_found_by_what_people_type(written: str, typed: str) -> None:
    """On their own keyboard and on a Russian one."""
    assert matches([written], typed)
    assert matches([written], written)


@pytest.mark.parametrize("alphabet", [KAZAKH, KYRGYZ], ids=["Kazakh", "Kyrgyz"])
def test_a_list_stands_in_the_order_of_the_alphabet(alphabet: str) -> None:
    """Each letter after the one before it, in either case, whatever comes behind it."""
    names = [f"{letter}{rest}" for letter in alphabet for rest in ("а", "яя")]
    titled = [name.title() for name in names]
    assert sorted({*titled}, key=alphabetical) == titled


def test_russian_names_stand_where_they_always_did() -> None:
    """Е before Ё, И before Й, and a name before the longer one that begins like it."""
    names = ["Елена", "Ёлкин", "Иван", "Иванов", "Йод", "ольга", "Яна"]
    assert sorted({*names}, key=alphabetical) == names


@given(st.text(), st.text())
def test_any_two_names_have_an_order(one: str, other: str) -> None:
    """Whatever they are written in."""
    assert (alphabetical(one) < alphabetical(other)) != (alphabetical(one) >= alphabetical(other))


def test_the_letters_belong_to_one_script_and_to_no_key_of_another_act() -> None:
    """A passphrase with them does not count as mixed, and typing them does nothing by chance."""
    assert not mixed_scripts(f"қаласы {LETTERS}")
    owners = [key for key in "qwertyuiopasdfghjklzxcvbnm" if set(aliases(key)) & set("әғқңөұүһ")]
    assert owners == []
