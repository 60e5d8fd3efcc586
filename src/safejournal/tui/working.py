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
"""Told how much is done, of how much; raises `Stopped` once the person has pressed Esc."""

_CELLS = 18
"""Cells of the bar: it and the figures fit into forty columns."""

_STEPS = 100
"""Repaints from begin to end: a fast disk would otherwise flood the screen."""


class Stopped(Refused):
    """The person pressed Esc. Raised inside the work, which leaves nothing half-done."""


def sizes(done: int, whole: int) -> str:
    """Return how far it is with bytes."""
    return f"{100 * done // whole} %  {size(whole)}" if whole else ""


class Report:
    """What slow work is handed: told how far it is, it says whether to stop."""

    def __init__(self, tell: Progress) -> None:
        self._tell = tell
        self._stopped = Event()
        self._step = -1

    def __call__(self, done: int, whole: int) -> None:
        """Show how far it is. Raises `Stopped` once the person has pressed Esc."""
        if self.stopped():
            raise Stopped("Stopped.")
        step = done * _STEPS // whole if whole else 0
        if step != self._step:
            self._step = step
            self._tell(done, whole)

    def stopped(self) -> bool:
        """Tell whether the work shall stop: for work in which nothing may be raised."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Have the work stop."""
        self._stopped.set()


class Working(ModalScreen[T | None]):
    """Does the work in a thread; dismisses with its result, or None when it was stopped or failed.

    What went wrong is shown as a message. `figures` says in words how far it is.
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

    def __init__(
        self, what: str, does: Callable[[Report], T], *, figures: Callable[[int, int], str] = sizes
    ) -> None:
        super().__init__(classes="dialog")
        self._what, self._does, self._figures = what, does, figures
        self._report = Report(self._post)

    def _post(self, done: int, whole: int) -> None:
        self.post_message(self.Went(done, whole))

    def compose(self) -> ComposeResult:
        """Show what is being done and how far it is."""
        with Vertical(classes="card low"):
            yield Static(line(self._what), classes="question")
            yield Static(bar(0, 0, ""), classes="bar")
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

    def on_working_went(self, event: Went) -> None:
        """Show how far it is."""
        said = self._figures(event.done, event.whole)
        self.query_one(".bar", Static).update(bar(event.done, event.whole, said))

    def on_working_ended(self, event: Ended) -> None:
        """Say what went wrong, if anything did, and hand over the result."""
        if event.said:
            self.app.notify(event.said, markup=False)
        self.dismiss(cast("T | None", event.result))

    def halt(self) -> None:
        """Stop the work: the app is about to lock."""
        self._report.stop()

    def action_stop(self) -> None:
        """Let the next report of progress raise `Stopped`."""
        self.halt()


def bar(done: int, whole: int, figures: str) -> Content:
    """Return how far it is, in signs and in figures."""
    full = _CELLS * done // whole if whole else 0
    return Content.assemble(
        ("━" * full, "$primary"), ("─" * (_CELLS - full), "$line"), f"  {figures}"
    )
