"""The ways on from a page of guidance: to a case, to a checklist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from safejournal.domain.records import ChecklistRun
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import checklist_runs, guidance
from safejournal.services.checklist_runs import Run
from safejournal.services.opening import Vault
from safejournal.tui.guidance.block import Block
from safejournal.tui.rows import Choice
from safejournal.tui.text import line
from safejournal.wording.guidance import bare_id, case_where, checklist
from safejournal.wording.sheets import progress_line

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

KIND = 11
"""Cells of the column on the left: that there is something to do, or the id of a case to read."""


@dataclass(frozen=True, slots=True)
class ToCase:
    """Leads to a documented case."""

    id: str


@dataclass(frozen=True, slots=True)
class ToChecklist:
    """Leads to a checklist, as it stands for a trip or for none."""

    id: str
    trip: str | None = None


def case_rows(ids: Iterable[str]) -> Iterator[Choice[object]]:
    """Yield a row for each case."""
    for each in ids:
        try:
            title = guidance.case(each, language()).title
        except SafeJournalError:  # a pack may name a case of another one
            title = each
        block = Block(line(title), before=bare_id(each), cells=KIND, below=case_where(each))
        yield Choice(block, ToCase(each))


def checklist_rows(
    vault: Vault, ids: Iterable[str], trip: str | None = None, *, among_cases: bool = False
) -> Iterator[Choice[object]]:
    """Yield a row for each checklist, with how far it has been worked through for the trip."""
    before, cells = (_("do"), KIND) if among_cases else ("→", len("→ "))
    begun = runs_of(vault, trip)
    for each in ids:
        run = begun.get(each)
        title = line(checklist(each))
        below = "" if run is None else progress_line(run)
        block = Block(title, before=before, cells=cells, below=below)
        yield Choice(block, ToChecklist(each, trip))


def runs_of(vault: Vault, trip: str | None) -> dict[str, Run]:
    """Return the latest run of each checklist: those of a trip, or those begun for none."""
    found: dict[str, Run] = {}
    for run in checklist_runs.runs(vault, language(), trip=trip):
        if run.trip == trip:
            found.setdefault(checklist_of(run), run)
    return found


def checklist_of(run: Run) -> str:
    """Return the id of the checklist that is being worked through."""
    return cast(ChecklistRun, run.record.content).checklist


def follow(shell: JournalApp, vault: Vault, way: object) -> None:
    """Open where a way leads."""
    if isinstance(way, ToCase):
        open_case(shell, vault, way.id)
    elif isinstance(way, ToChecklist):
        open_checklist(shell, vault, way.id, way.trip)


def open_case(shell: JournalApp, vault: Vault, case_id: str) -> None:
    """Open a case to read it."""
    from safejournal.tui.guidance.cases import CaseScreen

    try:
        found = guidance.case(case_id, language())
    except SafeJournalError as error:
        shell.say_error(error)
    else:
        shell.push_screen(CaseScreen(vault, found))


def open_checklist(
    shell: JournalApp, vault: Vault, checklist_id: str, trip: str | None = None
) -> None:
    """Open a checklist where it was left, or as nobody has begun it."""
    from safejournal.tui.guidance.runs import RunScreen

    begun = runs_of(vault, trip).get(checklist_id)
    if begun is not None and trip is None and not begun.progress.open:
        begun = None  # worked through once; whoever opens it again begins again
    try:
        run = None if begun is None else begun.record.id
        shell.push_screen(RunScreen(vault, checklist_id, trip=trip, run=run))
    except SafeJournalError as error:
        shell.say_error(error)


def open_run(shell: JournalApp, vault: Vault, record: Record) -> None:
    """Go on with a checklist that was begun, from its record."""
    from safejournal.tui.guidance.runs import RunScreen

    content = cast(ChecklistRun, record.content)
    shell.push_screen(RunScreen(vault, content.checklist, run=record.id))
