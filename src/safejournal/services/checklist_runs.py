"""Checklists being worked through: each run is a record, each tick a new version of it."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING

from safejournal.domain.makers import Maker
from safejournal.domain.records import ChecklistRun, Link, RunItem, Trip
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import ItemState, Kind
from safejournal.errors import NotFound
from safejournal.services import journal
from safejournal.services.checklists import Checklist, Step, checklist

if TYPE_CHECKING:
    from safejournal.domain.plan import Plan
    from safejournal.services.opening import Vault

FOR_TRIP = "for"
"""The word on a run's link to the trip that it was begun for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    """A step of a run: what the guidance says of it, and how it stands."""

    item: RunItem = field(repr=False)
    step: Step | None = field(repr=False)
    """None when the guidance no longer has this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come. What is not for the person is counted apart."""

    done: int
    open: int
    not_for_me: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as it stands, beside the guidance of today."""

    record: Record
    title: str
    """Of the checklist, in the language asked for; the record's own title where it is gone."""
    steps: tuple[RunStep, ...] = field(repr=False)
    progress: Progress
    trip: str | None
    """The id of the trip that it was begun for."""
    maker: Maker | None = None
    """Whose pack the checklist is from; None for what is built in."""


def start(vault: Vault, checklist_id: str, language: str, *, trip: str | None = None) -> Record:
    """Begin to work through a checklist, for a trip or for none.

    Steps that the trip's plan rules out are left out; those that its preparations say are done are
    ticked. Raises NotFound.
    """
    if trip is not None and not isinstance(journal.show(vault, trip).content, Trip):
        raise NotFound("This record is no trip.")
    now = vault.clock()
    found = checklist(checklist_id, language, now.date(), _plan_of(vault, trip))
    items = (
        RunItem(item=each.id, state=ItemState.DONE, at=now.isoformat(timespec="seconds"))
        if each.prepared
        else RunItem(item=each.id)
        for each in found.steps
    )
    content = ChecklistRun(
        title=found.title,
        checklist=found.id,
        pack=found.pack,
        items=tuple(items),
        links=(Link(to=trip, meaning=FOR_TRIP),) if trip else (),
    )
    return journal.record(vault, content)


def mark(
    vault: Vault, run_id: str, step: str, state: ItemState | None = None, note: str | None = None
) -> Record:
    """Tick, untick or set aside a step, or put a remark beside it; None leaves what is there.

    A new version is sealed, with the moment of it. Raises NotFound for a step that neither the run
    nor its checklist has.
    """
    record, content = _content(vault, run_id)
    at = vault.clock().isoformat(timespec="seconds")
    known = {each.item: each for each in content.items}
    if step not in known:
        if step not in {each.id for each in _guidance_steps(vault, content)}:
            raise NotFound("This checklist has no such step.")
        known[step] = RunItem(item=step)
    before = known[step]
    after = replace(
        before,
        state=before.state if state is None else state,
        note=before.note if note is None else note,
    )
    if after == before:
        return record
    known[step] = replace(after, at=at)
    return journal.revise(vault, record.id, replace(content, items=tuple(known.values())))


def run(vault: Vault, run_id: str, language: str) -> Run:
    """Return a run as it stands. Raises NotFound, also for a record of another kind."""
    record, content = _content(vault, run_id)
    return _run(vault, record, content, language)


def runs(vault: Vault, language: str, *, trip: str | None = None) -> list[Run]:
    """Return the runs (of one trip, or all), the one changed last first."""
    if trip is None:
        found = journal.browse(vault, journal.Filter(kinds=(Kind.CHECKLIST_RUN,)))
    else:
        found = journal.pointing_at(vault, trip)
    told = [
        _run(vault, each, each.content, language)
        for each in found
        if isinstance(each.content, ChecklistRun)
    ]
    return sorted(told, key=lambda each: each.record.written_at, reverse=True)


def progress(content: ChecklistRun) -> Progress:
    """Return how far a run has come."""
    states = [each.state for each in content.items]
    return Progress(
        done=states.count(ItemState.DONE),
        open=states.count(ItemState.OPEN),
        not_for_me=states.count(ItemState.NOT_FOR_ME),
    )


def _run(vault: Vault, record: Record, content: ChecklistRun, language: str) -> Run:
    """Put a run beside the guidance: what is not for the trip any more, and what is gone, last."""
    trip = _trip_of(content)
    known = {each.item: each for each in content.items}
    found = _guidance(content, language, vault.clock().date(), _plan_of(vault, trip))
    told = [] if found is None else [*found.steps, *(e for e in found.left_out if e.id in known)]
    steps = [RunStep(item=known.pop(e.id, RunItem(item=e.id)), step=e) for e in told]
    steps += [RunStep(item=each, step=None) for each in known.values()]
    return Run(
        record=record,
        title=content.title if found is None else found.title,
        steps=tuple(steps),
        progress=progress(replace(content, items=tuple(each.item for each in steps))),
        trip=trip,
        maker=None if found is None else found.maker,
    )


def _content(vault: Vault, run_id: str) -> tuple[Record, ChecklistRun]:
    record = journal.show(vault, run_id)
    if not isinstance(record.content, ChecklistRun):
        raise NotFound("This record is no checklist that was begun.")
    return record, record.content


def _guidance(
    content: ChecklistRun, language: str, today: date, plan: Plan | None
) -> Checklist | None:
    try:
        return checklist(content.checklist, language, today, plan)
    except NotFound:
        return None


def _guidance_steps(vault: Vault, content: ChecklistRun) -> tuple[Step, ...]:
    found = _guidance(content, "en", vault.clock().date(), None)
    return () if found is None else found.steps


def _trip_of(content: ChecklistRun) -> str | None:
    return next((each.to for each in content.links if each.meaning == FOR_TRIP), None)


def _plan_of(vault: Vault, trip: str | None) -> Plan | None:
    if trip is None:
        return None
    found = journal.show_all(vault, [trip]).get(trip)
    content = None if found is None else found.content
    return content.plan if isinstance(content, Trip) else None
