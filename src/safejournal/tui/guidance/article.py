"""Something to read, with its sources, and below it the ways that lead on from there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from safejournal.i18n import _
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.reading import Reading
from safejournal.tui.rows import Choice, Rows


class Ways(Rows[object]):
    """What can be opened from here; up from its first line leads back to the page."""

    def action_cursor_up(self) -> None:
        """Go up, or back to the page."""
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()


class Article(Page[None]):
    """A page to read. Subclasses tell what stands on it, where it leads, and follow a way."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "go_on", _("Open"), _("Open what is marked below the page.")),
    ]

    SCOPED_CSS = False
    CSS = """
    Article {
        #page { height: 1fr; padding: 1 2 0 2; }
        #ways { height: auto; max-height: 45%; border-top: solid $line; }
        &.-low #page { padding: 0 1; }
    }
    """

    def body(self) -> Iterable[Widget]:
        """Yield the page and the ways on."""
        with Reading(id="page"):
            yield Static(id="told")
        yield Ways(id="ways")

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.query_one("#page").focus()

    def reload(self) -> None:
        """Read again what is told, and where it leads."""
        self.query_one("#told", Static).update(self.told())
        ways = self.query_one(Ways)
        ways.show(self.ways(), keep=ways.chosen)
        ways.display = bool(ways.options)

    def told(self) -> Visual:
        """Return what stands on the page."""
        raise NotImplementedError

    def ways(self) -> Iterable[Choice[object]]:
        """Yield what can be opened from here."""
        return ()

    def follow(self, way: object) -> None:
        """Open what was chosen."""

    @on(Rows.OptionSelected, "#ways")
    def _chosen(self) -> None:
        way = self.query_one(Ways).chosen
        if way is not None:
            self.follow(way)

    def action_go_on(self) -> None:
        """Open what is marked below the page."""
        self._chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer ways only where there are some."""
        if action == "go_on":
            return self.is_mounted and bool(self.query_one(Ways).display)
        return super().check_action(action, parameters)
