"""A trip held against guidance: what was found, and open questions answered where they stand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from safejournal.domain.assessment import Assessment, Finding
from safejournal.domain.plan import Plan
from safejournal.domain.records import Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _, language
from safejournal.plain import checklists, library
from safejournal.plain.composing import compose
from safejournal.plain.desk import Desk
from safejournal.plain.filling import Form
from safejournal.plain.questions import EnoughAsked, Question
from safejournal.services import assessing, drafts, forms, journal, trips
from safejournal.wording.assessing import assessment_lines, leg_line, warning
from safejournal.wording.guidance import attention
from safejournal.wording.names import name_of
from safejournal.wording.rows import row


def assess_trip(desk: Desk) -> None:
    """Ask which trip, or for a new one, and say what is found."""
    found = trips.planned(desk.vault)
    names = [*map(row, found), _("A new one: questions in order, all of which may stay open")]
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), names)
    if chosen is None:
        return
    if chosen < len(found):
        assess(desk, found[chosen])
    elif (kept := compose(desk.talk, desk.vault, Kind.TRIP)) is not None:
        assess(desk, kept)


def assess(desk: Desk, record: Record) -> None:
    """Say what guidance finds of a trip, and offer what follows from it."""
    _Assessed(desk, record).talk_over()


class _Assessed:
    """A trip being talked over. Answers wait in a draft until the person goes back."""

    def __init__(self, desk: Desk, record: Record) -> None:
        self.desk, self.talk, self.record = desk, desk.talk, record
        self.trip = trips.trip_of(record)
        self.answers = forms.write_answers(self.trip)
        self.draft: drafts.Draft | None = None
        self.found = trips.assess_content(desk.vault, self.trip)

    @property
    def plan(self) -> Plan:
        return self.trip.plan or Plan()

    @property
    def now(self) -> datetime:
        return self.desk.vault.clock()

    def talk_over(self) -> None:
        self._say_all()
        while act := self._ask_what_next():
            act()
        self._seal()

    def _ask_what_next(self) -> Callable[[], None] | None:
        acts: list[tuple[str, Callable[[], None]]] = []
        if self.found.unanswered:
            acts.append((_("Answer an open question"), self._answer_one))
        if self.found.findings:
            acts.append((_("Read a case"), self._read_case))
            acts.append((_("Work through a checklist"), self._begin_checklist))
        acts.append((_("Say it all again"), self._say_all))
        self.talk.say()
        names = [name for name, _act in acts]
        chosen = self.talk.choose(_("Number, or Enter to go back: "), names)
        return None if chosen is None else acts[chosen][1]

    def _say_all(self) -> None:
        self.talk.say()
        self.talk.say(name_of(self.record))
        self.talk.say_all(assessment_lines(self.plan, self.found))

    # ------------------------------------------------------------ answering

    def _answer_one(self) -> None:
        asked_for = [assessing.question(each.path, language()) for each in self.found.unanswered]
        chosen = self.talk.choose(_("Number of the question, or Enter: "), asked_for)
        if chosen is None:
            return
        path = self.found.unanswered[chosen].path
        asked = trips.asked(path)
        if asked is None:
            return
        question = Question(
            of=asked.field,
            path=asked.path,
            kind=Kind.TRIP,
            now=self.now,
            wrap=lambda answer: trips.put_answer({}, path, answer),
        )
        form = Form(talk=self.talk, vault=self.desk.vault, kind=Kind.TRIP, now=self.now)
        present = trips.present_answer(self.answers, path)
        self.talk.say(asked_for[chosen])
        with suppress(EnoughAsked):
            self._keep(path, form.answer(question, present, lambda text: self._keep(path, text)))
        self._assess_again()

    def _keep(self, path: str, text: str) -> None:
        """Put an answer among the others, and into the draft."""
        if text == trips.present_answer(self.answers, path):
            return
        self.answers = trips.put_answer(self.answers, path, text)
        if self.draft is None:
            self.draft = drafts.begin(
                self.desk.vault, Kind.TRIP, record=self.record.id, base=self.record.version
            )
        self.draft = drafts.keep(self.desk.vault, self.draft, self.answers)

    def _assess_again(self) -> None:
        read = forms.read_answers(Kind.TRIP, self.answers, self.now, self.trip)
        if not isinstance(read, Trip) or read == self.trip:
            return
        before, self.trip = self.found, read
        self.found = trips.assess_content(self.desk.vault, read)
        self._say_difference(before)

    def _say_difference(self, before: Assessment) -> None:
        """Say what the answer changed, before all the rest is read out again."""
        self.talk.say()
        self.talk.say(attention(self.found.attention))
        old = {(_where(each), each.rule.severity) for each in before.findings}
        still = {_where(each) for each in self.found.findings}
        for each in self.found.findings:
            if (_where(each), each.rule.severity) not in old:
                self.talk.say(_("New: {finding}").format(finding=self._in_short(each)))
        for each in before.findings:
            if _where(each) not in still:
                self.talk.say(_("No longer: {finding}").format(finding=self._in_short(each)))
        self.talk.say(_("Open questions: {n}").format(n=len(self.found.unanswered)))

    def _in_short(self, each: Finding) -> str:
        return f"{warning(each)} ({leg_line(self.plan, each.leg)})"

    def _seal(self) -> None:
        if self.draft is not None:
            journal.revise(
                self.desk.vault,
                self.record.id,
                self.trip,
                base=self.record.version,
                draft=self.draft.id,
            )
            self.talk.say(_("Your answers are kept."))

    # ------------------------------------------------------- what follows

    def _read_case(self) -> None:
        named = (case for each in self.found.findings for case in each.rule.cases)
        library.read_cases(self.desk, [*dict.fromkeys(named)])

    def _begin_checklist(self) -> None:
        named = (each_id for each in self.found.findings for each_id in each.rule.checklists)
        checklists.begin(self.desk, [*dict.fromkeys(named)], trip=self.record.id)


def _where(each: Finding) -> tuple[str, str, int | None]:
    return each.pack, each.rule.mechanism, each.leg
