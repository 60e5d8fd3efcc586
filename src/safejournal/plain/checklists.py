"""Checklists in the line mode: begun, worked through step by step, written out to be printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from safejournal.domain.words import ItemState
from safejournal.domain.wrapping import wrapped
from safejournal.i18n import _, language
from safejournal.plain.desk import Desk
from safejournal.services import checklist_runs, printing
from safejournal.services import checklists as library
from safejournal.services.checklist_runs import Run, RunStep
from safejournal.services.written_file import new_file
from safejournal.wording.guidance import cases_named
from safejournal.wording.library import source_lines
from safejournal.wording.packs import marked
from safejournal.wording.runs import run_row, step_line
from safejournal.wording.sheets import old, progress_line, run_sheet, run_title


def checklists(desk: Desk) -> None:
    """Offer those that were begun, and beginning another."""
    while True:
        found = checklist_runs.runs(desk.vault, language())
        names = [*map(run_row, found), _("Begin another one")]
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), names)
        if chosen is None:
            return
        if chosen < len(found):
            work_through(desk, found[chosen].record.id)
        else:
            begin(desk)


def begin(desk: Desk, ids: Sequence[str] = (), *, trip: str | None = None) -> None:
    """Offer checklists (those named, or all), begin one and work through it."""
    today = desk.vault.clock().date()
    named = (library.checklist(each, language(), today) for each in ids)
    offered = [*named] or library.checklists(language(), today)
    names = [f"{marked(each.title, each.maker)}: {each.when}" for each in offered]
    chosen = desk.talk.choose(_("Number to begin it, Enter to go back: "), names)
    if chosen is not None:
        record = checklist_runs.start(desk.vault, offered[chosen].id, language(), trip=trip)
        work_through(desk, record.id)


def work_through(desk: Desk, run_id: str) -> None:
    """Say the steps and let them be ticked, until the person goes back."""
    known = False
    while True:
        run = checklist_runs.run(desk.vault, run_id, language())
        desk.talk.say()
        desk.talk.say(f"{run_title(run)}: {progress_line(run)}")
        names = [*map(step_line, run.steps), _("Write it to a file, to be printed")]
        question = (
            _("Number of a step, ? for all, Enter to go back: ")
            if known
            else _("Number of a step, or Enter to go back: ")
        )
        chosen = desk.talk.choose(question, names, known=known)
        known = True
        if chosen is None:
            return
        if chosen < len(run.steps):
            _do_step(desk, run, run.steps[chosen])
        else:
            write_out(desk, run)


def _do_step(desk: Desk, run: Run, of: RunStep) -> None:
    """Say a step with its reason, and ask how it stands."""
    desk.talk.say()
    _explain(desk, of)

    def mark(state: ItemState) -> Callable[[], None]:
        return lambda: _mark(desk, run, of, state=state)

    acts: list[tuple[str, Callable[[], None]]] = [
        (_("Done"), mark(ItemState.DONE)),
        (_("Still open"), mark(ItemState.OPEN)),
        (_("Not for me"), mark(ItemState.NOT_FOR_ME)),
        (_("Put a remark beside it"), lambda: _remark(desk, run, of)),
    ]
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), [name for name, _act in acts])
    if chosen is not None:
        acts[chosen][1]()


def _explain(desk: Desk, of: RunStep) -> None:
    desk.talk.say(step_line(of))
    if of.step is None:
        return
    desk.talk.say_all(wrapped(of.step.why))
    if warning := old(of.step):
        desk.talk.say(warning)
    if of.step.cases:
        desk.talk.say(_("Cases: {ids}").format(ids=cases_named(of.step.cases)))
    desk.talk.say_all(source_lines(of.step.sources, of.step.reviewed))


def _mark(
    desk: Desk, run: Run, of: RunStep, *, state: ItemState | None = None, note: str | None = None
) -> None:
    checklist_runs.mark(desk.vault, run.record.id, of.item.item, state, note)


def _remark(desk: Desk, run: Run, of: RunStep) -> None:
    typed = desk.talk.ask(_("Remark (- takes it away, Enter leaves it): "))
    if typed:
        _mark(desk, run, of, note="" if typed == "-" else typed)


def write_out(desk: Desk, run: Run) -> None:
    """Write a run to a new file: HTML, PDF or text, as its name ends."""
    desk.talk.say(_("What is written out lies in the clear: whoever finds the file can read it."))
    typed = desk.talk.ask(_("New file, ending in .html, .pdf or .txt; Enter to go back: "))
    if not typed:
        return
    target = Path(typed).expanduser()
    made = printing.made(run_sheet(run, practice=desk.vault.practice), printing.form_of(typed))
    with new_file(target) as file:
        file.write(made)
    desk.talk.say(_("Written: {file}").format(file=typed))
