"""The first line of every screen: where one is, and what else there is."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from safejournal.domain.visible import visible
from safejournal.i18n import _

PLACES = {
    "today": ("F5", _("Today")),
    "journal": ("F6", _("Journal")),
    "threats": ("F7", _("Threats")),
    "contacts": ("F8", _("Contacts")),
    "documents": ("F9", _("Documents")),
    "guidance": ("F11", _("Guidance")),
}
"""The places of the app, as modes, with the key that leads there and what they are called."""

_BETWEEN = "   "


class Top(Widget):
    """The six places with the present one marked; inside one of them, the way to what is open."""

    ALLOW_SELECT = False
    auto_links = False
    DEFAULT_CSS = """
    Top {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $text-muted;
    }
    """

    heading: reactive[str] = reactive("")
    """What is open inside the place; empty for the place itself."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.set_reactive(Top.heading, heading)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole line."""
        return container.width

    def render(self) -> Content:
        """Return the line."""
        width, here = self.content_size.width, self.app.current_mode
        if self.heading:
            way = Content.assemble(
                (f"{_place(here)} › ", ""), (visible(self.heading), "bold $text")
            )
            return way.truncate(width, ellipsis=True)
        for line in (_places(here, keys=True), _places(here, keys=False)):
            if line.cell_length <= width:
                return line
        return Content.assemble((_place(here), "bold underline $text"))


def _place(mode: str) -> str:
    return PLACES[mode][1] if mode in PLACES else ""


def _places(here: str, *, keys: bool) -> Content:
    return Content(_BETWEEN).join(
        _tab(mode, key if keys else "", name, here=mode == here)
        for mode, (key, name) in PLACES.items()
    )


def _tab(mode: str, key: str, name: str, *, here: bool) -> Content:
    style = "bold underline $text" if here else ""
    label = Content.assemble((f"{key} " if key else "", "$primary"), (name, style))
    return label.stylize(Style.from_meta({"@click": f"app.go('{mode}')"}))
