"""Exercises that the program leads, and before and after, in the line mode."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from safejournal.domain.scenarios import Scenario
from safejournal.i18n import _, language
from safejournal.plain.desk import Act, Desk
from safejournal.plain.several import ask_new_file
from safejournal.services import drills, folio, measures, sitting
from safejournal.services.drills import Stand
from safejournal.services.measures import Answer, Moment
from safejournal.services.written_file import new_file
from safejournal.wording import drills as wording
from safejournal.wording.workshop import not_looked


def acts() -> list[tuple[str, Act]]:
    """Return what can be done, by name."""
    return [
        (_("Pair exercise"), _pair),
        (_("The forgotten passphrase"), _recover),
        (_("Travelling with little"), _travel),
        (_("Before and after"), _measure),
        (_("Reset this machine"), _reset),
    ]


def _say_stand(desk: Desk, heading: str, of: Sequence[Stand]) -> None:
    desk.talk.say(f"{heading}:")
    desk.talk.say_all(wording.stand_lines(of))


def _pair(desk: Desk) -> None:
    desk.talk.say(wording.pair_how())
    _say_stand(desk, _("Who goes"), drills.giving(desk.vault))
    _say_stand(desk, _("Who stays"), drills.keeping(desk.vault))


def _recover(desk: Desk) -> None:
    desk.talk.say(wording.recovery_how(desk.vault.place))
    _say_stand(desk, _("So far"), drills.recovering(desk.vault))
    if desk.talk.ask_yes(wording.forget_question()):
        drills.forget(desk.vault)
        _say_stand(desk, _("So far"), drills.recovering(desk.vault))


def _travel(desk: Desk) -> None:
    from safejournal.services.travelling_drill import drill

    desk.talk.say(wording.travel_how())
    if desk.talk.ask_yes(_("Go the whole way on a copy?")):
        desk.talk.say(wording.drilled_line(drill(desk.vault)))


def _reset(desk: Desk) -> None:
    desk.talk.say(_("At the end of the day, leave this journal and type:"))
    desk.talk.say("safejournal workshop reset")
    desk.talk.say(not_looked())


def _measure(desk: Desk) -> None:
    running = sitting.now_running(desk.vault)
    if running is None:
        desk.talk.say(_("Begin a scenario first: its sentences are asked here."))
        return
    of = sitting.scenario_of(running, language())
    desk.talk.say(wording.about_measures())
    asked = list(product(Moment, of.measures))
    names = [f"{wording.moment(moment)}: {each.text}" for moment, each in asked]
    writes = [] if running.role else [_("Write the numbers out")]
    while True:
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), [*names, *writes])
        if chosen is None:
            return
        if chosen == len(asked):
            _write(desk, of)
            continue
        moment, measure = asked[chosen]
        (_answer if running.role else _count)(desk, of, moment, measure.id)


def _answer(desk: Desk, of: Scenario, moment: Moment, measure: str) -> None:
    answers = list(Answer)
    chosen = desk.talk.choose(_("Number, or Enter: "), map(wording.answer, answers))
    if chosen is not None:
        measures.answer(desk.vault, of, moment, measure, answers[chosen])


def _count(desk: Desk, of: Scenario, moment: Moment, measure: str) -> None:
    counts = {}
    for each in Answer:
        question = _("How many say: {answer}?").format(answer=wording.answer(each))
        typed = desk.talk.ask(f"{question} ")
        if not typed.isdecimal():
            return
        counts[each] = int(typed)
    measures.count(desk.vault, of, moment, measure, counts)
    desk.talk.say(wording.counts_line(counts))


def _write(desk: Desk, of: Scenario) -> None:
    made = folio.as_text(measures.sheet(desk.vault, of)).encode()
    warning = _("What is written out lies in the clear: whoever finds the file can read it.")
    target = ask_new_file(desk.talk, "numbers.txt", warning)
    if target is not None:
        with new_file(target) as file:
            file.write(made)
        desk.talk.say(_("Written: {file}").format(file=target))
