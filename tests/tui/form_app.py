"""A vault that opens in milliseconds, and an app that shows one of its screens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from safejournal.services.opening import Vault
from safejournal.tui.app import JournalApp
from safejournal.tui.asking import Asking
from safejournal.tui.fields import Control, Items, Linked
from safejournal.tui.fields.mark import Mark
from safejournal.tui.fields.short_list import ShortList
from safejournal.tui.fields.words import Words
from safejournal.tui.picker import RecordPicker
from safejournal.tui.rows import Choice
from safejournal.tui.sheet import Sheet
from tests.vault.journals import Journal, make_journal

NOW = datetime(2025, 3, 15, 12, 0, tzinfo=timezone(timedelta(hours=6)))
"""A Saturday."""

WIDE, NARROW = (80, 24), (40, 10)

PATIENCE, PAUSE = 300, 0.01
"""Turns, and seconds between them, for a thread to do what it does in one or two."""

Answers = Mapping[str, "str | list[Answers]"]
"""What is typed into the fields of a form: lists hold items; words are separated by bars."""


def new_journal(place: Path) -> Journal:
    """Return an empty journal whose clock stands still at `NOW`."""
    made = make_journal(place)
    made.clock.now = NOW
    return made


class OneScreen(JournalApp):
    """The real app with one screen pushed; remembers what that was dismissed with."""

    def __init__(self, vault: Vault, make: Callable[[], Screen[Any]]) -> None:
        super().__init__(vault)
        self._make = make
        self.dismissed: list[object] = []
        self.told: list[str] = []

    def on_mount(self) -> None:
        """Show the screen."""
        super().on_mount()
        self.push_screen(self._make(), self.dismissed.append)

    def notify(self, message: str, **how: Any) -> None:
        """Remember what was said."""
        self.told.append(message)
        super().notify(message, **how)


def rows(app: JournalApp) -> str:
    """Return the screen as rows of text."""
    painted = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in painted)


def sheet(app: JournalApp) -> Sheet:
    """Return the sheet of the form on top."""
    assert isinstance(app.screen, Asking)
    return app.screen.sheet


async def until(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    """Wait until something is so: workers and threads take their time."""
    for _turn in range(PATIENCE):
        await pilot.pause()
        if condition():
            return
        await asyncio.sleep(PAUSE)
    raise AssertionError(f"it never became so:\n{rows(app_of(pilot))}")


async def go(pilot: Pilot[Any], path: str) -> Control:
    """Put the focus into the field at this path, opening the line behind which it waits."""
    found = sheet(app_of(pilot)).control(path)
    sheet(app_of(pilot))._more.turn(to_open=True)
    await pilot.pause()
    next(w for w in found.walk_children(Widget, with_self=True) if w.can_focus).focus()
    await pilot.pause()
    return found


def app_of(pilot: Pilot[Any]) -> OneScreen:
    """Return the app behind a pilot."""
    assert isinstance(pilot.app, OneScreen)
    return pilot.app


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type a text, key by key, as fast as a terminal hands them on."""
    for character in text:
        name = "enter" if character == "\n" else _character_to_key(character)
        pilot.app.post_message(events.Key(name, character))
    await pilot.pause()


async def press(pilot: Pilot[Any], *names: str) -> None:
    """Press keys that stand for no character of a text, each after the one before has worked."""
    for name in names:
        pilot.app.post_message(events.Key(name, {"enter": "\r", "space": " "}.get(name)))
        await pilot.pause()


async def fill(pilot: Pilot[Any], answers: Answers) -> None:
    """Answer fields one after the other as a person would: by keys only."""
    for path, answer in answers.items():
        control = await go(pilot, path)
        if isinstance(control, Items):
            assert isinstance(answer, list)
            for item in answer:
                await add_item(pilot, item)
            continue
        assert isinstance(answer, str)
        if isinstance(control, Mark):
            await press(pilot, "space")
        elif isinstance(control, Linked):
            await pick(pilot, answer)
        elif isinstance(control, Words):
            for word in answer.split("|"):
                await write(pilot, word)
                await press(pilot, "enter")
        else:
            await write(pilot, answer)
        await press(pilot, "tab")


async def add_item(pilot: Pilot[Any], item: Answers) -> None:
    """Add one item to the list that has the focus."""
    app = app_of(pilot)
    depth = len(app.screen_stack)
    assert isinstance(app.focused, ShortList)
    lines = [option.thing for option in app.focused.options if isinstance(option, Choice)]
    app.focused.highlighted = lines.index("+ add")
    await press(pilot, "enter")
    await until(pilot, lambda: len(app.screen_stack) > depth)
    await fill(pilot, item)
    await press(pilot, "escape")
    await until(pilot, lambda: len(app.screen_stack) == depth)


async def pick(pilot: Pilot[Any], name: str) -> None:
    """Choose the record with this name for the field that has the focus."""
    app = app_of(pilot)
    depth = len(app.screen_stack)
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(app.screen, RecordPicker))
    picker = app.screen
    assert isinstance(picker, RecordPicker)
    await write(pilot, name)
    await until(pilot, lambda: picker.rows.option_count == 1)
    await press(pilot, "enter")
    await until(pilot, lambda: len(app.screen_stack) == depth)
