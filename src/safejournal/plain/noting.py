"""What is worth noting of an incident, asked question by question; the answers go into its text."""

from __future__ import annotations

from collections.abc import Callable

from safejournal.domain.words import Category
from safejournal.i18n import _, language
from safejournal.plain.questions import ENOUGH
from safejournal.plain.talk import Talk
from safejournal.services.templates import answered, questions
from safejournal.wording.words import word


def note(talk: Talk, answers: dict[str, str], keep: Callable[[], object]) -> None:
    """Ask the questions of its sort. Enter leaves one out, `!` ends them; each answer is kept."""
    category = _category(talk, answers)
    if category is None:
        return
    answers["category"] = category.value
    talk.say(_("Answer what you know; leave out the rest. None of it has to be answered."))
    for asked in questions(category, language()):
        talk.say(asked.text)
        answer = talk.ask("> ")
        if answer == ENOUGH:
            return
        if answer:
            answers["text"] = answered(answers.get("text", ""), asked.text, answer)
            keep()


def _category(talk: Talk, answers: dict[str, str]) -> Category | None:
    if answers.get("category") in set(Category):
        return Category(answers["category"])
    sorts = list(Category)
    talk.say(_("What sort of incident was it?"))
    chosen = talk.choose(_("Number, or Enter to go back: "), [word(each) for each in sorts])
    return None if chosen is None else sorts[chosen]
