"""The checklists, whole or held against a plan. Needs no vault.

A fact that was not said hides nothing: a step is left out only when what was said rules it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from safejournal.services.guidance import Source

if TYPE_CHECKING:
    from safejournal.domain.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a checklist: what to do and why."""

    id: str
    do: str
    why: str
    cases: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str
    stale: bool
    """Reviewed longer ago than the step bears: shown as old, never hidden."""
    prepared: bool
    """The plan's preparations say that this is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A checklist as it is for somebody on a day."""

    id: str
    title: str
    when: str
    """When to use it."""
    steps: tuple[Step, ...] = field(repr=False)
    """Those that may apply, in order."""
    left_out: tuple[Step, ...] = field(repr=False)
    """Those that the plan rules out."""
    pack: str
    """Id and version of the pack that it came from, as a run notes it: `base 2026.11`."""


def checklists(language: str, today: date, plan: Plan | None = None) -> list[Checklist]:
    """Return all checklists, in the order in which they are told."""
    raise NotImplementedError


def checklist(checklist_id: str, language: str, today: date, plan: Plan | None = None) -> Checklist:
    """Return one checklist. Raises NotFound."""
    raise NotImplementedError
