"""Checklists that were begun, in lines."""

from __future__ import annotations

from safejournal.domain.words import ItemState
from safejournal.i18n import _
from safejournal.services.checklist_runs import Run, RunStep
from safejournal.wording.amounts import short
from safejournal.wording.sheets import BOXES, progress_line, run_title, step_said
from safejournal.wording.words import word


def run_row(of: Run) -> str:
    """Return the line of a list: beginning of the id, title, how far it has come."""
    return f"{short(of.record.id)}  {run_title(of)}: {progress_line(of)}"


def step_line(of: RunStep) -> str:
    """Return a step in one line: how it stands, what is to be done, the person's remark."""
    line = f"{BOXES[of.item.state]} {step_said(of)}"
    if of.item.state is ItemState.NOT_FOR_ME:
        line += f" ({word(of.item.state)})"
    if of.step and of.step.prepared and of.item.state is ItemState.OPEN:
        line += " " + _("(the plan says that it is prepared)")
    return line + (f" [{of.item.note}]" if of.item.note else "")
