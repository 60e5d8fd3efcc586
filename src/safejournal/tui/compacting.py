"""Writing the journal anew, in a thread, with Esc to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.i18n import _
from safejournal.services.compacting import Compacted
from safejournal.services.compacting import compact as write_anew
from safejournal.tui.working import Report, Working
from safejournal.wording.compacting import compacted_line

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


async def compact(app: JournalApp) -> None:
    """Write the store anew and say how large it was and is."""

    def does(report: Report) -> Compacted:
        return write_anew(app.vault, report.stopped)

    working: Working[Compacted] = Working(_("Writing the journal anew"), does)
    done = await app.push_screen_wait(working)
    if done is not None:
        app.say(compacted_line(done))
