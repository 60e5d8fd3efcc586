"""Every sentence of the program, wherever it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "safejournal"
FRONTS = ("wording", "cli", "plain", "tui")
MARKS = ("_", "later", "ngettext")

SAID_OF_THINGS = ("safety contact", "travel-safe")
"""Where the word stands for a role or a mark, and not for how a person is."""


def _calls() -> Iterator[tuple[str, ast.expr]]:
    for path in [SOURCE / "__main__.py", *(p for f in FRONTS for p in (SOURCE / f).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
                for argument in node.args:
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", argument


def _sentences() -> list[tuple[str, str]]:
    return [
        (place, argument.value)
        for place, argument in _calls()
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def test_every_sentence_can_be_taken_into_the_catalogue() -> None:
    """It is written out where it is marked: a translator never sees one that is put together."""
    for place, argument in _calls():
        assert not isinstance(argument, ast.JoinedStr | ast.BinOp), place
    assert len(_sentences()) > 500


def test_what_is_filled_in_has_a_name() -> None:
    """Word order differs from language to language, so no place is counted."""
    for place, sentence in _sentences():
        assert not re.search(r"\{\d*\}|%[sd]", sentence), (place, sentence)


def test_no_sentence_tells_a_person_that_they_are_safe() -> None:
    """No program can know it, and who believes it stops looking."""
    for place, sentence in _sentences():
        rest = sentence.lower()
        for thing in SAID_OF_THINGS:
            rest = rest.replace(thing, "")
        assert not re.search(r"\bsafe(ly|ty)?\b", rest), (place, sentence)


@pytest.mark.parametrize("word", ["secure", "guarantee", "protected from everything"])
def test_no_sentence_promises_too_much(word: str) -> None:
    """What is promised stands in the threat model, with the test that holds it."""
    assert [sentence for _, sentence in _sentences() if word in sentence.lower()] == []
