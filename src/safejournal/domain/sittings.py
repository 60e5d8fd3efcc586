"""A scenario that is being run: which step, how much of its time is left, what has come so far.

A sitting is a value; each act gives another one. The clock is the caller's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from safejournal.domain.scenarios import Inject, Scenario, Step
from safejournal.domain.values import dataclass

__all__ = [
    "Sitting",
    "coming",
    "extend",
    "is_due",
    "is_over",
    "left",
    "move",
    "pause",
    "reveal",
    "shown",
    "start",
    "step_now",
]

MOST_EXTRA = 120
"""Minutes by which one step may grow: beyond that it is another session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """How far a scenario has come, as this vault sees it."""

    scenario: str
    role: str = ""
    """The role of a participant; "" for who leads it."""
    step: int = 0
    """From 0; the number of steps once it is over."""
    since: str = ""
    """When the timer was started last, as ISO 8601 writes it; "" while it stands."""
    spent: int = 0
    """Seconds of this step before that."""
    extra: int = 0
    """Minutes that were added to this step."""
    shown: tuple[str, ...] = ()
    """Ids of the injects that have come, in that order."""


def start(of: Sitting, now: datetime) -> Sitting:
    """Let the timer run."""
    return of if of.since else replace(of, since=now.isoformat())


def pause(of: Sitting, now: datetime) -> Sitting:
    """Let the timer stand."""
    return replace(of, since="", spent=_spent(of, now))


def extend(of: Sitting, minutes: int) -> Sitting:
    """Give this step more minutes, or fewer."""
    return replace(of, extra=max(-MOST_EXTRA, min(MOST_EXTRA, of.extra + minutes)))


def move(of: Sitting, scenario: Scenario, steps: int, now: datetime) -> Sitting:
    """Go on to the next step, or back to the one before; its time begins anew."""
    there = max(0, min(len(scenario.steps), of.step + steps))
    if there == of.step:
        return of
    running = of.since != "" and there < len(scenario.steps)
    return replace(of, step=there, since=now.isoformat() if running else "", spent=0, extra=0)


def reveal(of: Sitting, inject_id: str) -> Sitting:
    """Note that an inject has come; once is enough."""
    return of if inject_id in of.shown else replace(of, shown=(*of.shown, inject_id))


def step_now(of: Sitting, scenario: Scenario) -> Step | None:
    """Return the step that is run; None when all are over."""
    return scenario.steps[of.step] if of.step < len(scenario.steps) else None


def is_over(of: Sitting, scenario: Scenario) -> bool:
    """Tell whether every step has been run."""
    return step_now(of, scenario) is None


def left(of: Sitting, scenario: Scenario, now: datetime) -> int:
    """Return the seconds left of the step; below 0 where it has overrun."""
    step = step_now(of, scenario)
    return 0 if step is None else (step.minutes + of.extra) * 60 - _spent(of, now)


def coming(of: Sitting, scenario: Scenario) -> Inject | None:
    """Return the next inject of this step that has not come yet."""
    step = step_now(of, scenario)
    return next((i for i in step.injects if i.id not in of.shown), None) if step else None


def is_due(of: Sitting, scenario: Scenario, now: datetime) -> bool:
    """Tell whether the time of the next inject has come; one without a time is never due."""
    inject = coming(of, scenario)
    return inject is not None and inject.at is not None and _spent(of, now) >= inject.at * 60


def shown(of: Sitting, scenario: Scenario) -> tuple[Inject, ...]:
    """Return what has come so far, in the order in which it came."""
    by_id = {each.id: each for step in scenario.steps for each in step.injects}
    return tuple(by_id[each] for each in of.shown if each in by_id)


def _spent(of: Sitting, now: datetime) -> int:
    if not of.since:
        return of.spent
    return of.spent + max(0, int((now - datetime.fromisoformat(of.since)).total_seconds()))
