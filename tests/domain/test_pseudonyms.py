"""Other people's names in a person's own words: found in any case and form, and only they."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.pseudonyms import NAMELESS, Names, Person

PEOPLE = Names(
    [
        Person(
            id="1", name="Айбек Токтосунов", pseudonym="Берёза", channels=("+996 555 12-34-56",)
        ),
        Person(id="2", name="Анна Достоевская"),
        Person(
            id="3", name="the lawyer John Smith", pseudonym="Oak", channels=("oak@example.org",)
        ),
        Person(id="4", name="مريم", pseudonym="Reed"),
        Person(id="5", name="li na"),
        Person(id="6", name="Дмитрий"),
    ]
)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Видел Айбека Токтосунова у дома.", "Видел [Берёза] у дома."),
        ("айбек звонил", "[Берёза] звонил"),
        ("Говорил с Айбеком и с Анной.", f"Говорил с [Берёза] и с {NAMELESS}."),
        ("У Достоевской, к Достоевскую", f"У {NAMELESS}, к {NAMELESS}"),
        ("Дмитрия, Дмитрию, Дмитрием", f"{NAMELESS}, {NAMELESS}, {NAMELESS}"),
        ("JOHN SMITH came", "[Oak] came"),
        ("Smith's car; john", "[Oak]'s car; [Oak]"),
        ("with مريم there", "with [Reed] there"),
        ("тел. +996555123456, +996 (555) 123456", "тел. [Берёза], [Берёза]"),
        ("write to OAK@example.org.", "write to [Oak]."),
    ],
)
def test_names_and_channels_are_put_out_of_sight(text: str, hidden: str) -> None:
    """Declined, in capitals, in another script, with other gaps between digits."""
    assert PEOPLE.hide(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "The lawyer said the car was blue.",
        "Smithsonian, Johnny",
        "аннотация, анналы",
        "Анналы",
        "199655512345678",
        "",
        "Nobody was there.",
    ],
)
def test_other_words_stay(text: str) -> None:
    """Common words of a name written small, longer words and longer numbers are not names."""
    assert PEOPLE.hide(text) == text


def test_who_was_chosen_goes_by_name() -> None:
    """Only the people that were not chosen are hidden."""
    assert PEOPLE.without(["1"]).hide("Айбек и Анна") == f"Айбек и {NAMELESS}"


def test_a_pseudonym_that_looks_like_a_pattern_is_only_text() -> None:
    """What a person writes is never read as a rule for replacing."""
    names = Names([Person(id="1", name="Ivan", pseudonym=r"\1\g<0>", channels=("12345.*",))])
    assert names.hide("12345.* Ivan 12345abc") == r"[\1\g<0>] [\1\g<0>] 12345abc"


@given(st.text(max_size=200))
def test_any_text_is_read_and_nothing_is_left_of_a_whole_name(text: str) -> None:
    """Whatever stands around it, a name that stands as a word is gone."""
    assert "Айбек" not in PEOPLE.hide(f"{text} Айбек {text}").split()
