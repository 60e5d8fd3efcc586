"""The sentences in other languages: each is there, and says what its English says."""

from __future__ import annotations

import re
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tools import catalogue

FIELD = re.compile(r"\{[^}]*\}")
PROMISES = re.compile(r"\bбезопасн|\bнадёжно защищ|\bгарант", re.IGNORECASE)
"""No program can know that a person is safe, in Russian either."""

SAID_OF_THINGS = ("службе безопасности", "в безопасном месте")


def _sentences(language: str) -> list[Message]:
    with catalogue.po(language).open("rb") as file:
        return [m for m in read_po(file, locale=language) if m.id]


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_a_catalogue_holds_exactly_the_sentences_of_the_program(language: str) -> None:
    """`python tools/catalogue.py` was run after the last change of wording."""
    kept = catalogue.po(language).read_bytes()
    assert catalogue.as_text(catalogue.merge(language, catalogue.gather())) == kept


def test_every_sentence_is_said_in_russian() -> None:
    """Nobody meets an English sentence in the middle of a Russian page."""
    assert catalogue.empty(catalogue.merge("ru", catalogue.gather())) == []


def test_what_is_compiled_is_what_people_translated() -> None:
    """The program reads the compiled file, translators the other; they say the same."""
    with catalogue.po("ru").with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in _sentences("ru"):
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string
        else:
            one, many = message.id
            said = [compiled.ngettext(one, many, n) for n in (1, 3, 5)]
            assert said == _forms(message)


def test_a_translation_fills_in_what_its_sentence_fills_in() -> None:
    """A name that is missing or misspelt would stop the program in the middle of a page."""
    for message in _sentences("ru"):
        sources = [message.id] if isinstance(message.id, str) else message.id
        filled = [set(FIELD.findall(source)) for source in sources]
        for form in _forms(message):
            assert set(FIELD.findall(form)) in filled, message.id


def test_a_translation_ends_as_its_sentence_does() -> None:
    """What waits for an answer leaves room for it; a heading stays one line."""
    for message in _sentences("ru"):
        if isinstance(message.id, str):
            (form,) = _forms(message)
            assert form.endswith(" ") == message.id.endswith(" "), message.id
            assert ("\n" in form) == ("\n" in message.id), message.id


def test_no_translation_tells_a_person_that_they_are_safe() -> None:
    """No program can know it, and who believes it stops looking."""
    for message in _sentences("ru"):
        for form in _forms(message):
            rest = form.lower()
            for thing in SAID_OF_THINGS:
                rest = rest.replace(thing, "")
            assert not PROMISES.search(rest), form


@pytest.mark.parametrize("language", ["kk", "ky"])
def test_what_no_person_has_translated_is_empty(language: str) -> None:
    """Machine text in a language that nobody here can check could hurt somebody."""
    assert not [m.id for m in _sentences(language) if any(_forms(m))]
