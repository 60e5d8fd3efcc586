"""Checklists being worked through: each run is a record, each tick a new version of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safejournal.domain.records import ChecklistRun, RunItem
from safejournal.domain.versions import Record
from safejournal.domain.words import ItemState
from safejournal.services.checklists import Step

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


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


def start(vault: Vault, checklist_id: str, language: str, *, trip: str | None = None) -> Record:
    """Begin to work through a checklist, for a trip or for none.

    Steps that the trip's plan rules out are left out; those that its preparations say are done are
    ticked. Raises NotFound.
    """
    raise NotImplementedError


def mark(
    vault: Vault, run_id: str, step: str, state: ItemState | None = None, note: str | None = None
) -> Record:
    """Tick, untick or set aside a step, or put a remark beside it; None leaves what is there.

    A new version is sealed, with the moment of it. Raises NotFound for a step that neither the run
    nor its checklist has.
    """
    raise NotImplementedError


def run(vault: Vault, run_id: str, language: str) -> Run:
    """Return a run as it stands. Raises NotFound, also for a record of another kind."""
    raise NotImplementedError


def runs(vault: Vault, language: str, *, trip: str | None = None) -> list[Run]:
    """Return the runs (of one trip, or all), the one changed last first."""
    raise NotImplementedError


def progress(content: ChecklistRun) -> Progress:
    """Return how far a run has come."""
    raise NotImplementedError
