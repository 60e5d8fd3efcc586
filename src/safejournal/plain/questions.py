"""One field of a form, asked: what it is called, how to answer, what stands there, and the answer.

At every question Enter goes on (with the present answer, if there is one), `-` empties, `?`
explains and `!` ends the questions. These signs are on every keyboard layout.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from safejournal.domain import answers
from safejournal.domain.answers import AnswersInvalid
from safejournal.domain.forms import NONE_WORD, Ask, Field
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain.talk import Talk, number_in
from safejournal.services.forms import FormInvalid, read_answers
from safejournal.wording.fields import about, how, label
from safejournal.wording.portrait import MASK, said
from safejournal.wording.problems import problem
from safejournal.wording.words import choices

EMPTY, EXPLAIN, ENOUGH, MORE = "-", "?", "!", "+"
END_OF_TEXT = "."
"""A line that holds nothing else ends a text of several lines."""

_NEEDED = "this key is needed"
"""What is wrong with an answer given alone, though others may follow."""


class EnoughAsked(Exception):
    """The person ended the questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field in its place: which form it belongs to, and who can say what is wrong with it."""

    of: Field
    path: str
    """Its path in the record, without places in lists: what its label is found by."""
    kind: Kind
    now: datetime
    wrap: Callable[[str], dict[str, str]] = field(repr=False)
    """What turns an answer to this question into answers of the whole form."""

    def problem(self, answer: str) -> str:
        """Return what is wrong with an answer, as a sentence; "" when it can stand."""
        try:
            read_answers(self.kind, self.wrap(answer), self.now)
        except FormInvalid as error:
            wrong = [why for why in error.problems.values() if why != _NEEDED]
            return problem(wrong[0]) if wrong else ""
        return ""

    def plain(self, answer: str) -> str:
        """Return an answer that means the same tomorrow: `yesterday` becomes a day.

        Raises AnswersInvalid when it cannot be read.
        """
        values = answers.read([self.of], {self.of.path: answer}, self.now)
        return answers.write([self.of], values).get(self.of.path, "")

    def said(self, answer: str) -> str:
        """Return an answer as a person reads it; as it was typed while it cannot be read."""
        try:
            value = answers.read([self.of], {self.of.path: answer}, self.now)
        except AnswersInvalid:
            return answer
        for key in self.of.path.split("."):
            value = value.get(key, {})
        return said(self.of, value) if value not in ({}, None) else answer


def ask(talk: Talk, question: Question, present: str) -> str:
    """Ask until the answer can stand, and return it; the present one for Enter."""
    _introduce(talk, question, present)
    while True:
        answer = talk.ask("> ")
        if answer == ENOUGH:
            raise EnoughAsked
        if answer == EXPLAIN:
            explain(talk, question)
        elif not answer:
            return present
        elif answer == EMPTY:
            return ""
        elif (kept := _accepted(talk, question, answer)) is not None:
            return kept


def _introduce(talk: Talk, question: Question, present: str) -> None:
    of = question.of
    talk.say()
    talk.say(f"{label(question.path)} ({how(of)}):")
    if of.ask in (Ask.CHOICE, Ask.CHOICES) and of.words is not None:
        for number, (_word, name) in enumerate(choices(of.words), 1):
            talk.say(f"{number}. {name}")
    say_none(talk, of)
    if present:
        shown = MASK if of.masked else question.said(present)
        talk.say(_("Now: {text}").format(text=shown))


def say_none(talk: Talk, of: Field) -> None:
    """Say of a plan's list that "there is none" is an answer, and no answer another thing."""
    if of.plan and of.ask in (Ask.CHOICES, Ask.COUNTRIES, Ask.ITEMS):
        talk.say(_("none means that there is none; an empty answer means not said."))


def explain(talk: Talk, question: Question) -> None:
    """Say what the field is for, and what can be typed at every question."""
    if sentence := about(question.path):
        talk.say(sentence)
    talk.say(_("Enter leaves it as it is; - empties it; ! ends the questions."))


def _accepted(talk: Talk, question: Question, typed: str) -> str | None:
    """Return the answer to keep; None when it cannot stand, which has been said."""
    meant = chosen(question.of, typed)
    if wrong := question.problem(meant):
        talk.say(_wrong_number(question.of) or wrong)
        return None
    kept = question.plain(meant)
    if question.of.ask in (Ask.WHEN, Ask.DAY, Ask.MOMENT):
        talk.say(_("Understood: {time}").format(time=question.said(kept)))
    return kept


def _wrong_number(of: Field) -> str:
    """Return what to say of a word that is not in a list that was read out; "" without a list."""
    if of.words is None:
        return ""
    return _("A number from 1 to {n}, or the words beside it.").format(n=len(of.words))


def chosen(of: Field, typed: str) -> str:
    """Return what was typed with numbers of a list, and its labels, turned into its words."""
    if of.ask in (Ask.YES_NO, Ask.MARK):
        return _yes_or_no(typed)
    if of.words is None or of.ask not in (Ask.CHOICE, Ask.CHOICES):
        return typed
    if of.ask is Ask.CHOICE:
        return _word(of, typed)
    if typed.lower() == NONE_WORD:
        return typed
    parts = typed.replace(",", " ").split() if _only_numbers(typed) else typed.split(",")
    return ", ".join(_word(of, part.strip()) for part in parts if part.strip())


def _only_numbers(typed: str) -> bool:
    return typed.replace(",", " ").replace(" ", "").isdecimal()


def _word(of: Field, typed: str) -> str:
    listed = choices(of.words) if of.words is not None else []
    place = number_in(typed, len(listed))
    if place is not None:
        return listed[place][0]
    return next((word for word, name in listed if name.lower() == typed.lower()), typed)


def _yes_or_no(typed: str) -> str:
    word = typed.lower()
    if word in ("y", "yes", "д", "да", _("yes")):
        return answers.YES
    if word in ("n", "no", "нет", _("no")):
        return answers.NO
    return typed


def ask_text(talk: Talk, question: Question, present: str, keep: Callable[[str], None]) -> str:
    """Ask for a text of several lines; `keep` gets what there is after every line."""
    talk.say()
    talk.say(_("{field}, in as many lines as you like.").format(field=label(question.path)))
    talk.say(_("A line with only a full stop ends it."))
    if present:
        talk.say(_("Now:"))
        talk.say_all(present.splitlines())
        talk.say(_("Enter leaves it; + adds to it; - empties it; else type it anew."))
    lines: list[str] = []
    while (line := talk.ask_text("> ")).strip() != END_OF_TEXT:
        word = "" if lines else line.strip()
        if word == ENOUGH:
            raise EnoughAsked
        if word == EXPLAIN:
            explain(talk, question)
        elif word == EMPTY:
            return ""
        elif word == MORE and present:
            lines = present.splitlines()
        elif not line and not lines:
            return present
        else:
            lines.append(line)
            keep("\n".join(lines))
    return _checked(talk, question, "\n".join(lines), present) if lines else present


def _checked(talk: Talk, question: Question, typed: str, present: str) -> str:
    if wrong := question.problem(typed):
        talk.say(wrong)
        return present
    return typed
