"""A checklist as it stands for somebody: what the guidance says, and how far they have come."""

from __future__ import annotations

from dataclasses import field

from safejournal.domain.records import RunItem, Trip
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import ItemState
from safejournal.errors import NotFound
from safejournal.i18n import language
from safejournal.services import checklist_runs, journal
from safejournal.services.checklist_runs import Progress, Run, RunStep
from safejournal.services.checklists import Checklist, Step, checklist
from safejournal.services.opening import Vault
from safejournal.services.printing import Sheet
from safejournal.wording import sheets
from safejournal.wording.packs import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A checklist, with the run that was begun of it, if one was."""

    title: str
    when: str
    """When to use it; "" where the guidance no longer has it."""
    steps: tuple[RunStep, ...] = field(repr=False)
    left_out: tuple[Step, ...] = field(repr=False)
    """Steps that the plan of the trip rules out."""
    progress: Progress
    whole: Checklist | None = field(repr=False)
    run: Run | None = field(repr=False)
    trip: Record | None = field(repr=False)
    practice: bool

    def step(self, step_id: str | None) -> RunStep | None:
        """Return one of its steps, those left out too."""
        left = (RunStep(item=RunItem(item=each.id), step=each) for each in self.left_out)
        return next((e for e in (*self.steps, *left) if e.item.item == step_id), None)

    def sheet(self) -> Sheet | None:
        """Return it as a sheet of paper."""
        if self.run is not None:
            return sheets.run_sheet(self.run, practice=self.practice)
        if self.whole is None:
            return None
        return sheets.checklist_sheet(self.whole, practice=self.practice)

    def card(self) -> Sheet:
        """Return what is still to be done, as a page to copy by hand."""
        waiting = (e.step for e in self.steps if e.item.state is ItemState.OPEN)
        steps = [each for each in waiting if each is not None]
        return sheets.card(self.title, steps, practice=self.practice)


def standing(vault: Vault, checklist_id: str, *, trip: str | None, run: str | None) -> Standing:
    """Return how a checklist stands for a trip or for none. Raises NotFound."""
    begun = None if run is None else checklist_runs.run(vault, run, language())
    of_trip = _trip(vault, begun.trip if begun else trip)
    plan = of_trip.content.plan if of_trip and isinstance(of_trip.content, Trip) else None
    try:
        whole = checklist(checklist_id, language(), vault.clock().date(), plan)
    except NotFound:
        if begun is None:
            raise
        whole = None
    steps = begun.steps if begun else _untouched(whole)
    known = {each.item.item for each in steps}
    return Standing(
        title=_title(whole, begun) or checklist_id,
        when=whole.when if whole else "",
        steps=steps,
        left_out=tuple(e for e in (whole.left_out if whole else ()) if e.id not in known),
        progress=begun.progress if begun else _progress(steps),
        whole=whole,
        run=begun,
        trip=of_trip,
        practice=vault.practice,
    )


def _title(whole: Checklist | None, begun: Run | None) -> str:
    if whole is not None:
        return marked(whole.title, whole.maker)
    return "" if begun is None else sheets.run_title(begun)


def _trip(vault: Vault, record_id: str | None) -> Record | None:
    if record_id is None:
        return None
    return journal.show_all(vault, [record_id]).get(record_id)


def _untouched(whole: Checklist | None) -> tuple[RunStep, ...]:
    """Return the steps as they would stand in a run that begins now."""
    return tuple(
        RunStep(
            item=RunItem(item=e.id, state=ItemState.DONE if e.prepared else ItemState.OPEN), step=e
        )
        for e in (whole.steps if whole else ())
    )


def _progress(steps: tuple[RunStep, ...]) -> Progress:
    done = sum(each.item.state is ItemState.DONE for each in steps)
    return Progress(done=done, open=len(steps) - done, not_for_me=0)
