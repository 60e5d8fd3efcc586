"""Cases and lessons, read out."""

from __future__ import annotations

from collections.abc import Sequence

from safejournal.i18n import _, language
from safejournal.plain.desk import MORE, PAGE, Desk
from safejournal.plain.talk import number_in
from safejournal.services import guidance
from safejournal.services.guidance import Case
from safejournal.wording.library import case_lines, case_row, lesson_lines
from safejournal.wording.packs import marked


def cases(desk: Desk) -> None:
    """Ask for words, and let the cases that hold them be read; all of them without a word."""
    desk.talk.say(_("A country, a place, what happened, who: words in any language."))
    typed = desk.talk.ask(_("Words, or Enter for all: "))
    _choose_from(desk, guidance.find_cases(typed, language()))


def read_cases(desk: Desk, ids: Sequence[str]) -> None:
    """Let cases be read that something names."""
    _choose_from(desk, [guidance.case(each, language()) for each in ids])


def lessons(desk: Desk) -> None:
    """Let lessons be read."""
    found = guidance.lessons(language())
    while True:
        titles = [marked(each.title, each.maker) for each in found]
        chosen = desk.talk.choose(_("Number to read it, Enter to go back: "), titles)
        if chosen is None:
            return
        desk.talk.say()
        desk.talk.say_all(lesson_lines(found[chosen]))
        desk.talk.say()


def _choose_from(desk: Desk, found: list[Case]) -> None:
    """Say so many at a time, and read out what is chosen."""
    if not found:
        desk.talk.say(_("No case."))
    while found:
        page, found = found[:PAGE], found[PAGE:]
        for number, each in enumerate(page, 1):
            desk.talk.say(f"{number}. {case_row(each)}")
        if not _read(desk, page, more=bool(found)):
            return


def _read(desk: Desk, page: list[Case], *, more: bool) -> bool:
    """Read out cases of a page until the person wants more (True) or goes back."""
    question = (
        _("Number to read it, + for more, Enter to go back: ")
        if more
        else _("Number to read it, Enter to go back: ")
    )
    while answer := desk.talk.ask(question):
        place = number_in(answer, len(page))
        if place is not None:
            desk.talk.say()
            desk.talk.say_all(case_lines(page[place]))
            desk.talk.say()
        elif answer == MORE and more:
            return True
        else:
            desk.talk.say(_("That is none of these."))
    return False
