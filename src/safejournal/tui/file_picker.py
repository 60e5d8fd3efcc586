"""Naming a file: a path is typed, and the folder's names stand below to choose from."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal import config
from safejournal.domain.visible import visible
from safejournal.i18n import _
from safejournal.tui import text
from safejournal.tui.fields.entry import Query
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.wording.amounts import size

T = TypeVar("T")

SHOWN = 200
"""Names of a folder that are listed; a letter more finds the others."""


class FilePicker(ModalScreen[T | None]):
    """Asks for a file. Subclasses `take` it, and dismiss with what came of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "take", _("Take"), _("Take the file, or open the folder.")),
        key("tab", "complete", _("Complete"), _("Complete the name from the list."), first=True),
        key("escape", "dismiss(None)", _("Back"), _("Take nothing.")),
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__(classes="dialog")
        self._question = question
        self.entry = Query(f"{config.home()}{os.sep}")
        self.rows = Rows[str]()
        self.rows.can_focus = False
        self._moved = False
        """Whether the list was used, so that Enter means its marked line."""

    def compose(self) -> ComposeResult:
        """Show the line for the path, what is known of it, and the folder's names."""
        with Vertical(classes="card tall"):
            yield Static(Content(self._question), classes="question")
            yield self.entry
            yield Static(id="told", markup=False)
            yield self.rows
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the cursor behind the folder, so that a name can be typed at once."""
        self.entry.select_on_focus = False
        self.entry.focus()
        self._look(self.entry.value)

    def take(self, source: Path) -> None:
        """Take the file that was named."""
        raise NotImplementedError

    @on(Query.Changed)
    def _typed(self, event: Query.Changed) -> None:
        self._moved = False
        self._look(event.value)

    @work(exclusive=True)
    async def _look(self, typed: str) -> None:
        """Read the folder in a thread: one on a stick or a share may take its time."""
        names, told = await asyncio.to_thread(_folder, typed)
        self.rows.show(Choice(Row(text.line(name)), name) for name in names)
        nothing = "" if names else _("Nothing in this folder begins like this.")
        self.query_one("#told", Static).update(Content(told or nothing))

    def action_move(self, how: str) -> None:
        """Move in the list while the line keeps the focus."""
        getattr(self.rows, f"action_{how}")()
        self._moved = True

    def action_complete(self) -> None:
        """Put the marked name into the line."""
        if self.rows.chosen is not None:
            folder = self.entry.value[: self.entry.value.rfind(os.sep) + 1]
            self.entry.value = folder + self.rows.chosen
            self.entry.cursor_position = len(self.entry.value)

    @on(Rows.OptionSelected)
    def _entered(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Take the file that is named; open a folder that is."""
        if self._moved:
            self.action_complete()
        if not self.entry.value.endswith(os.sep) and self.entry.value.strip():
            self.take(_path(self.entry.value))


class FileNamed(FilePicker[Path]):
    """Asks for a file; dismisses with its path."""

    def take(self, source: Path) -> None:
        """Hand over the path."""
        self.dismiss(source)


def _path(typed: str) -> Path:
    """Return the path that was typed; one without a folder lies at home."""
    return Path(config.home()) / config.typed_path(typed)


def _folder(typed: str) -> tuple[list[str], str]:
    """Return the names in the folder that begin like what was typed, and what is known of it."""
    path, beginning = _path(typed), typed[typed.rfind(os.sep) + 1 :]
    folder = path if typed.endswith(os.sep) or not typed else path.parent
    try:
        with os.scandir(folder) as entries:
            found = [f"{e.name}{os.sep}" if _is_folder(e) else e.name for e in entries]
    except (OSError, ValueError):
        return [], _("There is no such folder, or it cannot be read.")
    hidden = beginning.startswith(".")
    fitting = [n for n in found if n.startswith(beginning) and (hidden or not n.startswith("."))]
    return sorted(fitting, key=lambda n: (not n.endswith(os.sep), n.casefold()))[:SHOWN], _told(
        path
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _told(path: Path) -> str:
    """Return what a person wants to know of the file before it is taken: its size."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ""
    if stat.S_ISDIR(found.st_mode):
        return ""
    if not stat.S_ISREG(found.st_mode):
        return _("Only plain files can be taken into the vault.")
    return _("{name}: {size}").format(name=visible(path.name), size=size(found.st_size))
