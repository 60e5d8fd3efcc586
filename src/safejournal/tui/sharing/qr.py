"""A QR code over the whole window, for another device's camera."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.i18n import _
from safejournal.services import identity
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.text import line

_INK = "#ffffff on #000000"
"""Cameras need a light ground around the code, whatever the look: the ground is what is drawn."""


class QrCode(ModalScreen[None]):
    """Shows a text as a QR code; where it does not fit, says how large a window it needs."""

    SCOPED_CSS = False
    CSS = """
    QrCode {
        align: center top;
        background: $background;
        #code { width: auto; height: auto; }
        #small { padding: 1 2; display: none; }
        &.-small #code { display: none; }
        &.-small #small { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,enter", "dismiss(None)", _("Back"), _("Close this.")),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        drawing = identity.qr_drawing(text)
        lines = drawing.splitlines()
        self._needs = Size(len(lines[0]), len(lines) + 1)
        self._drawing = Content.styled(drawing, _INK)

    def compose(self) -> ComposeResult:
        """Show the code, and below it the keys."""
        yield Static(self._drawing, id="code")
        yield Static(line(_too_large(self._needs)), id="small")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look whether it fits."""
        self._fit(self.app.size)

    def on_resize(self) -> None:
        """Look again."""
        self._fit(self.app.size)

    def _fit(self, size: Size) -> None:
        room = size.height - (1 if self.app.screen.has_class("-practice") else 0)
        self.set_class(size.width < self._needs.width or room < self._needs.height, "-small")


def _too_large(needs: Size) -> str:
    return _(
        "The code needs a window of {width} by {height} characters. Make the window larger, or save"
        " the code as a picture."
    ).format(width=needs.width, height=needs.height)
