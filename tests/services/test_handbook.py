"""The handbook: in each language, chapter by chapter, and nothing of the program is left out."""

from __future__ import annotations

import re

import click
import pytest
from textual.binding import Binding

from safejournal import i18n
from safejournal.cli.main import program
from safejournal.errors import NotFound
from safejournal.i18n import LANGUAGES
from safejournal.services import handbook
from safejournal.tui.app import JournalApp
from safejournal.tui.palette import WITHOUT_KEY

LONGEST_CHAPTER = 700
"""Words: three minutes to read. What is longer is two tasks."""

COMMAND = re.compile(r"`safejournal ([^`]+)`")
SAFE = re.compile(r"\byou are safe\b|\bis safe\b|безопасн", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_there_and_short(language: str) -> None:
    """In each language, with a title, and read in a few minutes."""
    for each in handbook.chapters(language):
        assert each.title
        assert each.title != each.text.splitlines()[0]
        assert 30 < len(each.text.split()) < LONGEST_CHAPTER, each.id
        assert "](" not in each.text, "a terminal follows no link"


def test_no_chapter_lies_about_unlisted() -> None:
    """Each file of a language is one of the chapters."""
    for language in LANGUAGES:
        found = {path.stem for path in handbook.file("fears", language).parent.glob("*.md")}
        assert found == set(handbook.CHAPTERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_told_of(language: str) -> None:
    """Somebody who reads the handbook has met each command of the program once."""
    text = "\n".join(each.text for each in handbook.chapters(language))
    told = " | ".join(COMMAND.findall(text))
    missing = [name for name in _names() if not re.search(rf"(^|\| ){name}( |$)", told)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_is_told_of_exists(language: str) -> None:
    """A reader in need types what stands there."""
    names = set(_names()) | {""}
    for each in handbook.chapters(language):
        for told in COMMAND.findall(each.text):
            words = [word for word in told.split() if word.isascii()]
            while words and words[0].startswith("--"):
                words = words[2:]
            assert any(" ".join(words[:n]) in names for n in (1, 2)), told


def test_the_languages_tell_the_same() -> None:
    """The same commands and keys in the same chapters: nothing is told to one reader alone."""
    for chapter_id in handbook.CHAPTERS:
        english, russian = (
            sorted(set(re.findall(r"`([^`а-яё“”]+)`", handbook.chapter(chapter_id, each).text)))
            for each in LANGUAGES
        )
        assert english == russian, chapter_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_the_app_does_is_told_of(language: str) -> None:
    """By the name under which a reader finds it among the acts, in their language."""
    text = "\n".join(each.text for each in handbook.chapters(language)).casefold()
    with i18n.speaking(language):
        named = [name for _action, name, _meaning in WITHOUT_KEY]
        places = [each.description for each in JournalApp.BINDINGS if isinstance(each, Binding)]
        missing = [name for name in [*named, *places] if i18n._(name).casefold() not in text]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_tells_anybody_that_they_are_safe(language: str) -> None:
    """No program can know that."""
    for each in handbook.chapters(language):
        assert not SAFE.search(each.text), each.id


def test_what_is_no_chapter_is_refused() -> None:
    """Also what would lead out of the folder."""
    with pytest.raises(NotFound):
        handbook.chapter("../fears", "en")


def _names() -> list[str]:
    return [" ".join(path) for path in _walk(program(), ())]


def _walk(command: click.Command, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        return [path]
    context = click.Context(command)
    found = [path] if path and command.invoke_without_command else []
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        found += _walk(below, (*path, name))
    return found
