"""Waiting for somebody, in the line mode: who is late, and the steps one after the other."""

from __future__ import annotations

from collections.abc import Callable

from safejournal import i18n
from safejournal.domain.wrapping import listed, wrapped
from safejournal.i18n import _
from safejournal.plain.desk import Desk
from safejournal.plain.talk import Talk
from safejournal.services import journal, silence
from safejournal.services.opening import Vault
from safejournal.services.silence import CheckinWord, Ending, Origin, Outcome, Step, Waiting
from safejournal.wording.rows import marked_name
from safejournal.wording.silence import (
    ending,
    heard_lines,
    holder_line,
    names_waited,
    outcome,
    people_lines,
    rules,
    step_lines,
    told,
    undecided_line,
    waiting_line,
    waiting_lines,
)

QUESTION_HEARD = (True, False, None)
"""What may have come of the question, in the order in which it is offered."""


def silences(desk: Desk) -> None:
    """Say whom this journal waits for and who has which card, and go through the steps for one."""
    talk, vault = desk.talk, desk.vault
    here, names = vault.clock(), names_of(vault)
    holders = silence.holders(vault)
    holding = journal.show_all(vault, [each.contact for each in holders])
    theirs = {one: marked_name(record, vault) for one, record in holding.items()}
    for holder in holders:
        talk.say(f"- {holder_line(holder, theirs, here)}")
    found = silence.waiting(vault)
    undecided = silence.undecided(vault)
    talk.say_all(line for each in undecided for line in wrapped(undecided_line(each), "! "))
    if not found:
        if not undecided:
            talk.say(_("No card of anybody is here, so nobody is waited for."))
        return
    lines = [waiting_line(each, names, here) for each in found]
    chosen = talk.choose(_("Whose steps? Number, or Enter to go back: "), lines)
    if chosen is not None:
        walk(talk, vault, found[chosen])


def names_of(vault: Vault) -> dict[str, str]:
    """Return the names of the contacts that are waited for."""
    return names_waited(vault, silence.waiting(vault))


def walk(talk: Talk, vault: Vault, of: Waiting) -> None:
    """Lead through the steps one by one. What was done is kept, and can be gone on with later."""
    names = names_of(vault)
    talk.say()
    talk.say_all(waiting_lines(of, names, vault.clock()))
    talk.say_all(people_lines(of))
    talk.say_all(listed(rules(), "! "))
    talk.say_all(listed((each.text for each in silence.never_do(vault, i18n.language())), "! "))
    at = None
    while True:
        of = silence.find(vault, of.person, of.trip)
        steps = silence.steps(vault, of, i18n.language())
        if at is None:
            at = next((n for n, each in enumerate(steps) if each.noted is None), len(steps))
        if at >= len(steps):
            talk.say(_("No further step is known. What you have done is kept."))
        else:
            talk.say()
            talk.say(_("Step {n} of {m}:").format(n=at + 1, m=len(steps)))
            talk.say_all(step_lines(steps[at], of, vault.clock()))
        acts = _acts(talk, vault, of, steps, at)
        names_of_acts = [name for name, _act in acts]
        chosen = talk.choose(_("Number, or Enter to go on later: "), names_of_acts)
        if chosen is None:
            return
        going_on, at = acts[chosen][1]()
        if not going_on:
            return


Went = tuple[bool, int | None]
"""Whether to go on, and with which step; None for the first that is open."""


def _acts(
    talk: Talk, vault: Vault, of: Waiting, steps: list[Step], at: int
) -> list[tuple[str, Callable[[], Went]]]:
    acts: list[tuple[str, Callable[[], Went]]] = []
    if at < len(steps):
        step = steps[at]
        acts += [
            (outcome(each).capitalize(), _noting(talk, vault, of, step, each)) for each in Outcome
        ]
        if step.origin is Origin.GUIDANCE:
            acts.append((_("Why, and where that is from"), _explaining(talk, step, at)))
    acts.append((_("I have heard from them"), lambda: _hear(talk, vault, of)))
    if steps:
        acts.append((_("Another step"), lambda: _choose_step(talk, vault, of, steps)))
    if of.walk is not None:
        acts.append((_("The steps are over"), lambda: (not _end(talk, vault, of), None)))
    return acts


def _noting(talk: Talk, vault: Vault, of: Waiting, step: Step, came: Outcome) -> Callable[[], Went]:
    def note() -> Went:
        remark = talk.ask(_("A remark, or Enter: "))
        silence.note(vault, of, step, came, remark)
        talk.say(_("Noted, with the time."))
        return True, None

    return note


def _explaining(talk: Talk, step: Step, at: int) -> Callable[[], Went]:
    def explain() -> Went:
        talk.say_all(wrapped(step.why))
        talk.say_all(listed(step.sources))
        return True, at

    return explain


def _choose_step(talk: Talk, vault: Vault, of: Waiting, steps: list[Step]) -> Went:
    for number, each in enumerate(steps, 1):
        talk.say_all(step_lines(each, of, vault.clock(), head=f"{number}. "))
    while (typed := talk.ask(_("Number of the step: "))) and not (
        typed.isdecimal() and 1 <= int(typed) <= len(steps)
    ):
        talk.say(_("A number from 1 to {n}, or Enter.").format(n=len(steps)))
    return True, int(typed) - 1 if typed else None


def _hear(talk: Talk, vault: Vault, of: Waiting) -> Went:
    """Ask how it was checked that it is them, and say what follows."""
    answered = _ask_question(talk, of)
    typed = ""
    if of.asks_word:
        typed = talk.ask_unseen(_("Agreed word that you heard (not shown; Enter for none): "))
    said = silence.hear(vault, of, typed, answered=answered)
    lines = heard_lines(said, typed=bool(typed), answered=answered, knows=of.asks_word)
    talk.say_all(line for each in lines for line in wrapped(each))
    if said is CheckinWord.ALL_WELL and answered:
        return not (talk.ask_yes(_("End the steps?")) and _end(talk, vault, of)), None
    return True, None


def _ask_question(talk: Talk, of: Waiting) -> bool | None:
    if of.question:
        talk.say(_("Ask them: {question}").format(question=of.question))
        if of.answer and talk.ask_yes(_("Show the right answer?")):
            talk.say(of.answer)
    else:
        talk.say(_("Ask something that only the two of you know."))
    named = [_("The answer was right"), _("It was wrong, or avoided"), _("I did not ask")]
    chosen = talk.choose(_("Number: "), named)
    return None if chosen is None else QUESTION_HEARD[chosen]


def _end(talk: Talk, vault: Vault, of: Waiting) -> bool:
    """Ask why the steps are over, and keep them as a record. Return whether they are."""
    reasons = list(Ending)
    chosen = talk.choose(_("Why? Number, or Enter to go on: "), map(ending, reasons))
    if chosen is None:
        return False
    of = silence.find(vault, of.person, of.trip)
    steps, noted = silence.steps(vault, of, i18n.language()), silence.log(vault, of)
    note = told(of, steps, noted, reasons[chosen], names_of(vault))
    silence.end(vault, of, reasons[chosen], note)
    talk.say(_("The steps are over. What was done is kept as a note in the journal."))
    return True
