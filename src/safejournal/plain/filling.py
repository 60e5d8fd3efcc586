"""A whole form, question by question, with lists of small forms in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from safejournal.domain.answers import items_in, items_text
from safejournal.domain.forms import NONE_WORD, Ask, Field
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain import pointing, questions
from safejournal.plain.questions import EMPTY, ENOUGH, EnoughAsked, Question
from safejournal.plain.talk import Talk, number_in
from safejournal.services.opening import Vault
from safejournal.wording.fields import label
from safejournal.wording.portrait import MASK

Answers = dict[str, str]
Keep = Callable[[str], None]
"""Called with what an answer is so far, so that a lost terminal loses one line at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where the questions belong."""

    talk: Talk
    vault: Vault
    kind: Kind
    now: datetime

    def ask_all(
        self, fields: tuple[Field, ...], answers: Answers, keep: Callable[[], object]
    ) -> None:
        """Ask every field in order, until the person has had enough; `keep` follows each line."""
        try:
            for each in fields:
                self.ask_one(each, answers, keep)
        except EnoughAsked:
            return

    def ask_one(self, of: Field, answers: Answers, keep: Callable[[], object]) -> None:
        """Ask one field of the record and put the answer among the others."""
        self._ask(self._question(of), answers, keep)

    def said(self, of: Field, answer: str) -> str:
        """Return an answer as a person reads it: hidden, or the items of a list one by one."""
        return self._said(self._question(of), answer)

    def _said(self, question: Question, answer: str) -> str:
        of = question.of
        if of.masked and answer:
            return MASK
        if of.ask is Ask.RECORD and answer:
            return pointing.name(self.vault, answer)
        if of.ask is Ask.ITEMS and items_in(answer):
            return "; ".join(self._item_line(question, item) for item in items_in(answer))
        return question.said(answer).replace("\n", "; ")

    def _question(self, of: Field) -> Question:
        return Question(
            of=of,
            path=of.path,
            kind=self.kind,
            now=self.now,
            wrap=lambda answer: {of.path: answer},
        )

    def _ask(self, question: Question, answers: Answers, keep: Callable[[], object]) -> None:
        path, present = question.of.path, answers.get(question.of.path, "")

        def put(answer: str) -> None:
            if answer != answers.get(path, ""):
                answers[path] = answer
                keep()

        put(self.answer(question, present, put))

    def answer(self, question: Question, present: str, put: Keep) -> str:
        """Ask one question and return its answer; `put` gets what there is after every line."""
        of = question.of
        if of.ask is Ask.ITEMS:
            return self._ask_items(question, present, put)
        if of.ask is Ask.TEXT:
            return questions.ask_text(self.talk, question, present, put)
        if of.ask is Ask.RECORD:
            return pointing.ask_record(self.talk, self.vault, question.path, of.kind, present)
        return questions.ask(self.talk, question, present)

    # ---------------------------------------------------------------- lists

    def _ask_items(self, question: Question, present: str, put: Keep) -> str:
        """Offer to add to a list, and to change or take out what is in it."""
        items = items_in(present)
        while True:
            self._show_items(question, items)
            answer = self.talk.ask("> ")
            if answer == ENOUGH:
                raise EnoughAsked
            if not answer:
                return items_text(items) or ("" if items_in(present) else present)
            if answer == EMPTY:
                return ""
            if question.of.plan and answer.lower() == NONE_WORD and not items:
                return NONE_WORD
            self._change_items(question, items, answer, put)

    def _show_items(self, question: Question, items: list[Answers]) -> None:
        self.talk.say()
        self.talk.say(f"{label(question.path)}:")
        for number, item in enumerate(items, 1):
            self.talk.say(f"{number}. {self._item_line(question, item)}")
        if items:
            self.talk.say(_("+ adds one; a number changes it; - and a number takes it out."))
        else:
            self.talk.say(_("+ adds one."))
        questions.say_none(self.talk, question.of)
        self.talk.say(_("Enter goes on."))

    def _change_items(
        self, question: Question, items: list[Answers], answer: str, put: Keep
    ) -> None:
        taken_out = number_in(answer.removeprefix("-").strip(), len(items))
        if answer.startswith("-") and taken_out is not None:
            del items[taken_out]
        elif answer == "+":
            items.append({})
            self._fill_item(question, items, len(items) - 1, put)
        elif (place := number_in(answer, len(items))) is not None:
            self._fill_item(question, items, place, put)
        else:
            self.talk.say(_("That is none of these."))
        put(items_text(items))

    def _fill_item(self, question: Question, items: list[Answers], place: int, put: Keep) -> None:
        """Ask the fields of one item; what is still empty afterwards is no item."""
        item = items[place]
        try:
            for each in question.of.items:
                self._ask(_inner(question, each), item, lambda: put(items_text(items)))
        except EnoughAsked:
            pass
        if not any(item.values()):
            del items[place]

    def _item_line(self, question: Question, item: Answers) -> str:
        """Return one item in one line."""
        inner = (_inner(question, each) for each in question.of.items)
        said = (
            f"{label(each.path)}: {self._said(each, item[each.of.path])}"
            for each in inner
            if item.get(each.of.path)
        )
        return ", ".join(said) or "-"


def _inner(outer: Question, of: Field) -> Question:
    """Return the question for a field of an item of the outer one."""
    return Question(
        of=of,
        path=f"{outer.path}.{of.path}",
        kind=outer.kind,
        now=outer.now,
        wrap=lambda answer: outer.wrap(items_text([{of.path: answer}])),
    )
