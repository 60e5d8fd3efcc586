"""Holding the journal to what was written, with the anchor by which others can do so too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal import i18n
from safejournal.errors import Damaged
from safejournal.i18n import _
from safejournal.services import verifying
from safejournal.tui.ask import Ask
from safejournal.tui.tell import Tell
from safejournal.tui.working import Report, Working
from safejournal.wording.errors import explain
from safejournal.wording.verifying import report_lines, step

if TYPE_CHECKING:
    from safejournal.services.opening import Vault
    from safejournal.tui.app import JournalApp

STEPS = ("pages", "chain", "versions", "files")
"""The steps of a verification, in their order."""


async def check(app: JournalApp) -> None:
    """Ask for an anchor, verify in a thread with progress and Esc, and tell what was found."""
    question = Ask(
        _("Verify the journal"),
        explained=_("Six words of an anchor that you kept, to hold it against them; or nothing."),
    )
    against = await app.push_screen_wait(question)
    if against is None:
        return

    def does(report: Report) -> verifying.Report | Damaged:
        return _verified(app.vault, against, report)

    working = Working(_("Verifying the journal"), does, figures=_step)
    found = await app.push_screen_wait(working)
    if isinstance(found, Damaged):
        app.push_screen(Tell(_("Damage was found"), "\n\n".join(filter(None, explain(found)))))
    elif found is not None:
        app.push_screen(Tell(_("Verified"), "\n\n".join(report_lines(found))))


def _verified(vault: Vault, against: str, report: Report) -> verifying.Report | Damaged:
    def progress(name: str, _done: int) -> None:
        if not report.stopped():  # nothing may be raised while the database is read
            report(STEPS.index(name), len(STEPS))

    try:
        return verifying.verify(
            vault,
            language=i18n.language(),
            against=against.strip() or None,
            progress=progress,
            stop=report.stopped,
        )
    except Damaged as error:
        return error


def _step(done: int, _whole: int) -> str:
    return step(STEPS[done])
