"""The steps when somebody is silent, one by one, each with the time at which it was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from safejournal import i18n
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import silence
from safejournal.services.opening import Vault
from safejournal.services.silence import (
    CheckinWord,
    Ending,
    Origin,
    Outcome,
    Stage,
    Step,
    Waiting,
)
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Rows
from safejournal.tui.silence.unseen import Unseen
from safejournal.tui.tell import Tell
from safejournal.tui.text import MUTED, line, prose
from safejournal.tui.today import HIGH
from safejournal.wording.silence import (
    card_lines,
    ending,
    heard_lines,
    marked_waiting,
    names_waited,
    never_back,
    noted_line,
    nothing_open,
    origin,
    outcome,
    people_lines,
    rules,
    standing_line,
    step_text,
    told,
    waiting_lines,
)

NUMBER = 4
"""Cells of the column that holds a step's number, or that it is done."""

STYLES = {Stage.LATE: "bold $error", Stage.GRACE: "bold $warning", Stage.AHEAD: "$text"}
"""The words beside say the same: `LATE by 2 h`, `due; grace for 10 min more`, `in 3 h`."""


MINUTE = 60
"""Seconds after which it is looked again how late it is: somebody may wait before this screen."""


class More(Enum):
    """What stands beside the steps."""

    ABOUT = "about"
    RULES = "rules"
    PEOPLE = "people"
    HEARD = "heard"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class At:
    """A step by its place."""

    number: int


Thing = At | More
WHY = "why"
"""The answer that asks for the reason of a documented step."""


SHOW = "show"
"""The answer that asks for what they should have answered."""


