"""The keys of the screen that was on top, and what this program does not protect from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.i18n import _
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.palette import Act
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.text import prose
from safejournal.wording.limits import limit_lines

KEYS = 10
"""Cells of the column of keys."""


class Help(ModalScreen[None]):
    """Two pages: the keys here, and what this does not protect you from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,f1", "dismiss(None)", _("Back"), _("Close the help.")),
        key("enter", "handbook", _("Handbook"), _("Open the handbook: a chapter for each task.")),
        key("left,right,tab", "turn", _("Other page"), _("Turn to the other page.")),
    ]

    def __init__(self, acts: Iterable[Act], *, limits: bool = False) -> None:
        super().__init__(classes="dialog")
        self._acts = list(acts)
        self._limits = limits

    def compose(self) -> ComposeResult:
        """Show the page."""
        with VerticalScroll(classes="card tall"):
            yield Static(classes="question")
            yield Static(classes="text")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the keys, or with the limits where those are asked for."""
        self._draw()

    def action_turn(self) -> None:
        """Turn to the other page."""
        self._limits = not self._limits
        self._draw()

    def action_handbook(self) -> None:
        """Open the handbook in the place of this page."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "handbook")

    def _draw(self) -> None:
        page = _limits() if self._limits else _keys(self._acts)
        title = _("What this does not protect you from") if self._limits else _("Keys here")
        self.query_one(".question", Static).update(Content(title))
        self.query_one(".text", Static).update(page)
        self.query_one(VerticalScroll).scroll_home(animate=False)


def _keys(acts: list[Act]) -> Portrait:
    said = [Said(act.key, Content.assemble((act.name, "bold"), f"  {act.meaning}")) for act in acts]
    moving = Content(
        _("Move; Tab goes on to the next part of the screen, Enter does what is marked.")
    )
    return Portrait([*said, Said("↑ ↓ Tab", moving)], labels=KEYS)


def _limits() -> Content:
    return prose("\n\n".join(limit_lines()))
