"""A small app on our base that fails, ends and shows in the ways that tests ask for.

Run as `python -m tests.tui.hardened_app WAY`, as the session of a terminal.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

import safejournal.tui  # noqa: F401 isort: skip (first: it cleans the environment)
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Static

from safejournal.process import endings
from safejournal.process.hardening import harden
from safejournal.tui.hardened import Ending, HardenedApp

WAY = sys.argv[1] if len(sys.argv) > 1 else ""
CANARY = "ZEBRA" + "CANARY"
NOISE = "NOI" + "SE"

AGAIN = "import os; os.write(2, b'LOCKED')"


def fail(entry: str = CANARY) -> NoReturn:
    """Fail with a person's words in the error, in a local variable and in the line."""
    passphrase = entry + "-PASSPHRASE"
    raise ValueError(passphrase)


class Failing(HardenedApp):
    """Fails where it is told to, and prints which ending was called for."""

    def compose(self) -> ComposeResult:
        """Show the canary in a field and in a line."""
        if WAY == "compose":
            fail()
        yield Input(CANARY + "-INPUT", password=False)
        yield Rendering("READY")
        yield Static(CANARY)

    def on_mount(self) -> None:
        """Begin what is to fail."""
        begin = getattr(self, f"_way_{WAY.replace('-', '_')}", None)
        if WAY == "mount":
            fail()
        if begin is not None:
            self.set_timer(0.1, begin)

    def _way_timer(self) -> None:
        fail()

    async def _way_async_timer(self) -> None:
        fail()

    def _way_call_next(self) -> None:
        self.call_next(fail)

    def _way_thread_worker(self) -> None:
        self.run_worker(fail, thread=True)

    def _way_async_worker(self) -> None:
        async def work() -> None:
            fail()

        self.run_worker(work())

    def _way_call_from_thread(self) -> None:
        self.run_worker(lambda: self.call_from_thread(fail), thread=True)

    def _way_thread(self) -> None:
        threading.Thread(target=fail).start()
        self.set_timer(0.3, self.end)

    def _way_task(self) -> None:
        async def work() -> None:
            fail()

        tasks = [asyncio.get_running_loop().create_task(work())]
        tasks.clear()

    def _way_callback(self) -> None:
        asyncio.get_running_loop().call_soon(fail)

    def _way_action(self) -> None:
        self.call_next(self.run_action, "fail")

    def action_fail(self) -> None:
        """Fail as an action."""
        fail()

    def _way_render(self) -> None:
        Rendering.fails = True
        self.query_one(Rendering).refresh(layout=True)

    def _way_screen(self) -> None:
        class Broken(Screen[None]):
            def on_mount(self) -> None:
                fail()

        self.push_screen(Broken())

    def _way_pop(self) -> None:
        self.pop_screen()

    def _way_dismiss(self) -> None:
        class Dialog(Screen[str]):
            def on_mount(self) -> None:
                self.dismiss(CANARY)

        self.push_screen(Dialog(), lambda answer: fail(str(answer)))

    def _way_style(self) -> None:
        self.query_one(Rendering).styles.width = CANARY

    def _way_rich_error(self) -> None:
        class Rich(Exception):
            def __rich__(self) -> str:
                return CANARY

        raise Rich

    def _way_query(self) -> None:
        self.query_one(f"#{CANARY}")

    def _way_panic(self) -> None:
        self.panic(CANARY)

    def _way_exit_message(self) -> None:
        self.exit(message=CANARY)

    def on_unmount(self) -> None:
        """Fail at the very end."""
        if WAY == "unmount":
            fail()

    def _way_unmount(self) -> None:
        self.end()

    def _way_print(self) -> None:
        print(NOISE)
        print(NOISE, file=sys.stderr)
        os.write(2, NOISE.encode())
        self.log(NOISE)
        self.set_timer(0.2, self.end)

    def _way_ignored_hangup(self) -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.query_one(Rendering).update("IGNORED")

    def _way_stuck_handler(self) -> None:
        """Never come back."""
        time.sleep(600)

    def _way_stuck_worker(self) -> None:
        self.run_worker(lambda: time.sleep(600), thread=True)
        self.set_timer(0.1, self.lock)

    def _way_stuck_task(self) -> None:
        asyncio.get_running_loop().call_later(0.3, self.lock)
        self.call_next(asyncio.sleep, 600)

    def _way_failing_seal(self) -> None:
        self.lock()

    def _way_lock(self) -> None:
        self.lock()

    def _way_end(self) -> None:
        self.end(7)

    def _way_lock_then_end(self) -> None:
        self.lock()
        self.end(7)

    def _way_copy(self) -> None:
        self.copy_to_clipboard(CANARY)
        self.set_timer(0.2, self.end)

    def _way_allowed_copy(self) -> None:
        self.may_copy = True
        self._way_copy()

    def _way_pictures(self) -> None:
        from io import StringIO

        self.save_screenshot()
        self.deliver_screenshot()
        self.action_screenshot()
        self.deliver_text(StringIO(CANARY), save_filename="text")
        self.deliver_binary(StringIO(CANARY), save_filename="binary")
        self.open_url("https://example.org/" + CANARY)
        self.bell()
        self.set_timer(0.3, self.end)

    def seal_drafts_and_close(self) -> None:
        """Show, outside the alternate screen's life, that it was called."""
        with Path(os.environ["SEALED"]).open("a", encoding="utf-8") as sealed:
            sealed.write(f"{self.ending}\n")
        if WAY == "failing-seal":
            fail()

    def depart(self) -> NoReturn:
        """Leave as the real app does."""
        if self.ending is Ending.LOCK:
            endings.lock([])
        if self.ending is Ending.FALL:
            endings.fall()
        endings.end(self.return_code or 0)


class Rendering(Static):
    """A widget whose drawing fails when told to."""

    fails = False

    def render(self) -> str:
        """Draw what it was given."""
        if self.fails:
            fail()
        return str(self.content)


class BadStyle(Failing):
    """An app whose style sheet does not parse."""

    CSS = "Static { width: " + CANARY + "; }"


def main() -> NoReturn:
    """Be the session."""
    harden()
    endings.quiet_stderr()
    endings.again = lambda arguments: [sys.executable, "-I", "-c", AGAIN, *arguments]
    app = BadStyle() if WAY == "css" else Failing()
    app.session()
    app.depart()


if __name__ == "__main__":
    main()
