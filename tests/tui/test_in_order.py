"""No key overtakes another, however busy the machine is."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from safejournal.tui.hardened import SEEN_FOR, HardenedApp


class Slow(Input):
    """A line that takes its time with each letter."""

    async def _on_key(self, event: events.Key) -> None:
        await asyncio.sleep(0.01)
        await super()._on_key(event)


class Hanging(Input):
    """A line that is not done with a letter for long."""

    async def _on_key(self, _event: events.Key) -> None:
        await asyncio.sleep(1.5)


class Form(HardenedApp):
    """A line, and keys that keep what stands in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "keep", priority=True),
        Binding("f9", "keep"),
        Binding("f8", "clear"),
    ]

    def __init__(self, line: type[Input] = Slow) -> None:
        super().__init__()
        self._line = line
        self.kept: list[str] = []

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield self._line()

    def action_keep(self) -> None:
        """Keep what stands in it now."""
        self.kept.append(self.query_one(Input).value)

    def action_clear(self) -> None:
        """Empty it."""
        self.query_one(Input).value = ""

    def type_at_once(self, *keys: str) -> None:
        """Press keys without a pause, as they come after the machine was busy."""
        for key in keys:
            self.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_letters_and_keys_keep_their_order() -> None:
    """What is bound on the line, on the app, and first of all: each finds what was typed before."""
    app = Form()
    async with app.run_test() as pilot:
        app.type_at_once(
            "b", "a", "backspace", "c", "f10", "d", "f9", "f8", "e", "left", "f", "f10"
        )
        for _turn in range(200):
            await pilot.pause(0.01)
            if len(app.kept) == 3:
                break
    assert app.kept == ["bc", "bcd", "fe"]


async def test_a_line_that_hangs_holds_up_no_key_for_long() -> None:
    """After half a second the next keys are done all the same: a lock waits for nobody."""
    app = Form(Hanging)
    async with app.run_test() as pilot:
        app.type_at_once("a", "f10")
        await pilot.pause(0.8)
        assert app.kept == [""]


async def test_a_pasted_text_stands_in_line_too() -> None:
    """What is pasted comes after the letters before it, and before the key after it."""
    app = Form()
    async with app.run_test() as pilot:
        app.type_at_once("a")
        app.post_message(events.Paste("bc"))
        app.type_at_once("d", "f10")
        for _turn in range(200):
            await pilot.pause(0.01)
            if app.kept:
                break
    assert app.kept == ["abcd"]


async def test_a_message_stays_until_a_key_is_pressed() -> None:
    """Nobody has to read fast: it goes with the next key, and not with one that came with it."""
    app = Form()
    async with app.run_test(notifications=True) as pilot:
        app.notify("Sealed.")
        await pilot.press("a")
        assert [each.message for each in app._notifications] == ["Sealed."]
        (said,) = app._notifications
        assert said.timeout > 3600
        said.raised_at -= SEEN_FOR
        await pilot.press("b")
        assert not list(app._notifications)
