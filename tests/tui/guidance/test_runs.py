"""Checklists: shown, marked by single keys, remarked on, begun anew, printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.domain.plan_words import Preparation
from safejournal.domain.records import ChecklistRun, RunItem, Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import ItemState
from safejournal.services import checklist_runs, journal
from safejournal.services.opening import Vault
from safejournal.tui.detail import Detail
from safejournal.tui.guidance.runs import RunScreen
from safejournal.tui.guidance.step import StepScreen
from tests.tui.guidance.exile import Exile
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, app_of, rows, until, until_shown


async def show(pilot: Pilot[Any], vault: Vault, name: str = "border", **of: Any) -> RunScreen:
    """Show a checklist."""
    screen = RunScreen(vault, name, **of)
    app_of(pilot).push_screen(screen)
    await until(pilot, lambda: app_of(pilot).screen is screen and bool(screen.steps.options))
    return screen


def with_plan(vault: Vault, trip: Record, **said: Any) -> Record:
    """Change what the plan of a trip says."""
    content = trip.content
    assert isinstance(content, Trip)
    assert content.plan is not None
    plan = replace(content.plan, **said)
    return journal.revise(vault, trip.id, replace(content, plan=plan))


def states(vault: Vault, run: str) -> list[ItemState]:
    """Return how the steps of a run are sealed."""
    content = journal.show(vault, run).content
    assert isinstance(content, ChecklistRun)
    return [each.state for each in content.items]


async def test_a_mark_is_taken_back_by_the_same_key(vault: Vault) -> None:
    """Space ticks and unticks, x sets aside and takes up again; each is a version of one record."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        await until_shown(pilot, "Not begun: 4 steps")
        await pilot.press("space")
        await until_shown(pilot, "1 done, 3 open")
        await pilot.press("space")
        await until_shown(pilot, "0 done, 4 open")
        await pilot.press("x")
        await until_shown(pilot, "0 done, 3 open; 1 not for me")
        await pilot.press("space")
        await until_shown(pilot, "1 done, 3 open")
    [run] = checklist_runs.runs(vault, "en")
    assert states(vault, run.record.id)[0] is ItemState.DONE
    assert len(journal.history(vault, run.record.id)) == 5


async def test_what_the_plan_prepares_is_ticked_and_what_it_rules_out_stands_apart(
    vault: Vault, exile: Exile
) -> None:
    """A lawyer is ready: done. Nobody comes along: nothing about children, but it can be seen."""
    trip = with_plan(vault, exile.trip, companions=(), preparations=(Preparation.LAWYER_READY,))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        screen = await show(pilot, vault, trip=trip.id)
        shown = await until_shown(pilot, "[x] Find a lawyer", "Left out", "for: Almaty and on")
        assert shown.index("Carry an empty phone") < shown.index("Left out")
        assert shown.index("Left out") < shown.index("Sign who looks after the child")
        assert screen.steps.chosen == "watch", "the first open step is marked"


async def test_an_old_step_is_shown_as_old(vault: Vault) -> None:
    """Its review lies longer ago than it bears: said in words, in the list and on its page."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        shown = await until_shown(pilot, "Old: reviewed on 1 March 2026")
        assert shown.count("Old:") == 1
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, StepScreen))
        await until_shown(pilot, "Old: reviewed on 1 March 2026", "example.org")


async def test_why_a_step_leads_to_its_case(vault: Vault) -> None:
    """Enter tells why; Enter again reads the case."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        await pilot.press("enter")
        await until_shown(pilot, "Because of what is told of lawyer.", "Tale of RU-KZ-01")
        await pilot.press("enter")
        await until_shown(pilot, "Somebody crossed.")


