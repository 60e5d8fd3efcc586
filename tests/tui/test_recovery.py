"""Ways in, in the app: what opens the journal, and what is asked before it locks for an act."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from safejournal.services import recovery
from safejournal.services.opening import Vault
from safejournal.vault.slots import SlotKind, seal_slot
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, until_shown
from tests.vault.journals import Journal


def put_sheets(vault: Vault) -> None:
    """Put sheets in force, of which nobody has the words."""
    with vault.dek() as dek:
        slot = seal_slot(vault.head, SlotKind.SHEETS, dek, bytes(32))
    recovery.keep_sheets(vault, slot, need=3, of=5)


@pytest.fixture
def locked_for(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Note what the app would lock for."""
    noted: list[Sequence[str]] = []
    monkeypatch.setattr(WatchedApp, "lock_for", lambda _, words: noted.append(words))
    return noted


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_act_is_chosen_and_the_app_locks_for_it(
    vault: Vault, locked_for: list[Sequence[str]], size: tuple[int, int]
) -> None:
    """After saying what opens the journal, and when sheets were tried."""
    put_sheets(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        app.action_ways_in()
        await until_shown(pilot, "Rehearse")
        await pilot.press("1")
        await pilot.pause()
    assert locked_for == [("recovery", "rehearse")]


async def test_sheets_are_asked_for_by_numbers_that_can_be_meant(
    vault: Vault, locked_for: list[Sequence[str]]
) -> None:
    """What cannot be meant is asked again; Esc makes none."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.action_ways_in()
        await until_shown(pilot, "There are no recovery sheets.")
        await pilot.press("2")
        await until_shown(pilot, "How many sheets")
        await pilot.press("backspace", "1", "7", "enter")
        await until_shown(pilot, "17", "How many sheets")
        await pilot.press("backspace", "backspace", "4", "enter")
        await until_shown(pilot, "How many of them open?")
        await pilot.press("enter")
        await until_shown(pilot, "A folder for files")
        await pilot.press(*"/x", "enter")
        await pilot.pause()
        app.action_ways_in()
        await until_shown(pilot, "There are no recovery sheets.")
        await pilot.press("2")
        await until_shown(pilot, "How many sheets")
        await pilot.press("escape")
        await pilot.pause()
    assert locked_for == [("recovery", "split", "--of", "4", "--need", "3", "-o", "/x")]


async def test_what_opens_the_journal_is_told(vault: Vault) -> None:
    """Every way in, and the sheets."""
    put_sheets(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        app.action_ways_in()
        await until_shown(pilot, "Rehearse")
        await pilot.press("7")
        await until_shown(pilot, "slot 0: recovery sheets")


async def test_the_first_screen_reminds_of_a_rehearsal(closed: Journal, vault: Vault) -> None:
    """Half a year after the last one; Enter leads to it."""
    put_sheets(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        closed.clock.forward(days=200)
        app.screen.reload()  # type: ignore[attr-defined]
        await until_shown(pilot, "Try whether 3 of your recovery sheets")
        await pilot.press("home", "enter")
        await until_shown(pilot, "Rehearse: try recovery sheets")
