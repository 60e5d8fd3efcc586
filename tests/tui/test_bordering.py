"""Border mode from the palette: the next step is offered, and taken after a lock."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.services import correspondents, identity
from safejournal.services.opening import Vault
from safejournal.tui.choose import Choose
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, until, until_shown
from tests.vault.journals import make_journal


class LockingApp(WatchedApp):
    """The real app, which remembers what it would lock for."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault)
        self.words: Sequence[str] = ()

    def lock_for(self, words: Sequence[str]) -> None:
        """Remember it."""
        self.words = words


async def choose(pilot: Pilot[Any], number: str) -> None:
    """Choose a step by its number."""
    await pilot.press("f4", *"Border")
    await until_shown(pilot, "▌")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
    await until_shown(pilot, "Border mode")
    await pilot.press(number)


@pytest.fixture
def known(vault: Vault, life: Life, tmp_path: Path) -> Vault:
    """Let the contact have a key."""
    with make_journal(tmp_path / "friend").open() as friend:
        key = identity.show(friend).contact_string
    correspondents.add_key(vault, life.contact.id, key)
    return vault


async def test_without_a_contact_who_has_a_key_nothing_is_prepared(
    vault: Vault, life: Life
) -> None:
    """It is said, and nothing locks."""
    app = LockingApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "1")
        await until(pilot, lambda: bool(app.told))
    assert app.told == ["No contact has a key yet: a way back is sealed to one."]
    assert app.words == ()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_way_back_is_prepared_for_a_contact_after_a_lock(
    known: Vault, life: Life, size: tuple[int, int], tmp_path: Path
) -> None:
    """Who and into which file is asked here; what asks for a secret is asked in the terminal."""
    app = LockingApp(known)
    async with app.run_test(size=size) as pilot:
        await choose(pilot, "1")
        await until_shown(pilot, "Who is to hold the way")
        await pilot.press("1")
        await until_shown(pilot, "Into which file?")
        await pilot.press(*str(tmp_path / "x"), "enter")
        await until(pilot, lambda: bool(app.words))
    assert app.words == (
        "border", "arm", "--to", life.contact.id, "-o", str(tmp_path / "x"),
    )  # fmt: skip


async def test_arming_locks_first(known: Vault) -> None:
    """The two words are asked in the terminal."""
    app = LockingApp(known)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, "2")
        await until(pilot, lambda: bool(app.words))
    assert app.words == ("border", "arm", "--confirmed")
