"""Taking a file into the vault: named, read with progress, and sealed beside its record."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from safejournal.domain.versions import Record
from safejournal.errors import Refused
from safejournal.i18n import _
from safejournal.services import attachments
from safejournal.services.opening import Vault
from safejournal.tui.file_picker import FilePicker
from safejournal.tui.keys import key
from safejournal.tui.working import Progress, Working


class AttachDialog(FilePicker[Record]):
    """Asks for a file and takes it in; dismisses with the record's new version, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "take", _("Take in"), _("Take the file in, or open the folder.")),
    ]

    def __init__(self, vault: Vault, record: Record) -> None:
        super().__init__(_("Which file? It stays where it is, in the clear."))
        self.vault, self.record = vault, record

    def take(self, source: Path) -> None:
        """Take the file in."""
        self._work(source)

    @work(exclusive=True, group="taking")
    async def _work(self, source: Path) -> None:
        def does(progress: Progress) -> Record:
            try:
                return attachments.attach(self.vault, self.record.id, source, progress=progress)
            except (OSError, ValueError):  # the disk failed; the name is none
                raise Refused(_("This file could not be read to its end.")) from None

        working: Working[Record] = Working(_("Taking the file in"), does)
        taken = await self.app.push_screen_wait(working)
        if taken is not None:
            self.dismiss(taken)
