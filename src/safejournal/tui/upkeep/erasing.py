"""Destroying what a record says: its other copies are counted first, backups made anew after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.domain.versions import Record
from safejournal.i18n import _
from safejournal.services import backups, journal
from safejournal.services.backups import Done
from safejournal.services.ways_back import Sort, ways_back_to
from safejournal.tui.choose import sure
from safejournal.tui.text import name
from safejournal.tui.working import Report, Working
from safejournal.wording.ways_back import copies_of_it

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


async def erase(app: JournalApp, record: Record) -> bool:
    """Name the copies, ask, destroy, and offer to write the backups anew; tell whether it went."""
    others = ways_back_to(app.vault, record.id)
    question = sure(
        _("Destroy all versions of “{name}” for good?").format(name=name(record)),
        _("Destroy it"),
        _("Keep it"),
        "\n".join(copies_of_it(others)),
    )
    if not await app.push_screen_wait(question):
        return False
    journal.erase(app.vault, record.id)
    app.say(_("Its content is destroyed."))
    if any(way.sort is Sort.BACKUP and way.there for way in others):
        await _offer_backups(app)
    return True


async def _offer_backups(app: JournalApp) -> None:
    question = sure(
        _("Write the backups in reach anew, without it?"), _("Write them anew"), _("Not now")
    )
    if not await app.push_screen_wait(question):
        return

    def does(report: Report) -> list[Done]:
        return backups.remake(app.vault, stop=report.stopped)

    for done in await app.push_screen_wait(Working(_("Writing the backups anew"), does)) or ():
        app.say(_("Written anew: {file}").format(file=done.backup.file))
