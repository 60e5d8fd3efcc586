"""The ways into the journal, from the app: passphrase, recovery phrase, recovery sheets.

Whatever asks for a secret is asked in the terminal, after a lock: a form would keep it in memory,
and while others stand around the screen with their sheets, nothing of the journal is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.i18n import _
from safejournal.services import recovery
from safejournal.services.ways_back import ways_back
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.tell import Tell
from safejournal.tui.upkeep import slots
from safejournal.wording.recovery import about_splitting, told
from safejournal.wording.ways_back import way_back

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

_SPLIT, _LIST, _REVOKE = ("recovery", "split"), ("slot", "list"), ("slot", "revoke")

HIGH = 20
"""Lines from which on the answers and an explanation have room."""


async def ways_in(app: JournalApp) -> None:
    """Say what opens the journal, and let it be changed."""
    locks = _("Each of these locks first, and asks in the terminal; then the journal opens again.")
    explained = f"{told(recovery.sheets_of(app.vault))} {locks}" if app.size.height >= HIGH else ""
    question = Choose(_("Passphrase and recovery"), _answers(), explained=explained)
    words = await app.push_screen_wait(question)
    if words == _LIST:
        app.push_screen(Tell(_("What opens the journal"), "\n\n".join(_listed(app))))
        return
    if words == _SPLIT:
        words = await _split(app)
    elif words == _REVOKE:
        words = await slots.revoke(app)
    if words:
        app.lock_for(words)


def _answers() -> list[Answer[tuple[str, ...]]]:
    return [
        Answer(("recovery", "rehearse"), _("Rehearse: try recovery sheets")),
        Answer(_SPLIT, _("Make recovery sheets for others to keep")),
        Answer(("recovery", "join"), _("Choose a new passphrase with recovery sheets")),
        Answer(("recovery", "test"), _("Try the recovery phrase")),
        Answer(("recovery", "new"), _("Make a new recovery phrase")),
        Answer(("passphrase", "change"), _("Change the passphrase")),
        Answer(_LIST, _("What opens the journal now")),
        Answer(("slot", "add"), _("Add another passphrase")),
        Answer(_REVOKE, _("Take a way in away")),
        Answer(("rekey",), _("Give the journal a new key")),
    ]


def _listed(app: JournalApp) -> list[str]:
    ways = [way_back(way) for way in ways_back(app.vault)]
    return [*ways, told(recovery.sheets_of(app.vault))]


async def _split(app: JournalApp) -> tuple[str, ...] | None:
    """Ask how many sheets, and where they go."""
    most = recovery.MOST_SHEETS
    of = await _number(app, _("How many sheets, 2 to 16?"), most, "5")
    need = of and await _number(app, _("How many of them open?"), of, str(of // 2 + 1))
    if not of or not need:
        return None
    where = Ask(
        _("A folder for files to print, or nothing to copy them by hand"),
        explained=about_splitting(need=need, of=of),
    )
    folder = await app.push_screen_wait(where)
    if folder is None:
        return None
    words = (*_SPLIT, "--of", str(of), "--need", str(need))
    return (*words, "-o", folder.strip()) if folder.strip() else words


async def _number(app: JournalApp, question: str, most: int, proposed: str) -> int:
    """Ask for a number from 2; 0 for none."""
    said = _("A number from {n} to {m}.").format(n=recovery.LEAST_NEEDED, m=most)
    typed = proposed
    while True:
        answer = await app.push_screen_wait(Ask(question, explained=said, typed=typed))
        if answer is None:
            return 0
        typed = answer.strip()
        if typed.isdecimal() and recovery.LEAST_NEEDED <= int(typed) <= most:
            return int(typed)
