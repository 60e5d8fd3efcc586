"""Slow work: what it is, how far it is, and Esc to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import ClassVar, TypeVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.errors import Refused, SafeJournalError
from safejournal.i18n import _
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.text import line
from safejournal.wording.amounts import size
from safejournal.wording.errors import explain

T = TypeVar("T")

Progress = Callable[[int, int], None]

_CELLS = 18
"""Cells of the bar: it and the figures fit into forty columns."""

_STEPS = 100
"""Repaints from begin to end: a fast disk would otherwise flood the screen."""


class Stopped(Refused):
    """The person pressed Esc. Raised inside the work, which leaves nothing half-done."""


class Working(ModalScreen[T | None]):
    """Does the work in a thread; dismisses with its result, or None when it was stopped or failed.

    `does` is called with a function to report progress to (bytes done, bytes in all); that function
    raises `Stopped` once the person has pressed Esc. What went wrong is shown as a message.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "stop", _("Stop"), _("Stop; nothing is left half-done."))
    ]

    @dataclass
    class Went(Message):
        """So much is done."""

        done: int
        whole: int

    @dataclass
    class Ended(Message):
        """The work has ended; `said` is empty when it succeeded."""

        result: object
        said: str

    def __init__(self, what: str, does: Callable[[Progress], T]) -> None:
        super().__init__(classes="dialog")
        self._what, self._does = what, does
        self._stopped = Event()
        self._step = -1

    def compose(self) -> ComposeResult:
        """Show what is being done and how far it is."""
        with Vertical(classes="card low"):
            yield Static(line(self._what), classes="question")
            yield Static(bar(0, 0), classes="bar")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin."""
        self._work()

    @work(thread=True)
    def _work(self) -> None:
        # Messages, never call_from_thread: that would wait for an app that is about to lock.
        try:
            self.post_message(self.Ended(self._does(self._report), ""))
        except Stopped:
            self.post_message(self.Ended(None, _("Stopped. Nothing was changed.")))
        except SafeJournalError as error:
            self.post_message(self.Ended(None, " ".join(filter(None, explain(error)))))

    def _report(self, done: int, whole: int) -> None:
        if self._stopped.is_set():
            raise Stopped("Stopped.")
        step = done * _STEPS // whole if whole else 0
        if step != self._step:
            self._step = step
            self.post_message(self.Went(done, whole))

    def on_working_went(self, event: Went) -> None:
        """Show how far it is."""
        self.query_one(".bar", Static).update(bar(event.done, event.whole))

    def on_working_ended(self, event: Ended) -> None:
        """Say what went wrong, if anything did, and hand over the result."""
        if event.said:
            self.app.notify(event.said, markup=False)
        self.dismiss(cast("T | None", event.result))

    def halt(self) -> None:
        """Stop the work: the app is about to lock."""
        self._stopped.set()

    def action_stop(self) -> None:
        """Let the next report of progress raise `Stopped`."""
        self.halt()


def bar(done: int, whole: int) -> Content:
    """Return how far it is, in signs and in figures."""
    full = _CELLS * done // whole if whole else 0
    figures = f"{100 * done // whole} %  {size(whole)}" if whole else "…"
    return Content.assemble(
        ("━" * full, "$primary"), ("─" * (_CELLS - full), "$line"), f"  {figures}"
    )
