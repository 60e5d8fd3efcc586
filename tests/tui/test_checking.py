"""Verifying, and the setting of the idle lock, from the palette."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.services import anchors, journal, settings, verifying
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.today import Today
from safejournal.tui.working import Working
from tests.tui.shell_app import WIDE, Life, WatchedApp, until, until_shown
from tests.vault.journals import Journal


async def choose(pilot: Pilot[Any], act: str) -> None:
    """Do an act of the palette by its name."""
    await pilot.press("f4", *act)
    await until_shown(pilot, "▌")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))


async def test_verifying_tells_what_was_looked_at_and_gives_the_anchor(
    vault: Vault, life: Life
) -> None:
    """Six words stand there to be written down, with the reason to do so."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "Verify")
        await pilot.press("enter")
        shown = await until_shown(pilot, "Verified", "7 versions are sealed")
        words = anchors.anchor(vault).words
        assert all(word in shown for word in words)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Today))


async def test_an_anchor_that_was_kept_is_held_against_the_journal(
    vault: Vault, life: Life, closed: Journal
) -> None:
    """Words of an earlier day say that nothing of that past was changed."""
    words = " ".join(anchors.anchor(vault).words)
    closed.clock.forward(days=3)
    journal.remove(vault, life.note.id)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "Verify")
        await pilot.press(*words, "enter")
        await until_shown(pilot, "The journal stood there 3 days ago")


async def test_damage_is_told_until_it_is_read(vault: Vault, life: Life, closed: Journal) -> None:
    """A version that lost its words is named, and what to do next."""
    with vault.writing() as connection:
        connection.execute("DELETE FROM content WHERE rowid = 1")
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "Verify")
        await pilot.press("enter")
        await until_shown(pilot, "Damage was found")


async def test_escape_stops_a_verification(
    vault: Vault, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends at its next look, says so, and the journal can be used on."""
    begun = threading.Event()
    verify = verifying.verify

    def slow(*what: Any, stop: Any, **how: Any) -> Any:
        begun.set()
        while not stop():
            pass
        return verify(*what, stop=stop, **how)

    monkeypatch.setattr(verifying, "verify", slow)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "Verify")
        await pilot.press("enter")
        await until(pilot, begun.is_set)
        await until(pilot, lambda: isinstance(app.screen, Working))
        await pilot.press("escape")
        await until(pilot, lambda: bool(app.told))
        assert app.told == ["Stopped before it was finished; nothing was changed."]
        await until(pilot, lambda: isinstance(app.screen, Today))


async def test_a_lock_does_not_wait_for_a_verification(
    closed: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slow work that holds the vault is stopped before anything else happens."""
    vault = closed.open()
    begun = threading.Event()

    def slow(of: Vault, *, stop: Any, **_how: Any) -> Any:
        with of.reading():
            begun.set()
            while not stop():
                pass

    monkeypatch.setattr(verifying, "verify", slow)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "Verify")
        await pilot.press("enter")
        await until(pilot, begun.is_set)
        app.lock()
    assert vault.closed


@pytest.mark.parametrize(
    ("typed", "minutes", "said"),
    [
        ("12", 12, []),
        ("0", 0, []),
        ("many", 5, ["A whole number of minutes is asked for here."]),
        ("99999", 5, ["The number of minutes lies between 0 and 1440."]),
    ],
)
async def test_the_idle_lock_is_set_from_the_palette(
    vault: Vault, typed: str, minutes: int, said: list[str]
) -> None:
    """A number of minutes holds at once and stays in the vault; nonsense changes nothing."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "Lock after")
        await pilot.press("end", "backspace", *typed, "enter")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await pilot.pause()
        assert (app.idle_minutes, settings.read(vault).idle_minutes) == (minutes, minutes)
        assert app.told == said
