"""The base of the app: what it must not show, write down or hand on.

A stock Textual app prints local variables when it crashes, saves pictures, copies to the system's
clipboard and opens addresses in a browser.

Some of the methods here are private to Textual, which is why its version is pinned; each has a
test that fails when an update moves it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

from rich.console import RenderableType
from textual import events
from textual.app import SystemCommand
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen

from safejournal.domain.visible import visible
from safejournal.i18n import _
from safejournal.tui import choke
from safejournal.tui.in_order import InOrderApp
from safejournal.tui.leaving import Ending

__all__ = ["Ending", "HardenedApp"]


SEEN_FOR = 3.0
"""Seconds after which a message goes with the next key. Before that, the key was meant for what
stood there before the message came."""

UNTIL_TOUCHED = 24 * 3600.0
"""Seconds: a message goes with a key and not by the clock, since people read at their own pace."""


class HardenedApp(InOrderApp):
    """An app that keeps to itself. Run it with `session`, then `depart`."""

    may_copy = False
    """Whether copying may reach the system's clipboard, which terminals and managers keep."""

    def __init__(self) -> None:
        choke.install()
        super().__init__()
        self.features = frozenset()

    def _on_load(self) -> None:
        asyncio.get_running_loop().set_exception_handler(self._task_failed)

    def _fatal_error(self) -> None:
        """Fall. Textual's own prints the traceback with every local variable."""
        self.fall()

    def _handle_exception(self, error: Exception) -> None:
        # An error that can draw itself would be drawn by Textual's own.
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def panic(self, *renderables: RenderableType) -> None:
        """End. Textual calls this when the thread that reads the keyboard has lost it."""
        del renderables
        self.lost()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def _task_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if self.ending is None and isinstance(error, Exception):
            self._handle_exception(error)

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        driver = super()._build_driver(headless, inline, mouse, size)
        if file := getattr(driver, "_file", None):
            vars(driver)["_file"] = _Screen(file)
        return driver

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message beside the screen, never as markup, until a key is pressed."""
        del markup
        timeout = UNTIL_TOUCHED if timeout is None else timeout
        message, title = visible(message, newlines=True), visible(title)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Take away what was said a while ago once somebody goes on; pass the event on."""
        if isinstance(event, events.Key | events.MouseDown) and not event.is_forwarded:
            for said in list(self._notifications):
                if time.time() - said.raised_at >= SEEN_FOR:
                    self._unnotify(said)
        await super().on_event(event)

    def action_help_quit(self) -> None:
        """Say how to end, to somebody who presses Ctrl+C."""
        self.notify(_("Ctrl+Q ends, Ctrl+L locks."))

    def bell(self) -> None:
        """Stay silent: a sound draws eyes to the screen."""

    def copy_to_clipboard(self, text: str) -> None:
        """Keep a copy for pasting inside the app; outside it only where `may_copy` allows."""
        if self.may_copy:
            super().copy_to_clipboard(text)
        self._clipboard = text

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing: a browser tells the address's owner who is reading."""

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer Textual's commands without the one that saves a picture."""
        for command in super().get_system_commands(screen):
            if command.title != "Screenshot":
                yield command

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Take no picture."""

    def save_screenshot(self, *_how: object, **_more: object) -> str:
        """Save no picture, in clear, of a journal."""
        return ""

    def deliver_screenshot(self, *_how: object, **_more: object) -> None:
        """Save no picture."""

    def deliver_text(self, *_what: object, **_how: object) -> None:
        """Save nothing outside the vault."""

    def deliver_binary(self, *_what: object, **_how: object) -> None:
        """Save nothing outside the vault."""


class _Screen:
    """What the driver draws on. When the terminal is gone it takes everything and shows nothing.

    Otherwise Textual's writing thread dies and the app waits for it for ever, open.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()
