"""Checklists that were begun, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from safejournal.services.checklist_runs import Run, RunStep


def of_run(run: Run) -> dict[str, Any]:
    """Return a run: what the record says, and what the guidance of today says beside it."""
    return {
        "id": run.record.id,
        "version": run.record.version,
        "title": run.title,
        "trip": run.trip,
        "progress": asdict(run.progress),
        "steps": [_of_step(each) for each in run.steps],
    }


def _of_step(each: RunStep) -> dict[str, Any]:
    told: dict[str, Any] = {} if each.step is None else asdict(each.step)
    item = each.item
    return told | {"id": item.item, "state": item.state.value, "note": item.note, "at": item.at}
