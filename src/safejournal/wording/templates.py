"""What is worth noting of an incident, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.domain.words import Category
from safejournal.i18n import _, language
from safejournal.services.templates import questions
from safejournal.wording.words import word


def question_lines(category: Category, *, sources: bool = False) -> Iterator[str]:
    """Yield the questions of a sort of incident; with the sources of each if they are wanted."""
    yield _("What to note: {sort}").format(sort=word(category))
    for asked in questions(category, language()):
        yield f"- {asked.text}"
        for each in asked.sources if sources else ():
            yield f"    {each.publisher}: {each.title} ({each.date}) {each.url}"
        if sources and not asked.sources:
            yield f"    {_('our own inference')}"
