"""The whole way by keys: trip, warnings, why, case, checklist, run, paper. In both windows."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.domain.records import ChecklistRun
from safejournal.domain.words import ItemState
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.cases import CaseScreen
from safejournal.tui.guidance.runs import RunScreen
from safejournal.tui.guidance.why import WhyScreen
from tests.tui.guidance.exile import Exile
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


async def mark_and_print(pilot: Pilot[Any], target: Path) -> None:
    """Tick the first step, set the second aside with a remark, and print."""
    await pilot.press("space")
    await until_shown(pilot, "1 done, 3 open")
    await pilot.press("down", "x")
    await until_shown(pilot, "1 not for me")
    await pilot.press("t")
    await until_shown(pilot, "Your remark on this step")
    await pilot.press(*"Birch", "enter")
    await until_shown(pilot, "Remark: Birch")
    await pilot.press("p")
    await until_shown(pilot, "How shall it be printed?")
    await pilot.press("2")
    await until_shown(pilot, "in the clear", "~/list.txt")
    await pilot.press("enter")
    await until(pilot, target.exists)


@SIZES
async def test_from_a_trip_to_the_paper(
    vault: Vault,
    exile: Exile,
    size: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A warning tells why; its case is read with its sources; its checklist begun and printed."""
    monkeypatch.setenv("HOME", str(tmp_path))
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Written last")
        await pilot.press("g")
        await until_shown(pilot, "Almaty and on")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, AssessmentScreen))
        assert "Act on the warnings" in rows(app)
        assert "NOT CHECKED" in rows(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WhyScreen))
        await pilot.press("tab", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, CaseScreen))
        await pilot.press("end")
        await until_shown(pilot, "example.org")
        await pilot.press("escape", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
        assert journal.count(vault) == 5, "looking writes nothing"
        await mark_and_print(pilot, tmp_path / "list.txt")
    printed = tmp_path / "list.txt"
    text = printed.read_text()
    assert "[x] 1. Find a lawyer" in text
    assert "[-] 2. Agree when you call" in text
    assert "Birch" in text
    assert stat.S_IMODE(printed.stat().st_mode) == 0o600
    run = journal.pointing_at(vault, exile.trip.id)[0].content
    assert isinstance(run, ChecklistRun)
    assert {each.item: each.state for each in run.items} == {
        "lawyer": ItemState.DONE,
        "watch": ItemState.NOT_FOR_ME,
        "child": ItemState.OPEN,
        "phone": ItemState.OPEN,
    }


@SIZES
async def test_s_on_the_page_of_a_trip_assesses_it(
    vault: Vault, exile: Exile, size: tuple[int, int]
) -> None:
    """From the record too, and from the form by Ctrl+G, which takes along what was typed."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f6", "7", "enter")
        await until_shown(pilot, "Assess")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, AssessmentScreen))
        await pilot.press("escape", "e")
        await until_shown(pilot, "Change: Trip")
        await pilot.press("end", *" now", "ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, AssessmentScreen))
        screen = app.screen
        assert isinstance(screen, AssessmentScreen)
        assert screen.desk.content.title.endswith(" now")
        assert screen.desk.changed
        assert len(journal.history(vault, exile.weekend.id)) == 1


async def test_the_page_of_another_record_offers_no_assessment(vault: Vault, exile: Exile) -> None:
    """A contact is no trip."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6", "4", "enter")
        await until_shown(pilot, "e Change")
        before = app.screen
        await pilot.press("s")
        assert app.screen is before
        assert "Assess" not in rows(app)
