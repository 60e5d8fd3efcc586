"""What is worth noting of an incident, put into its text as questions when somebody wants that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from safejournal.domain.words import Category
from safejournal.i18n import _, language
from safejournal.services.templates import outline
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.sheet import Sheet
from safejournal.wording.templates import question_lines
from safejournal.wording.words import word

Show = Callable[[Choose[Any]], Awaitable[Any]]
"""Shows a question and returns its answer."""


async def note(show: Show, sheet: Sheet) -> None:
    """Ask for the sort of incident unless known; show the questions; put them in if wanted."""
    category = _known(sheet) or await _asked(show, sheet)
    if category is None:
        return
    lines = list(question_lines(category))[1:]
    explained = "\n".join([*lines, "", _never_needed()])
    answers = [
        Answer(True, _("Put the questions into the text")),
        Answer(False, _("Leave the text as it is")),
    ]
    title = _("What to note: {sort}").format(sort=word(category))
    if await show(Choose(title, answers, explained=explained)):
        text = sheet.control("text")
        text.put(outline(category, language(), text.answer()))


def _known(sheet: Sheet) -> Category | None:
    said = sheet.control("category").answer()
    return Category(said) if said in set(Category) else None


async def _asked(show: Show, sheet: Sheet) -> Category | None:
    answers = [Answer(each, word(each)) for each in Category]
    chosen: Category | None = await show(Choose(_("What sort of incident was it?"), answers))
    if chosen is not None:
        sheet.control("category").put(chosen.value)
    return chosen


def _never_needed() -> str:
    return _("Answer what you know; leave out the rest. None of it has to be answered.")
