"""Workshops in the line mode: scenarios read, led and played, exercises, before and after."""

from __future__ import annotations

from collections.abc import Callable

from safejournal import config
from safejournal.domain import sittings
from safejournal.domain.scenarios import Scenario
from safejournal.domain.sittings import Sitting
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.plain import exercises
from safejournal.plain.desk import Act, Desk
from safejournal.services import folio, scenario_papers, scenarios, seats, sitting
from safejournal.wording.errors import explain
from safejournal.wording.workshop import (
    answer_lines,
    coming_line,
    inject_lines,
    receivers,
    role_lines,
    scenario_row,
    step_lines,
    timer_line,
)

MORE = 5
"""Minutes that a step is given at a time, as in the app."""


def workshop(desk: Desk) -> None:
    """Offer what belongs to workshops until the person goes back."""
    while True:
        acts = _acts(desk)
        chosen = desk.talk.choose(
            _("Workshop. Number, or Enter to go back: "), [name for name, _act in acts]
        )
        if chosen is None:
            return
        try:
            acts[chosen][1](desk)
        except SafeJournalError as error:
            desk.talk.say("\n".join(part for part in explain(error) if part))


def _acts(desk: Desk) -> list[tuple[str, Act]]:
    acts: list[tuple[str, Act]] = []
    if sitting.now_running(desk.vault) is not None:
        acts.append((_("Go on with what is being run"), go_on))
    acts.append((_("Scenarios"), _scenarios))
    return acts + (exercises.acts() if desk.vault.practice else [])


def go_on(desk: Desk) -> None:
    """Go on with what is being run: lead it, or play in it."""
    running = sitting.now_running(desk.vault)
    if running is None:
        return
    scenario = sitting.scenario_of(running, language())
    (_play if running.role else _lead)(desk, scenario)


def _scenarios(desk: Desk) -> None:
    found = scenarios.found(language())
    while True:
        chosen = desk.talk.choose(
            _("Number of the scenario, or Enter to go back: "), map(scenario_row, found)
        )
        if chosen is None:
            return
        _scenario(desk, found[chosen].scenario)


def _scenario(desk: Desk, of: Scenario) -> None:
    acts: list[tuple[str, Callable[[Desk, Scenario], None]]] = [
        (_("Read the guide"), _read),
        (_("Print everything"), _print),
    ]
    if desk.vault.practice:
        acts += [(_("Lead it here"), _begin), (_("Play a role here"), _take_role)]
    else:
        told = _("A scenario is run in a practice journal: safejournal workshop run {id}")
        desk.talk.say(told.format(id=of.id))
    names = [name for name, _act in acts]
    while (chosen := desk.talk.choose(_("Number, or Enter to go back: "), names)) is not None:
        acts[chosen][1](desk, of)


def _read(desk: Desk, of: Scenario) -> None:
    guide = scenario_papers.guide(of)
    desk.talk.say_all(folio.as_text(guide, wrap=False).splitlines())


def _print(desk: Desk, of: Scenario) -> None:
    typed = desk.talk.ask(_("Write them into which folder? Enter to go back: "))
    if not typed:
        return
    place = config.typed_path(typed)
    written = scenario_papers.write_packet(of, place, "pdf")
    if desk.vault.practice:
        seats.note_files(written)
    desk.talk.say(_("Written, in the clear: {place}").format(place=place))


def _begin(desk: Desk, of: Scenario) -> None:
    sitting.begin(desk.vault, of.id)
    _lead(desk, of)


def _take_role(desk: Desk, of: Scenario) -> None:
    names = [each.name for each in of.roles]
    chosen = desk.talk.choose(_("Which role do you play? Enter to go back: "), names)
    if chosen is not None:
        sitting.begin(desk.vault, of.id, of.roles[chosen].id)
        _play(desk, of)


# -------------------------------------------------------------------- leading


