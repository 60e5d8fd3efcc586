"""Letters of a person's own: changed on one screen, kept in the vault, refused where they clash."""

from __future__ import annotations

import pytest

from safejournal.domain.layouts import latin_letter
from safejournal.services import settings
from safejournal.services.opening import Vault
from safejournal.tui.app import JournalApp
from safejournal.tui.choose import Choose
from safejournal.tui.detail import Detail
from safejournal.tui.history import History
from safejournal.tui.keys import everywhere, with_letter
from safejournal.tui.own_keys import KEPT, changeable, clash, holders
from safejournal.tui.rows import Rows
from safejournal.tui.settings import PressLetter
from tests.tui.shell_app import WIDE, Life, WatchedApp, rows, until, until_shown


async def test_a_letter_is_changed_and_stays_changed(vault: Vault, life: Life) -> None:
    """Chosen in the settings by pressing it on any layout, told by the last line and F1."""
    app = WatchedApp(vault)
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(Detail(vault, life.note))
        await until_shown(pilot, "h History")
        await pilot.press("f4", *"settings", "enter")
        await until_shown(pilot, "What do you want to set?")
        await pilot.press("4")
        await until_shown(pilot, "Which act shall have another letter?", "History")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PressLetter))
        picked = app.screen._of.action  # type: ignore[attr-defined]
        await pilot.press("ч")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        assert app.told == []
    assert set(settings.read(vault).keys.values()) == {"x"}
    again = WatchedApp(vault)
    async with again.run_test(size=(100, 30)) as pilot:
        again.push_screen(Detail(vault, life.note))
        await until_shown(pilot, "x ")
        assert again.screen.active_bindings["x"].binding.action == picked
        await pilot.press("f1")
        await until_shown(pilot, "Keys here", "x  ")


async def test_what_would_mean_two_things_is_refused(vault: Vault, life: Life) -> None:
    """The act that has the letter already is named, and nothing is changed."""
    app = WatchedApp(vault)
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(Detail(vault, life.note))
        await until_shown(pilot, "h History")
        await pilot.press("f4", *"settings", "enter")
        await until_shown(pilot, "What do you want to set?")
        await pilot.press("4")
        await until_shown(pilot, "Which act shall have another letter?")
        await pilot.press("enter", "n")
        await until(pilot, lambda: bool(app.told))
    assert "it does “New” already" in app.told[0]
    assert not settings.read(vault).keys


def test_what_leads_to_safety_cannot_be_changed() -> None:
    """Help, the list of acts, lock, panic, leaving and saving keep their keys for ever."""
    kept = {"help", "lock", "panic", "quit", "command_palette", "suspend_process", "save", "back"}
    for holder in holders():
        for each in holder._merge_bindings().key_to_bindings.values():
            for binding in each:
                if changeable(binding):
                    assert binding.action not in kept - {"save"}, holder
                    assert not binding.priority
    assert not any(act.startswith("lock") for act in KEPT)


def test_every_free_letter_is_free_and_every_clash_is_seen() -> None:
    """An act of the whole app clashes with any screen's; one of a screen with what is there."""
    assert clash("new f2,n", "t", {}) is not None
    assert clash("heard h", "t", {}) is None
    assert clash("heard h", "n", {}) is not None
    assert clash("heard h", "n", {"new f2,n": "z"}) is None
    assert clash("history h", "j", {}) is not None


def test_function_keys_stay_beside_a_new_letter() -> None:
    """An act keeps every key that is no letter, so nothing is ever out of reach."""
    assert with_letter("new f2,n", "z").split(",")[0] == "f2"
    assert "n" not in with_letter("new f2,n", "z").split(",")
    assert with_letter("go('today') f5", "z").split(",") == ["f5", *everywhere("z")]


async def test_letters_lead_to_the_ends_where_that_is_wanted(vault: Vault, life: Life) -> None:
    """G and G as in vi, on a Russian layout too; until then g leads to guidance."""
    settings.set_letters_move(vault, True)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        listed = app.screen.query_one(Rows)
        await pilot.press("G")
        assert listed.highlighted == 5
        await pilot.press("g")
        assert listed.highlighted == 0
        await pilot.press("П")
        assert listed.highlighted == 5
        await pilot.press("f11")
        await until(pilot, lambda: app.current_mode == "guidance")


async def test_all_letters_are_put_back(vault: Vault, life: Life) -> None:
    """One answer undoes what was changed."""
    settings.set_keys(vault, {"history h": "z"})
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(History(vault, life.note))
        await pilot.press("f4", *"settings", "enter")
        await until_shown(pilot, "All letters as they were")
        await pilot.press("5")
        await until(pilot, lambda: not isinstance(app.screen, Choose))
        assert "What do you want" not in rows(app)
    assert not settings.read(vault).keys


@pytest.mark.parametrize(("typed", "letter"), [("я", "z"), ("Z", "Z"), ("ئ", None), ("1", None)])
def test_a_key_is_known_by_any_of_its_letters(typed: str, letter: str | None) -> None:
    """What two layouts have on different keys is nobody's."""
    assert latin_letter(typed) == letter


def test_the_app_is_among_those_that_are_asked() -> None:
    """The list of classes with keys holds the app and every screen."""
    assert {JournalApp, Detail, History} <= set(holders())