class WalkScreen(Page[None]):
    """One person's trip: how late it is by both clocks, what holds always, and the steps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "done", _("Done"), _("Note that the marked step is done, with the time.")),
        key("h", "heard", _("Heard"), _("I have heard from them: question and agreed word.")),
        key("o", "over", _("Over"), _("End the steps; what was done is kept as a note.")),
    ]

    def __init__(self, vault: Vault, of: Waiting) -> None:
        self._of = of
        self._steps: list[Step] = []
        super().__init__(vault, line(marked_waiting(of, _known(vault, of))).plain)

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Rows[Thing]()

    def on_mount(self) -> None:
        """Begin with the first step that nobody has taken."""
        self.reload()
        rows = self.query_one(Rows)
        first = next((n for n, each in enumerate(self._steps) if each.noted is None), None)
        if first is not None and self._of.stage is Stage.LATE:
            rows.show(list(self._options()), keep=At(first))
        rows.focus()
        self.call_after_refresh(rows.show_from_above)
        self.set_interval(MINUTE, self.reload)

    def reload(self) -> None:
        """Look again how it stands: time has passed, and a newer card may have come."""
        rows = self.query_one(Rows)
        try:
            self._of = silence.find(self.vault, self._of.person, self._of.trip)
            self._steps = silence.steps(self.vault, self._of, i18n.language())
            options = list(self._options())
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        rows.show(options, keep=rows.chosen)
        self.refresh_bindings()

    def _options(self) -> Iterator[Option]:
        apart = self.app.size.height >= HIGH
        yield _about_row(self._of, self.vault.clock(), whole=apart)
        never = Content.styled(never_back(), "bold $warning")
        yield Choice(Block(never, before="!", cells=2), More.RULES)
        if self._of.whom or self._of.never:
            yield Choice(Block(Content(_("Whom to call, and whom never"))), More.PEOPLE)
        if apart:
            yield Heading(_("Steps"))
        for number, each in enumerate(self._steps):
            yield _step_row(number, each, self._of, self.vault)
        yield Heading(_("And"), apart=apart)
        yield _more_row(_("I have heard from them"), "h", More.HEARD)
        if self._of.walk is not None:
            yield _more_row(_("The steps are over"), "o", More.OVER)

    @on(Rows.OptionSelected)
    def _chosen(self) -> None:
        chosen: Thing | None = self.query_one(Rows).chosen
        if isinstance(chosen, At):
            self._take(self._steps[chosen.number])
        elif chosen is More.HEARD:
            self.action_heard()
        elif chosen is More.OVER:
            self.action_over()
        elif chosen is not None:
            self._tell_about()

    def _tell_about(self) -> None:
        known = _known(self.vault, self._of)
        never = (each.text for each in silence.never_do(self.vault, i18n.language()))
        lines = [
            *waiting_lines(self._of, known, self.vault.clock()),
            *people_lines(self._of),
            *(f"! {each}" for each in (*rules(), *never)),
        ]
        self.app.push_screen(Tell(_("What holds"), "\n".join(lines)))

    def action_done(self) -> None:
        """Note that the marked step is done."""
        chosen: Thing | None = self.query_one(Rows).chosen
        if isinstance(chosen, At):
            self._note(self._steps[chosen.number], Outcome.DONE, "")

    @work
    async def _take(self, step: Step) -> None:
        """Ask what came of a step, and a few words about it."""
        answers: list[Answer[Outcome | str]] = [
            Answer(each, outcome(each).capitalize()) for each in Outcome
        ]
        if step.origin is Origin.GUIDANCE:
            answers.append(Answer(WHY, _("Why, and where that is from")))
        question = step_text(step, self._of)
        came = await self.app.push_screen_wait(
            Choose(_("What came of it?"), answers, explained=question)
        )
        if came == WHY:
            text = "\n".join([step.why, "", *step.sources])
            await self.app.push_screen_wait(Tell(_("Why this step"), text))
        elif isinstance(came, Outcome):
            explained = _("A few words, or nothing.")
            remark = await self.app.push_screen_wait(Ask(_("Remark"), explained=explained))
            if remark is not None:
                self._note(step, came, remark.strip())

    def _note(self, step: Step, came: Outcome, remark: str) -> None:
        try:
            silence.note(self.vault, self._of, step, came, remark)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        at = self._steps.index(step)
        self.reload()
        following = (n for n in range(at, len(self._steps)) if self._steps[n].noted is None)
        rows = self.query_one(Rows)
        rows.show(list(self._options()), keep=At(next(following, at)))

    @work
    async def action_heard(self) -> None:
        """Ask how it was checked that it is them, and say what follows."""
        of = self._of
        answered = await self.app.push_screen_wait(_how_answered(of))
        if answered == SHOW:
            answered = await self.app.push_screen_wait(_how_answered(of, shown=True))
        if answered is None:
            return
        word: str | None = ""
        if of.asks_word:
            heard = _("Agreed word that you heard (not shown; Enter for none): ")
            word = await self.app.push_screen_wait(Unseen(heard))
        if word is not None:
            right = {"right": True, "wrong": False, "not_asked": None}[answered]
            await self._say_what_follows(word, right)

    async def _say_what_follows(self, word: str, answered: bool | None) -> None:
        try:
            said = silence.hear(self.vault, self._of, word, answered=answered)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        knows = self._of.asks_word
        lines = heard_lines(said, typed=bool(word), answered=answered, knows=knows)
        await self.app.push_screen_wait(Tell(_("What follows"), "\n\n".join(lines)))
        self.reload()
        if said is CheckinWord.ALL_WELL and answered:
            self.action_over()

    @work
    async def action_over(self) -> None:
        """Ask why the steps are over, and keep them as a note."""
        answers = [Answer(each, ending(each)) for each in Ending]
        why = await self.app.push_screen_wait(Choose(_("Why are the steps over?"), answers))
        if why is None:
            return
        noted = silence.log(self.vault, self._of)
        note = told(self._of, self._steps, noted, why, _known(self.vault, self._of))
        try:
            silence.end(self.vault, self._of, why, note)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.shell.say(_("The steps are over. What was done is kept as a note in the journal."))
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to note only a step, and to end only what was begun."""
        if action == "done":
            return isinstance(self.query_one(Rows).chosen, At)
        if action == "over":
            return self._of.walk is not None
        return super().check_action(action, parameters)

    @on(Rows.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()


def _how_answered(of: Waiting, *, shown: bool = False) -> Choose[str]:
    """Return the question how they answered; the right answer is in it only once it is `shown`.

    Whoever looks over a shoulder, or asks with the screen in sight of others, sees only the rest.
    """
    asked = _("Ask something that only the two of you know.")
    if of.question:
        asked = _("Ask them: {question}").format(question=of.question)
    answers = [
        Answer("right", _("The answer was right")),
        Answer("wrong", _("It was wrong, or avoided")),
        Answer("not_asked", _("I did not ask")),
    ]
    if of.question and of.answer and shown:
        asked += "\n" + _("The right answer: {answer}").format(answer=of.answer)
    elif of.question and of.answer:
        answers.append(Answer(SHOW, _("Show the right answer")))
    return Choose(_("How did they answer?"), answers, explained=asked)


def _about_row(of: Waiting, here: datetime, *, whole: bool) -> Choice[Thing]:
    """Return how it stands by both clocks, and which card says so where there is room."""
    told_of = nothing_open(of, here)
    said = Content(told_of[:1].upper() + told_of[1:])
    if of.pressing is not None:
        said = Content.styled(standing_line(of.pressing, here), STYLES[of.pressing.stage])
    below = line(" ".join(card_lines(of, here))).plain if whole else ""
    return Choice(Block(said, below=below), More.ABOUT)


def _more_row(said: str, pressed: str, more: More) -> Choice[Thing]:
    return Choice(Block(Content(said), before=pressed, cells=NUMBER), more)


def _step_row(number: int, step: Step, of: Waiting, vault: Vault) -> Choice[Thing]:
    said, below = prose(step_text(step, of)), origin(step)
    if step.noted is not None:
        said = said.stylize(MUTED)
        below = line(noted_line(step.noted, vault.clock())).plain
    mark = f"{number + 1}." if step.noted is None else f"{number + 1}x"
    return Choice(Block(said, before=mark, cells=NUMBER, below=below), At(number))


def _known(vault: Vault, of: Waiting) -> dict[str, str]:
    return names_waited(vault, [of])
