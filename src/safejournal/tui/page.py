"""What all whole screens have in common: where one is above, the keys below, Esc between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from safejournal.i18n import _
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key
from safejournal.tui.top import Top

if TYPE_CHECKING:
    from safejournal.services.opening import Vault
    from safejournal.tui.app import JournalApp

T = TypeVar("T")


class Page(Screen[T]):
    """A whole screen. Subclasses give `body`, and `reload` what may have changed meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "back", _("Back"), _("Leave this screen."))
    ]

    def __init__(self, vault: Vault, heading: str = "") -> None:
        super().__init__()
        self.vault = vault
        self._heading = heading
        self._was_shown = False

    def compose(self) -> ComposeResult:
        """Put the body between the two lines that every screen has."""
        yield Top(self._heading)
        yield from self.body()
        yield KeyLine()

    @property
    def shell(self) -> JournalApp:
        """The app, which knows how to open records and forms."""
        return cast("JournalApp", self.app)

    def body(self) -> Iterable[Widget]:
        """Yield what stands between the first and the last line."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was on top."""
        if self._was_shown:
            self.reload()
        self._was_shown = True

    def reload(self) -> None:
        """Read again what this screen shows. Called whenever it comes to the top."""

    def action_back(self) -> None:
        """Leave, unless this is one of the places."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no way back where there is none."""
        return not (action == "back" and len(self.app.screen_stack) <= 1)
