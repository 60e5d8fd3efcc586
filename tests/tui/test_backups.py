"""Backing up from the palette: with progress, a stop, and the age on the first screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.services import backups
from safejournal.services.opening import Vault
from safejournal.tui.choose import Choose
from safejournal.tui.tell import Tell
from safejournal.tui.today import Today
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, rows, until, until_shown
from tests.vault.journals import Journal


async def choose(pilot: Pilot[Any], number: str) -> None:
    """Choose something about backups by its number."""
    await pilot.press("f4", *"Back up")
    await until_shown(pilot, "▌")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
    await pilot.press(number)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return a folder for backups."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


async def test_a_backup_into_a_file_is_said_done_once_it_is_whole(
    vault: Vault, life: Life, stick: Path
) -> None:
    """Where it lies and what was looked at stands there until it is read; Today says its age."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "no backup yet")
        await choose(pilot, "2")
        await until_shown(pilot, "Into which file?")
        await pilot.press(*str(stick / "a"), "enter")
        await until_shown(pilot, "Backed up and verified", "7 versions")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await until_shown(pilot, "backed up today")
    assert backups.check(vault, stick / "a")[1] == 0


async def test_a_place_is_set_once_and_then_offered_first(
    vault: Vault, life: Life, stick: Path, closed: Journal
) -> None:
    """The first answer becomes the backup itself; an absent stick is said, and nothing written."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "1")
        await until_shown(pilot, "Into which folder")
        await pilot.press(*str(stick), "enter")
        await until(pilot, lambda: bool(app.told))
        await choose(pilot, "1")
        await until_shown(pilot, "Backed up and verified")
        await pilot.press("enter")
        (stick / "mark").unlink()
        await choose(pilot, "1")
        await until(pilot, lambda: len(app.told) > 1)
    assert app.told[-1] == "The place for backups is not there. Is the stick in?"
    assert len([each for each in backups.remembered(vault) if each.there]) == 1


async def test_a_damaged_backup_is_told_until_it_is_read(
    vault: Vault, life: Life, stick: Path
) -> None:
    """A check reads every page; the last backup is offered."""
    backups.back_up(vault, stick / "a")
    with (stick / "a").open("r+b") as file:
        file.seek(4096 * 9)
        file.write(b"x")
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "3")
        await until_shown(pilot, "Which backup?")
        await pilot.press("enter")
        await until_shown(pilot, "Damage was found")


async def test_a_rehearsal_says_that_it_restores(vault: Vault, life: Life, stick: Path) -> None:
    """And leaves nothing beside the vault."""
    backups.back_up(vault, stick / "a")
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "4")
        await until_shown(pilot, "Which backup?")
        await pilot.press("enter")
        await until_shown(pilot, "It restores", "every digest is")
    assert not list(vault.place.parent.glob("*.tried*"))


async def test_the_backups_are_listed(vault: Vault, life: Life, stick: Path) -> None:
    """Those that are gone are said to be."""
    backups.back_up(vault, stick / "a")
    backups.back_up(vault, stick / "b")
    (stick / "a").unlink()
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "5")
        await until(pilot, lambda: isinstance(app.screen, Tell))
        shown = " ".join(await_rows(app))
    assert shown.count("not there now") == 1


def await_rows(app: WatchedApp) -> list[str]:
    """Return what stands on the screen, without the frame."""
    return rows(app).replace("│", " ").split()


async def test_the_age_stands_on_a_small_window_too(
    vault: Vault, life: Life, stick: Path, closed: Journal
) -> None:
    """At forty columns an old one, or none, takes the place of the date."""
    backups.back_up(vault, stick / "a")
    closed.clock.forward(days=20)
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        await until_shown(pilot, "backed up 20 days ago")