async def test_a_remark_is_changed_and_taken_away(vault: Vault) -> None:
    """What stands there is offered again; nothing typed takes it away."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        await pilot.press("t", *"Birch", "enter")
        await until_shown(pilot, "Remark: Birch")
        await pilot.press("t")
        await until_shown(pilot, "Your remark on this step")
        await pilot.press(*["backspace"] * 5, "enter")
        await until(pilot, lambda: "Remark:" not in rows(app))


async def test_anew_leaves_the_old_run_as_it_is(vault: Vault) -> None:
    """`b` shows the checklist as if nobody had begun; the next tick begins a second run."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        await pilot.press("space", "b")
        await until_shown(pilot, "Not begun")
        assert len(checklist_runs.runs(vault, "en")) == 1
        await pilot.press("space")
        await until_shown(pilot, "1 done")
    assert len(checklist_runs.runs(vault, "en")) == 2


async def test_a_step_that_the_guidance_no_longer_has_is_kept(vault: Vault) -> None:
    """What was ticked once stays in the run, and says that it is gone."""
    items = (RunItem(item="lawyer", state=ItemState.DONE), RunItem(item="gone-by", note="mine"))
    content = ChecklistRun(title="Old", checklist="border", pack="small 0", items=items)
    run = journal.record(vault, content)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault, run=run.id)
        await until_shown(pilot, "no longer has: gone-by", "Remark: mine")
        await pilot.press("end", "enter")
        await until_shown(pilot, "Why this step", "no longer has")


async def test_a_run_of_a_checklist_that_is_gone_still_opens(vault: Vault) -> None:
    """Its steps stand there by their ids, and can be marked."""
    content = ChecklistRun(title="Of another pack", checklist="other", items=(RunItem(item="one"),))
    run = journal.record(vault, content)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(Detail(vault, run))
        await until_shown(pilot, "o Go on")
        await pilot.press("o")
        await until_shown(pilot, "Of another pack", "no longer has: one")
        await pilot.press("space")
        await until_shown(pilot, "1 done, 0 open")
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, Detail))


def written_in(folder: Path) -> dict[str, bytes]:
    """Return the files beside the vault."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


PRINTED = {"txt": "2", "html": "3", "pdf": "4"}


@pytest.mark.parametrize("how", PRINTED)
async def test_each_way_of_printing_writes_one_file(
    vault: Vault, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text, HTML and PDF; the name tells nothing, and the clear text is warned of."""
    if how == "pdf":
        pytest.importorskip("reportlab")
    monkeypatch.setenv("HOME", str(tmp_path))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        await pilot.press("p", PRINTED[how])
        await until_shown(pilot, "in the clear, for anybody to read", f"~/list.{how}")
        await pilot.press("enter")
        await until(pilot, lambda: any("Written, in the clear" in each for each in app.told))
    beginning = {"txt": b"Before", "html": b"<!DOCTYPE", "pdf": b"%PDF"}[how]
    assert written_in(tmp_path).keys() == {f"list.{how}"}
    assert written_in(tmp_path)[f"list.{how}"].startswith(beginning)


async def test_a_file_that_is_there_is_not_replaced(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and another place is asked for; Esc then writes nothing."""
    monkeypatch.setenv("HOME", str(tmp_path))
    there = tmp_path / "list.txt"
    there.write_text("mine")
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        await pilot.press("p", "2")
        await until_shown(pilot, "~/list.txt")
        await pilot.press("enter")
        await until(pilot, lambda: any("There is a file" in each for each in app.told))
        await until_shown(pilot, "Write it into which file?")
        await pilot.press("escape")
        await until_shown(pilot, "Not begun")
    assert there.read_text() == "mine"


async def test_the_card_holds_only_what_is_to_be_done(vault: Vault) -> None:
    """To be copied by hand: open steps, numbered, no sources, nothing written anywhere."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, vault)
        await pilot.press("space", "p", "1")
        shown = await until_shown(pilot, "1. Agree when you call", "3. Carry an empty phone.")
        assert "2. Sign who looks after the child." in shown
        assert "4." not in shown


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])
async def test_a_checklist_is_found_by_what_happens(vault: Vault, size: tuple[int, int]) -> None:
    """From anywhere: F4, a word of its title, Enter."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f4", *"plane")
        await until_shown(pilot, "Under the plane")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
        await until_shown(pilot, "Look where the plane flies.")
