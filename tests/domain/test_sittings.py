"""A scenario that is run: its timer, its steps, and what comes when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain import sittings as s
from safejournal.domain.scenarios import Inject, InjectKind, Scenario, Stage, Step

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def inject(name: str, at: int | None = None) -> Inject:
    """Return something that comes."""
    return Inject(
        id=name, kind=InjectKind.CALL, title=name, text=name, tests=name, good=(name,), at=at
    )


def step(name: str, minutes: int, *injects: Inject) -> Step:
    """Return a step."""
    return Step(
        id=name, stage=Stage.DEEPENING, minutes=minutes, title=name, do=name, injects=injects
    )


SCENARIO = Scenario(
    id="one",
    version="1",
    language="en",
    languages=("en",),
    reviewed="2026-11-24",
    title="One",
    summary="One",
    minutes=15,
    smallest=2,
    largest=8,
    aims=("a",),
    room=("r",),
    steps=(step("first", 5), step("second", 10, inject("timed", 3), inject("by hand"))),
)

BEGUN = s.Sitting(scenario="one")


def after(minutes: float) -> datetime:
    """Return a moment so long after the beginning."""
    return NOW + timedelta(minutes=minutes)


def test_a_timer_that_stands_loses_nothing() -> None:
    """What is counted is the time that it ran; more minutes are added to the step."""
    running = s.start(BEGUN, NOW)
    assert s.start(running, after(1)) == running
    assert s.left(running, SCENARIO, after(2)) == 180
    standing = s.pause(running, after(2))
    assert s.left(standing, SCENARIO, after(60)) == 180
    again = s.start(standing, after(60))
    assert s.left(s.extend(again, 5), SCENARIO, after(64)) == 180 + 300 - 240
    assert s.left(again, SCENARIO, after(70)) < 0


def test_the_next_step_begins_with_its_whole_time() -> None:
    """Running goes on running; the last one leaves nothing that runs."""
    second = s.move(s.start(BEGUN, NOW), SCENARIO, 1, after(4))
    assert s.left(second, SCENARIO, after(4)) == 600
    assert second.since
    over = s.move(second, SCENARIO, 1, after(9))
    assert s.is_over(over, SCENARIO)
    assert over.since == ""
    assert s.left(over, SCENARIO, after(99)) == 0
    assert s.coming(over, SCENARIO) is None
    assert s.move(over, SCENARIO, 1, after(99)) == over


def test_something_comes_in_its_step_alone_and_once() -> None:
    """In the order in which it is written; due only when its minutes have run."""
    assert s.coming(BEGUN, SCENARIO) is None
    second = s.start(s.move(BEGUN, SCENARIO, 1, NOW), NOW)
    first = s.coming(second, SCENARIO)
    assert first is not None
    assert first.id == "timed"
    assert not s.is_due(second, SCENARIO, after(2.9))
    assert s.is_due(second, SCENARIO, after(3))
    came = s.reveal(s.reveal(second, "timed"), "timed")
    assert [each.id for each in s.shown(came, SCENARIO)] == ["timed"]
    assert not s.is_due(came, SCENARIO, after(9))
    assert s.coming(s.reveal(came, "by hand"), SCENARIO) is None


def pressed(of: s.Sitting, act: str, at: datetime) -> s.Sitting:
    """Return what comes of one key."""
    coming = s.coming(of, SCENARIO)
    if act == "start":
        return s.start(of, at)
    if act == "pause":
        return s.pause(of, at)
    if act == "more":
        return s.extend(of, 5)
    if act == "reveal":
        return s.reveal(of, coming.id) if coming else of
    return s.move(of, SCENARIO, 1 if act == "on" else -1, at)


ACTS = st.lists(st.sampled_from(["start", "pause", "on", "back", "more", "reveal"]), max_size=30)


@given(acts=ACTS)
def test_whatever_is_pressed_it_stands_somewhere(acts: list[str]) -> None:
    """No row of keys leads outside the scenario, or makes time run backwards."""
    sitting, at = BEGUN, NOW
    for act in acts:
        at += timedelta(minutes=1)
        sitting = pressed(sitting, act, at)
        assert 0 <= sitting.step <= len(SCENARIO.steps)
        assert sitting.spent >= 0
        assert len(set(sitting.shown)) == len(sitting.shown)
