"""Border mode from the app: each step is taken in the terminal, after a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.config import typed_path
from safejournal.i18n import _
from safejournal.services import bordering, correspondents
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.tell import Tell
from safejournal.wording.names import name_of

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

_ARM, _RETURN = ("border", "arm", "--confirmed"), ("border", "return")


async def border(app: JournalApp) -> None:
    """Say what border mode is, and let the next step be taken."""
    vault = app.vault
    if bordering.armed(vault):
        steps = [Answer("return", _("Come back: choose a new passphrase"))]
    else:
        steps = [
            Answer("prepare", _("Seal a way back"), _("to a contact; takes nothing away")),
            Answer("arm", _("Leave only their way"), _("once they told the two words")),
        ]
    explained = _(
        "At a border you may be made to open the journal. In border mode only a contact can give"
        " the way back. docs/border.md has the drill; do it at home first."
    )
    answers = steps if app.size.height < HIGH else [*steps, Answer("limits", _("What remains"))]
    chosen = await app.push_screen_wait(Choose(_("Border mode"), answers, explained=explained))
    if chosen == "prepare":
        await _prepare(app)
    elif chosen == "limits":
        app.push_screen(Tell(_("What remains"), _limits()))
    elif chosen is not None:
        app.lock_for(_RETURN if chosen == "return" else _ARM)


HIGH = 20
"""Lines from which on a third answer has room."""


async def _prepare(app: JournalApp) -> None:
    vault = app.vault
    contacts = correspondents.with_keys(vault)
    if not contacts:
        app.say(_("No contact has a key yet: a way back is sealed to one."))
        return
    answers = [Answer(each.id, name_of(each)) for each in contacts]
    contact = await app.push_screen_wait(Choose(_("Who is to hold the way back?"), answers))
    if contact is None:
        return
    file = await app.push_screen_wait(
        Ask(_("Into which file?"), explained=_("It is for the contact; they open it with age."))
    )
    if file and file.strip():
        app.lock_for(("border", "arm", "--to", contact, "-o", str(typed_path(file))))


def _limits() -> str:
    return _(
        "Without the contact, their key or their file the journal is lost.\n\n"
        "Copies that lie elsewhere open as before; they are named.\n\n"
        "The disk may keep old heads and pages.\n\n"
        "That you cannot open it can be held against you."
    )
