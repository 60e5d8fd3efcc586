"""The way of a trip on a small map, and in words below it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.charts import Cell, Layer, chart
from safejournal.domain.plan import Plan
from safejournal.i18n import _
from safejournal.services.opening import Vault
from safejournal.services.routes import route
from safejournal.tui.guidance.route import picture
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.reading import Reading
from safejournal.tui.text import MUTED
from safejournal.tui.today import HIGH
from safejournal.wording.routes import lacks_braille, stop_lines

STYLES = {
    Layer.BORDER: MUTED,
    Layer.STATE: MUTED,
    Layer.WAY: "bold $primary",
    Layer.STOP: "bold reverse",
}
"""A stop is a digit or a letter, a way a star: without colour they are told apart as well."""

_TEXT_BELOW, _LEAST_LINES = 6, 4


class RouteScreen(Page[None]):
    """A map, the legs, and what the numbers on the map mean."""

    SCOPED_CSS = False
    CSS = """
    RouteScreen {
        #map { height: auto; padding: 0 1; }
        #way { height: 1fr; padding: 0 1; border-top: solid $line; }
        #way Static { height: auto; }
        &.-low #way { border-top: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "letters", _("Plain signs"), _("Draw the map with dots, or with plain signs.")),
    ]

    def __init__(self, vault: Vault, plan: Plan, called: str = "") -> None:
        super().__init__(vault, called or _("The way"))
        self._plan, self._route = plan, route(plan)
        self._ascii = lacks_braille(os.environ)

    def body(self) -> Iterable[Widget]:
        """Yield the map and what is said below it."""
        yield Static(id="map")
        with Reading(id="way"):
            for block in picture(self._plan):
                yield Static(block)
            yield Static(id="stops", markup=False)

    def on_mount(self) -> None:
        """Draw it."""
        said = "\n".join(["", *stop_lines(self._route)]) if self._route.stops else ""
        self.query_one("#stops", Static).update(Content.styled(said, MUTED))
        self.query_one("#way").focus()
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Draw it anew."""
        self._draw()

    def action_letters(self) -> None:
        """Draw with braille dots, or with what every terminal has."""
        self._ascii = not self._ascii
        self._draw()

    def _draw(self) -> None:
        shown = self.query_one("#map", Static)
        shown.display = bool(self._route.stops)
        if self._route.stops:
            shown.update(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        width, height = self.app.size
        room = height // 2 if height < HIGH else height * 3 // 5
        size = (max(1, width - 2), max(_LEAST_LINES, min(room, height - _TEXT_BELOW)))
        of = self._route
        drawn = chart(of.tracks, of.stops, of.borders, size, ascii_only=self._ascii)
        return [_painted(row) for row in drawn]


def _painted(row: list[Cell]) -> Content:
    return Content.assemble(*((cell.sign, STYLES[cell.layer]) for cell in row))
