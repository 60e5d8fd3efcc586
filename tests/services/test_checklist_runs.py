"""Checklists being worked through, as records with a history."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from safejournal.domain.records import ChecklistRun, Note, RunItem, Trip
from safejournal.domain.words import ItemState
from safejournal.errors import NotFound
from safejournal.services import checklist_runs, checklists, journal
from safejournal.services.assessing import read_plan
from safejournal.services.opening import Vault

DONE, OPEN, NOT_FOR_ME = ItemState.DONE, ItemState.OPEN, ItemState.NOT_FOR_ME


def _trip(vault: Vault, **said: object) -> str:
    plan = read_plan(json.dumps({"format": "safejournal-plan/1", **said}).encode())
    return journal.record(vault, Trip(title="There", plan=plan)).id


def test_a_run_begins_with_every_step_open(vault: Vault) -> None:
    """It is a record of its own, with the pack that it came from and the day's title."""
    record = checklist_runs.start(vault, "deserters", "ru")
    content = record.content
    assert isinstance(content, ChecklistRun)
    whole = checklists.checklist("deserters", "ru", vault.clock().date())
    assert (content.title, content.checklist, content.pack) == (whole.title, whole.id, whole.pack)
    assert [(each.item, each.state) for each in content.items] == [
        (step.id, OPEN) for step in whole.steps
    ]
    assert checklist_runs.run(vault, record.id, "en").trip is None


def test_a_run_for_a_trip_takes_its_plan_into_account(vault: Vault) -> None:
    """What its preparations say is done is ticked, what it rules out is not asked."""
    trip = _trip(vault, preparations=["lawyer_ready"], signals=[])
    first = checklist_runs.start(vault, "before-any-border", "en", trip=trip)
    second = checklist_runs.start(vault, "device-after-seizure", "en", trip=trip)
    checklist_runs.start(vault, "deserters", "en")
    states = {each.item.item: each.item.state for each in _run(vault, first.id).steps}
    assert states["lawyer-number"] is DONE
    assert [each for each in states.values() if each is DONE] == [DONE]
    assert "warning-of-attack" not in {each.item.item for each in _run(vault, second.id).steps}
    of_trip = checklist_runs.runs(vault, "en", trip=trip)
    assert {each.record.id for each in of_trip} == {first.id, second.id}
    assert all(each.trip == trip for each in of_trip)
    assert len(checklist_runs.runs(vault, "en")) == 3


def _run(vault: Vault, run_id: str) -> checklist_runs.Run:
    return checklist_runs.run(vault, run_id, "en")


def test_each_mark_is_a_new_version_and_nothing_is_lost(vault: Vault) -> None:
    """Ticked, unticked, set aside, remarked upon; the history tells each, with its moment."""
    record = checklist_runs.start(vault, "deserters", "en")
    first, second, *_ = (each.item.item for each in _run(vault, record.id).steps)
    checklist_runs.mark(vault, record.id, first, DONE)
    checklist_runs.mark(vault, record.id, first, note="asked twice")
    checklist_runs.mark(vault, record.id, second, NOT_FOR_ME)
    checklist_runs.mark(vault, record.id, first, OPEN)
    run = _run(vault, record.id)
    assert (run.steps[0].item.state, run.steps[0].item.note) == (OPEN, "asked twice")
    assert run.steps[0].item.at is not None
    assert run.progress == checklist_runs.Progress(done=0, open=8, not_for_me=1)
    assert len(journal.history(vault, record.id)) == 5


def test_a_mark_that_changes_nothing_seals_nothing(vault: Vault) -> None:
    """Ticking twice is one tick."""
    record = checklist_runs.start(vault, "deserters", "en")
    step = _run(vault, record.id).steps[0].item.item
    once = checklist_runs.mark(vault, record.id, step, DONE)
    assert checklist_runs.mark(vault, record.id, step, DONE) == once
    assert len(journal.history(vault, record.id)) == 2


def test_an_unknown_step_run_or_trip_is_refused(vault: Vault) -> None:
    """And nothing is written."""
    record = checklist_runs.start(vault, "deserters", "en")
    note = journal.record(vault, Note(title="x")).id
    with pytest.raises(NotFound):
        checklist_runs.mark(vault, record.id, "no-such-step", DONE)
    with pytest.raises(NotFound):
        checklist_runs.run(vault, note, "en")
    with pytest.raises(NotFound):
        checklist_runs.start(vault, "no-such-list", "en")
    with pytest.raises(NotFound):
        checklist_runs.start(vault, "deserters", "en", trip=note)
    assert journal.count(vault) == 2
    assert len(journal.history(vault, record.id)) == 1


def test_a_run_outlives_changes_of_the_guidance(vault: Vault) -> None:
    """What is gone stays with its tick and remark; what is new is asked."""
    record = checklist_runs.start(vault, "deserters", "en")
    content = record.content
    assert isinstance(content, ChecklistRun)
    old = RunItem(item="gone-now", state=DONE, note="kept")
    changed = journal.revise(vault, record.id, replace(content, items=(*content.items[1:], old)))
    run = _run(vault, changed.id)
    assert run.steps[0].item == RunItem(item=content.items[0].item)
    assert (run.steps[-1].item, run.steps[-1].step) == (old, None)
    checklist_runs.mark(vault, record.id, content.items[0].item, DONE)
    assert _run(vault, record.id).steps[0].item.state is DONE
    gone = replace(content, checklist="no-such-list", title="What it was called")
    alone = checklist_runs.run(vault, journal.record(vault, gone).id, "ru")
    assert alone.title == "What it was called"
    assert all(each.step is None for each in alone.steps)


def test_a_step_that_the_plan_rules_out_later_is_kept(vault: Vault) -> None:
    """What somebody has begun does not vanish when an answer changes."""
    trip = _trip(vault)
    record = checklist_runs.start(vault, "device-after-seizure", "en", trip=trip)
    plan = read_plan(b'{"format":"safejournal-plan/1","signals":[]}')
    journal.revise(vault, trip, Trip(title="There", plan=plan))
    assert "warning-of-attack" in {each.item.item for each in _run(vault, record.id).steps}


def test_a_trip_that_was_removed_leaves_its_runs(vault: Vault) -> None:
    """They go on without a plan."""
    trip = _trip(vault, signals=[])
    record = checklist_runs.start(vault, "device-after-seizure", "en", trip=trip)
    journal.remove(vault, trip)
    assert _run(vault, record.id).trip == trip
    assert "warning-of-attack" in {each.item.item for each in _run(vault, record.id).steps}
