"""Questions for each sort of incident: whole in both languages, sourced, and judging nobody."""

from __future__ import annotations

import re

import pytest

from safejournal.content.builtin import base
from safejournal.content.templates import EVERY, incidents
from safejournal.domain.words import Category
from safejournal.services.templates import answered, outline, questions

JUDGING = re.compile(
    r"\b(why|should|fault|provoke|reason enough|почему|зачем|должн|вин[аы]\b)", re.IGNORECASE
)
"""Words by which a question asks a person to defend what they did."""


def test_every_sort_has_questions() -> None:
    """Each sort of incident that can be chosen, and nothing else."""
    assert set(incidents()) == {EVERY, *(each.value for each in Category)}


@pytest.mark.parametrize("sort", incidents())
def test_each_question_is_asked_in_both_languages_with_known_sources(sort: str) -> None:
    """It ends as a question or a request, blames nobody, and names only sources that exist."""
    for asked in incidents()[sort]:
        assert set(asked) <= {"en", "ru", "sources"}
        for language in ("en", "ru"):
            assert asked[language].rstrip()[-1] in "?.", asked[language]
            assert not JUDGING.search(asked[language]), asked[language]
        assert set(asked.get("sources", ())) <= set(base().sources)


def test_the_questions_go_below_what_stands_there_and_only_once() -> None:
    """Nothing that was typed is lost or moved; asking twice adds nothing."""
    once = outline(Category.CALL_OR_MESSAGE, "ru", "Звонили в девять.\n")
    assert once.startswith("Звонили в девять.\n\nКто звонил")
    assert outline(Category.CALL_OR_MESSAGE, "ru", once) == once
    assert questions(Category.OTHER, "ru")[0].text in outline(Category.OTHER, "ru")
    assert answered("Было.", "Когда?", "Утром.") == "Было.\n\nКогда?\nУтром."
