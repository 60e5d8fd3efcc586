"""The preview of a card that a check-in writes, with the place where it will lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content

from safejournal import config
from safejournal.i18n import _
from safejournal.services import checkins
from safejournal.services.checkins import Deed
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Preview
from safejournal.tui.ask import Ask
from safejournal.tui.keys import key
from safejournal.tui.sharing.preview import PreviewScreen
from safejournal.tui.sharing.written import typed_path
from safejournal.tui.text import line


@dataclass
class Place:
    """Where the cards will lie: the person's own folder, until they say otherwise."""

    path: Path = field(default_factory=lambda: Path(config.home()))


class CardPreview(PreviewScreen):
    """What a card would hold once the check-in is done, and where its file will lie."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "folder", _("Folder"), _("Choose where the file of the card will lie.")),
    ]

    def __init__(self, vault: Vault, deed: Deed, seen: Preview, place: Place) -> None:
        super().__init__(vault, seen, _("Check-in › What leaves"))
        self._deed, self._place = deed, place

    def look_again(self, choice: Choice) -> Preview:
        """Return what it would hold by another choice."""
        return checkins.look(self.vault, self._deed, choice, self._seen)

    def _whole(self) -> Content:
        place = _("The file: {place} (f: elsewhere)").format(place=self._place.path)
        return Content("\n").join([super()._whole(), line(place)])

    @work
    async def action_folder(self) -> None:
        """Ask where the file will lie."""
        typed = await self.app.push_screen_wait(where(str(self._place.path)))
        if typed and typed.strip():
            self._place.path = typed_path(typed)
            self._show(self._seen)


def where(typed: str, explained: str = "") -> Ask:
    """Return what asks where a card will lie."""
    told = _("A folder, where each card gets a name that says nothing; or a new file.")
    said = "\n".join(filter(None, (explained, told)))
    return Ask(_("Where shall the new card go?"), explained=said, typed=typed)
