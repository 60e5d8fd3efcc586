"""Workshops on the screen: every scenario to its end, who leads, who plays, the exercises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.content import scenarios as content
from safejournal.services import drills, measures, sitting
from safejournal.services.measures import Answer, Moment
from safejournal.services.opening import Vault
from safejournal.tui.workshop.exercises import ACTS
from safejournal.tui.workshop.leading import LeadingScreen
from safejournal.tui.workshop.measured import MeasuresScreen
from safejournal.tui.workshop.playing import PlayingScreen
from tests.tui.shell_app import (
    NARROW,
    WIDE,
    WatchedApp,
    new_journal,
    rows,
    until,
    until_shown,
)

BAND = "PRACTICE – nothing here is real"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Vault]:
    """Yield an open practice vault."""
    with new_journal(tmp_path / "practice", practice=True).open() as vault:
        yield vault


@pytest.mark.parametrize("name", content.shipped())
async def test_each_scenario_is_led_to_its_end(practice: Vault, name: str) -> None:
    """Each step and inject is shown in its turn, none before it is asked for, and all is kept."""
    scenario = content.read_shipped(name, "en")
    sitting.begin(practice, name)
    app = WatchedApp(practice)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LeadingScreen))
        await pilot.press("space")
        for number, step in enumerate(scenario.steps, 1):
            shown = await until_shown(pilot, f"Step {number} of {len(scenario.steps)}")
            assert BAND in shown.splitlines()[0]
            for inject in step.injects:
                assert inject.text not in told(app)
                await pilot.press("enter")
                await until_told(pilot, inject.text)
                assert all(each in told(app) for each in (inject.tests, *inject.good))
            await pilot.press("enter")
            await pilot.press("m", "right")
        await until_shown(pilot, "All steps are over")
        assert all(each.ask in told(app) for each in scenario.questions)
    kept = sitting.now_running(practice)
    assert kept is not None
    assert kept.step == len(scenario.steps)
    assert kept.since == ""
    assert len(kept.shown) == sum(len(step.injects) for step in scenario.steps)


def told(app: WatchedApp) -> str:
    """Return what stands on the page of the screen, also below the window's edge."""
    return str(app.screen.query_one("#told").render())


async def until_told(pilot: Pilot[Any], text: str) -> None:
    """Wait until something stands on the page."""
    app = pilot.app
    assert isinstance(app, WatchedApp)
    await until(pilot, lambda: text in told(app))


async def until_open(pilot: Pilot[Any], screen: object) -> None:
    """Wait until a screen of this kind is open."""
    await until(pilot, lambda: type(pilot.app.screen) is screen)


async def test_a_participant_sees_the_own_role_and_what_has_come(practice: Vault) -> None:
    """Another's role, tests and answers are never there; a code that is not for them is unknown."""
    scenario = content.read_shipped("two-neighbours", "en")
    late = scenario.step_of("late")
    assert late is not None
    codes, inject = scenario.codes(), late.injects[0]
    sitting.begin(practice, scenario.id, "neighbour")
    app = WatchedApp(practice)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PlayingScreen))
        assert "Marat" in told(app)
        assert "The bus leaves at ten" not in told(app)
        assert inject.text not in told(app)
        for typed, comes in (("0000", False), (codes["late"], True)):
            await pilot.press("space")
            await until(pilot, lambda: not isinstance(app.screen, PlayingScreen))
            await pilot.press(*typed, "enter")
            await until(pilot, lambda: isinstance(app.screen, PlayingScreen))
            if comes:
                await until_told(pilot, inject.text)
            else:
                assert inject.text not in told(app)
        assert any("No card of this code" in each for each in app.told)
        assert inject.tests not in told(app)
        assert BAND in rows(app).splitlines()[0]


async def test_the_workshop_is_reached_and_its_pages_open(practice: Vault) -> None:
    """From the palette: every exercise is a page under the band, and so is a scenario's guide."""
    app = WatchedApp(practice)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "First steps")
        await app.run_action("workshop")
        await until_shown(pilot, "The forgotten passphrase")
        for at, (_name, screen) in enumerate(ACTS):
            await pilot.press("home", *["down"] * at, "enter")
            await until_open(pilot, screen)
            assert BAND in rows(app).splitlines()[0]
            await pilot.press("escape")
            await until_shown(pilot, "Scenarios")
        await pilot.press("end", "enter")
        await until_shown(pilot, "Lead it here")


async def test_in_a_journal_of_ones_own_scenarios_are_only_read(tmp_path: Path) -> None:
    """Nothing can be run there: neither a scenario nor an exercise is offered."""
    with new_journal(tmp_path / "own").open() as vault:
        app = WatchedApp(vault)
        async with app.run_test(size=WIDE) as pilot:
            await until_shown(pilot, "First steps")
            await app.run_action("workshop")
            await until_shown(pilot, "Scenarios")
            assert "Exercises" not in rows(app)
            await pilot.press("end", "enter")
            await until_shown(pilot, "safejournal workshop run")
            assert "Lead it here" not in rows(app)


async def test_before_and_after_keep_numbers(practice: Vault) -> None:
    """Who leads types numbers, which are kept; who plays an answer of their own."""
    scenario = content.read_shipped("two-neighbours", "en")
    sitting.begin(practice, scenario.id)
    app = WatchedApp(practice)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LeadingScreen))
        app.push_screen(MeasuresScreen(practice))
        await until_shown(pilot, "Your answers stay")
        await pilot.press("enter", *"7", "enter", *"3", "enter", *"0", "enter")
        await until_shown(pilot, "not yet: 7")
    counts = measures.counted(practice, scenario, Moment.BEFORE)
    assert counts == {"words": {Answer.NOT_YET: 7, Answer.PARTLY: 3, Answer.YES: 0}}


async def test_the_pair_exercise_judges_the_procedure(practice: Vault) -> None:
    """An empty journal shows every point as open, and no sentence is about a person."""
    assert not drills.holds(drills.giving(practice))
    app = WatchedApp(practice)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "First steps")
        app.push_screen(ACTS[0][1](practice))
        await until_shown(pilot, "Pair exercise")
        assert told(app).count("The procedure does not hold yet.") == 2
        assert "you failed" not in told(app)