def _lead(desk: Desk, of: Scenario) -> None:
    """Run it by numbered choices; each is kept at once."""
    acts: list[tuple[str, Callable[[Desk, Scenario], None]]] = [
        (_("Show next"), _show_next),
        (_("Timer"), _timer),
        (_("Next step"), lambda at, scenario: _move(at, scenario, 1)),
        (_("Step before"), lambda at, scenario: _move(at, scenario, -1)),
        (_("5 min more"), _extend),
        (_("Note"), _note),
        (_("Read the step again"), _say_step),
    ]
    names = [name for name, _act in acts]
    _say_step(desk, of)
    known = False
    while True:
        _say_time(desk, of)
        question = _("Number, ? for the list, or Enter to go back: ")
        chosen = desk.talk.choose(question, names, known=known)
        if chosen is None:
            return
        known = True
        acts[chosen][1](desk, of)


def _now(desk: Desk, of: Scenario) -> Sitting:
    return sitting.now_running(desk.vault) or sitting.begin(desk.vault, of.id)


def _say_time(desk: Desk, of: Scenario) -> None:
    now, at = _now(desk, of), desk.vault.clock()
    desk.talk.say(timer_line(now, of, at))
    desk.talk.say(coming_line(now, of, at))


def _say_step(desk: Desk, of: Scenario) -> None:
    step = sittings.step_now(_now(desk, of), of)
    if step is not None:
        desk.talk.say_all(step_lines(step))
        return
    desk.talk.say(_("The plan, the card and the steps are judged; nobody who played."))
    for number, each in enumerate(of.questions, 1):
        desk.talk.say_all(filter(None, (f"{number}. {each.ask}", each.listen)))
    if noted := sitting.notes(desk.vault):
        desk.talk.say(_("What you noted"))
        desk.talk.say_all(f"– {each}" for each in noted)


def _show_next(desk: Desk, of: Scenario) -> None:
    now = _now(desk, of)
    inject = sittings.coming(now, of)
    if inject is None:
        return
    sitting.keep(desk.vault, sittings.reveal(now, inject.id))
    head = _("Code {code}, for: {names}")
    desk.talk.say(head.format(code=of.codes()[inject.id], names=receivers(of, inject)))
    desk.talk.say_all((*inject_lines(inject), *answer_lines(inject)))


def _timer(desk: Desk, of: Scenario) -> None:
    now = _now(desk, of)
    change = sittings.pause if now.since else sittings.start
    sitting.keep(desk.vault, change(now, desk.vault.clock()))


def _move(desk: Desk, of: Scenario, steps: int) -> None:
    moved = sittings.move(_now(desk, of), of, steps, desk.vault.clock())
    sitting.keep(desk.vault, moved)
    _say_step(desk, of)


def _extend(desk: Desk, of: Scenario) -> None:
    sitting.keep(desk.vault, sittings.extend(_now(desk, of), MORE))


def _note(desk: Desk, of: Scenario) -> None:
    text = desk.talk.ask(_("On the exercise, never on a person. Enter to go back: "))
    if text:
        sitting.note(desk.vault, _now(desk, of), of, text)
        desk.talk.say(_("Sealed."))


# -------------------------------------------------------------------- playing


def _play(desk: Desk, of: Scenario) -> None:
    """Say one's own role and what has come, and take codes until the person goes back."""
    now = _now(desk, of)
    role = sitting.role_of(now, of)
    if role is not None:
        desk.talk.say_all(role_lines(role))
        for page in of.materials:
            if not page.to or role.id in page.to:
                desk.talk.say_all((page.title, page.text))
    for each in sittings.shown(now, of):
        desk.talk.say_all(inject_lines(each))
    question = _("The four figures of what came, or Enter to go back: ")
    while typed := desk.talk.ask(question):
        try:
            now, inject = sitting.receive(desk.vault, now, of, typed)
        except SafeJournalError as error:
            desk.talk.say(explain(error)[0])
        else:
            desk.talk.say_all(inject_lines(inject))
