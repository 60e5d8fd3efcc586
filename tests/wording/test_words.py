"""Every id, word and path has something that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import pytest

from safejournal.domain import plan_words, words
from safejournal.domain.due import Urgency, What
from safejournal.domain.forms import FORMS, Ask, Field
from safejournal.domain.words import Kind
from safejournal.wording import fields, kinds
from safejournal.wording.words import choices, word


def _lists(module: object) -> list[type[Enum]]:
    found = [each for each in vars(module).values() if isinstance(each, type)]
    return [each for each in found if issubclass(each, Enum) and len(each)]


LISTS = [*_lists(words), *_lists(plan_words), What, Urgency]


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.__name__)
def test_every_word_of_a_closed_list_reads_as_something(of: type[Enum]) -> None:
    """No word is missing, and none reads like another of its list."""
    said = [word(member) for member in of]
    assert all(text.strip() for text in said)
    assert len(set(said)) == len(said)
    assert [value for value, _ in choices(of)] == [member.value for member in of]


def test_words_shared_by_two_lists_are_told_apart() -> None:
    """`other` of an incident is a thing, `other` of a contact is somebody."""
    assert word(words.Category.OTHER) != word(words.ContactRole.OTHER)
    assert word(words.Source.DOCUMENT) != word(Kind.DOCUMENT)


def _paths(form: tuple[Field, ...], before: str = "") -> Iterator[str]:
    for field in form:
        yield f"{before}{field.path}"
        yield from _paths(field.items, f"{before}{field.path}.")


@pytest.mark.parametrize("kind", Kind)
def test_every_field_of_every_form_has_a_label(kind: Kind) -> None:
    """Also the fields of items, and whatever their place in the list."""
    for path in _paths(FORMS[kind]):
        assert fields.label(path)
    assert kinds.kind(kind) != kinds.kinds(kind)
    assert kinds.meant_for(kind)


def test_a_place_in_a_list_does_not_matter_for_the_label() -> None:
    """A problem at `channels[2].value` is told with the label of `channels.value`."""
    assert fields.label("channels[2].value") == fields.label("channels.value")
    assert fields.label("plan.legs[0].via[1].country") == fields.label("plan.legs.via.country")


@pytest.mark.parametrize("ask", Ask)
def test_every_way_of_asking_says_how_to_answer(ask: Ask) -> None:
    """A person is told what an answer may look like before typing one."""
    assert fields.how(Field("x", ask))


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.__name__)
def test_no_word_tells_a_person_that_they_are_safe(of: type[Enum]) -> None:
    """`safe` stands in the name of a role at most, never as a statement about the person."""
    for member in of:
        assert "safe" not in word(member).replace("safety contact", "").lower()
