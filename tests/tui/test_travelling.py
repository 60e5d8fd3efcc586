"""Travelling with little from the palette, and what is rare and grave beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.domain.words import Kind
from safejournal.services import backups, correspondents, destroying, identity, journal, travelling
from safejournal.services.opening import Vault
from safejournal.services.travelling_package import package
from safejournal.tui.choose import Choose
from safejournal.tui.tell import Tell
from safejournal.tui.upkeep.travel_choosing import StayingScreen
from tests.tui.shell_app import NARROW, WIDE, Life, until, until_shown
from tests.tui.test_bordering import LockingApp
from tests.vault.journals import make_journal


async def open_act(pilot: Pilot[Any], typed: str, title: str) -> None:
    """Open something from the palette."""
    await pilot.press("f4", *typed)
    await until_shown(pilot, "▌")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
    await until_shown(pilot, title)


@pytest.fixture
def known(vault: Vault, life: Life, tmp_path: Path) -> Vault:
    """Let the contact have a key."""
    with make_journal(tmp_path / "friend").open() as friend:
        key = identity.show(friend).contact_string
    correspondents.add_key(vault, life.contact.id, key)
    return vault


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_chosen_practised_and_sealed_here_left_in_the_terminal(
    known: Vault, life: Life, size: tuple[int, int], tmp_path: Path
) -> None:
    """One walk: marks, a kind, the keys; a drill; an unverified key is asked about; it locks."""
    app = LockingApp(known)
    async with app.run_test(size=size) as pilot:
        await open_act(pilot, "Travel", "Travel with little")
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, StayingScreen))
        await until_shown(pilot, "Stays: 0 records")
        await pilot.press("space", "i")
        await until(pilot, lambda: travelling.wish(known).identity)
        assert travelling.preview(known).stays.records == 1
        await pilot.press("o")
        await until_shown(pilot, "Which kind?")
        await pilot.press("4")
        await until(pilot, lambda: Kind.CONTACT in travelling.wish(known).kinds)
        await pilot.press("enter")
        await until_shown(pilot, "Travel with little")
        assert (
            travelling.preview(known).stays.records
            == journal.count(known, journal.Filter(kinds=(Kind.CONTACT,))) + 1
        )
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, Tell))
        await until_shown(pilot, "Practised")
        await pilot.press("enter")
        await until_shown(pilot, "Travel with little")
        await pilot.press("3")
        await until_shown(pilot, "Who is to hold")
        await pilot.press("1")
        await until_shown(pilot, "Seal it")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Into which file?")
        await pilot.press(*str(tmp_path / "x"), "enter")
        await until(pilot, lambda: isinstance(app.screen, Tell))
        await pilot.press("enter")
        await until_shown(pilot, "Travel with little")
        sealed = package(known)
        assert sealed is not None
        assert sealed.restored
        await pilot.press("5")
        await until(pilot, lambda: bool(app.words))
    assert app.words == ("travel-light", "leave")


async def test_nobody_leaves_without_a_package_and_a_return_is_asked_in_the_terminal(
    vault: Vault, life: Life
) -> None:
    """It is said why; what remains is read; nothing locks before a file was named."""
    del life
    app = LockingApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await open_act(pilot, "Travel", "Travel with little")
        await pilot.press("5")
        await until(pilot, lambda: bool(app.told))
        assert app.told[0].startswith("No package has been sealed.")
        await until_shown(pilot, "Travel with little")
        await pilot.press("8")
        await until_shown(pilot, "What an examiner can still see")
        await pilot.press("enter")
        await until_shown(pilot, "Travel with little")
        await pilot.press("6")
        await until_shown(pilot, "Come back from which file?")
        await pilot.press(*"/x", "enter")
        await until(pilot, lambda: bool(app.words))
    assert app.words == ("return", "/x")


async def test_destroying_the_keys_is_set_up_after_reading_what_remains(vault: Vault) -> None:
    """Enter alone allows nothing; it can be called off."""
    app = LockingApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        for answer in ("enter", "down"):
            await open_act(pilot, "Destroying", "Destroying the keys")
            await pilot.press("2")
            await until_shown(pilot, "There is no backup")
            await pilot.press("enter")
            await until_shown(pilot, "without a passphrase?")
            await pilot.press(answer)
        await pilot.press("enter")
        await until_shown(pilot, "Seconds")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.told))
        assert destroying.countdown(vault.place) == destroying.COUNTDOWN
        await open_act(pilot, "Destroying", "Destroying the keys")
        await pilot.press("2")
        await until(pilot, lambda: len(app.told) == 2)
    assert not (vault.place / "panic").exists()


async def test_a_record_is_erased_after_its_copies_were_named(
    vault: Vault, life: Life, tmp_path: Path
) -> None:
    """Enter keeps it; the backups in reach are made anew without it if that is wanted."""
    backups.back_up(vault, tmp_path / "copy")
    before = (tmp_path / "copy").read_bytes()
    app = LockingApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        from safejournal.tui import acts

        acts.open_record(app, life.contact.id)
        await until_shown(pilot, "History")
        await pilot.press("r", "enter")
        await pilot.press("r", "3")
        await until_shown(pilot, "These hold it too")
        await pilot.press("enter")
        assert not journal.show(vault, life.contact.id).erased
        await pilot.press("r", "3")
        await until_shown(pilot, "These hold it too")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Write the backups in reach anew")
        await pilot.press("down", "enter")
        await until(pilot, lambda: any("Written anew" in told for told in app.told))
    assert journal.show(vault, life.contact.id).erased
    assert (tmp_path / "copy").read_bytes() != before


async def test_a_way_in_is_chosen_here_and_taken_away_in_the_terminal(vault: Vault) -> None:
    """The number of its slot is all that the command is told."""
    from safejournal.services import slots

    slots.add(vault, bytearray(b"another"), None)
    app = LockingApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await open_act(pilot, "Passphrase", "Passphrase and recovery")
        await pilot.press("end", "up", "enter")
        await until_shown(pilot, "Which way in goes?")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.words))
    assert app.words == ("slot", "revoke", "0")
