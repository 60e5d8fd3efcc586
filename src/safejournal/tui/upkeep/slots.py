"""Taking a way in away, from the app: chosen here, and done in the terminal after a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.i18n import _
from safejournal.services.ways_in import list_ways_in
from safejournal.tui.choose import Answer, Choose
from safejournal.wording.ways_in import way_in

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


async def revoke(app: JournalApp) -> tuple[str, ...] | None:
    """Ask which way in goes; return the command that asks for another one, which stays."""
    answers = [Answer(way.slot, way_in(way)) for way in list_ways_in(app.vault)]
    explained = _("It is done in the terminal, opened by another way in, which stays.")
    number = await app.push_screen_wait(
        Choose(_("Which way in goes?"), answers, explained=explained, numbered=False)
    )
    return None if number is None else ("slot", "revoke", str(number))
