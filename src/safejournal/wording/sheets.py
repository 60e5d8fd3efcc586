"""Checklists as sheets of paper: whole, as they stand in a run, or cut down to copy by hand."""

from __future__ import annotations

from collections.abc import Iterable

from safejournal.domain.words import ItemState
from safejournal.i18n import _, language
from safejournal.services.checklist_runs import Run, RunStep
from safejournal.services.checklists import Checklist, Step
from safejournal.services.printing import Entry, Sheet
from safejournal.wording.guidance import cases_named, source
from safejournal.wording.packs import marked
from safejournal.wording.times import day

BOXES = {ItemState.OPEN: "[ ]", ItemState.DONE: "[x]", ItemState.NOT_FOR_ME: "[-]"}


def checklist_sheet(of: Checklist, *, practice: bool) -> Sheet:
    """Return a checklist to be worked through on paper, with reasons and sources."""
    numbers = _numbers(of.steps)
    entries = [
        Entry(
            box=BOXES[ItemState.DONE if each.prepared else ItemState.OPEN],
            text=marked(each.do, each.maker),
            notes=_notes(each, numbers),
        )
        for each in of.steps
    ]
    left_out = [_left_out(of.left_out)] if of.left_out else []
    title = marked(of.title, of.maker)
    return _sheet(title, [_when(of)], entries, numbers, left_out, practice=practice)


def run_sheet(of: Run, *, practice: bool) -> Sheet:
    """Return a run as it stands, with the person's own remarks."""
    steps = [each.step for each in of.steps if each.step is not None]
    numbers = _numbers(steps)
    entries = [
        Entry(
            box=BOXES[each.item.state],
            text=step_said(each),
            notes=(
                *_remark(each.item.note),
                *(_notes(each.step, numbers) if each.step else ()),
            ),
        )
        for each in of.steps
    ]
    return _sheet(run_title(of), [progress_line(of)], entries, numbers, practice=practice)


def card(title: str, steps: Iterable[Step], *, practice: bool) -> Sheet:
    """Return one page to copy by hand: only what is to be done, and nothing that names us."""
    entries = tuple(Entry(text=marked(each.do, each.maker)) for each in steps)
    return Sheet(title=title, language=language(), practice=practice, entries=entries)


def run_title(of: Run) -> str:
    """Return the title of a run, marked if its checklist is not built in."""
    return marked(of.title, of.maker)


def step_said(of: RunStep) -> str:
    """Return what is to be done, marked if it is not built in."""
    return marked(of.step.do, of.step.maker) if of.step else gone(of.item.item)


def open_steps(of: Run) -> list[Step]:
    """Return the steps of a run that are still to be done."""
    waiting = (each for each in of.steps if each.item.state is ItemState.OPEN)
    return [each.step for each in waiting if each.step is not None]


def progress_line(of: Run) -> str:
    """Return how far a run has come."""
    said = _("{done} done, {open} open").format(done=of.progress.done, open=of.progress.open)
    if of.progress.not_for_me:
        said += "; " + _("{n} not for me").format(n=of.progress.not_for_me)
    return said


def gone(step: str) -> str:
    """Return what stands for a step that the guidance no longer has."""
    return _("(a step that the guidance no longer has: {id})").format(id=step)


def old(of: Step) -> str:
    """Return the warning beside a step whose review is old; "" while it is not."""
    if not of.stale:
        return ""
    return _("Old: reviewed on {day}. Ask whether it still holds.").format(day=day(of.reviewed))


def _when(of: Checklist) -> str:
    return _("When: {when}").format(when=of.when)


def _remark(note: str) -> list[str]:
    return [_("My remark: {text}").format(text=note)] if note else []


def _notes(of: Step, numbers: dict[str, int]) -> tuple[str, ...]:
    told = [cases_named(of.cases)] if of.cases else []
    told += [_("sources {numbers}").format(numbers=", ".join(_cited(of, numbers)))]
    if not of.stale:
        told += [_("reviewed {day}").format(day=day(of.reviewed))]
    small = "; ".join(told)
    return tuple(each for each in (of.why, f"({small})", old(of)) if each)


def _cited(of: Step, numbers: dict[str, int]) -> list[str]:
    return [str(numbers[source(each)]) for each in of.sources]


def _numbers(steps: Iterable[Step]) -> dict[str, int]:
    """Return the number of each source, in the order in which they are first used."""
    lines = dict.fromkeys(source(each) for step in steps for each in step.sources)
    return {line: number for number, line in enumerate(lines, 1)}


def _left_out(steps: Iterable[Step]) -> str:
    told = _("Left out, because of what the plan says: {steps}")
    return told.format(steps=" ".join(each.do for each in steps))


def _sheet(
    title: str,
    lead: list[str],
    entries: list[Entry],
    numbers: dict[str, int],
    more: Iterable[str] = (),
    *,
    practice: bool,
) -> Sheet:
    return Sheet(
        title=title,
        language=language(),
        practice=practice,
        lead=tuple(lead),
        entries=tuple(entries),
        small_print=(*more, *(f"{number}. {line}" for line, number in numbers.items())),
    )
