"""Destroying the keys, set up in quiet from the app: what remains is read before anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.errors import Refused
from safejournal.i18n import _
from safejournal.services import destroying
from safejournal.services.ways_back import ways_back
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose, sure
from safejournal.tui.tell import Tell
from safejournal.wording.panic import what_remains

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


async def panic_keys(app: JournalApp) -> None:
    """Say whether it is set up, and let that be changed."""
    answers = [Answer("remains", _("What remains"), _("read this first"))]
    if _is_set_up(app):
        answers.append(Answer("off", _("Call it off"), _("the keys can no longer be destroyed")))
    else:
        answers.append(Answer("on", _("Allow it"), _("panic --destroy-keys, no passphrase")))
    chosen = await app.push_screen_wait(Choose(_("Destroying the keys"), answers))
    if chosen == "remains":
        await _tell_what_remains(app)
        await panic_keys(app)
    elif chosen == "off":
        destroying.call_off(app.vault.place)
        app.say(_("The keys can no longer be destroyed."))
    elif chosen == "on":
        await _set_up(app)


def _is_set_up(app: JournalApp) -> bool:
    try:
        destroying.countdown(app.vault.place)
    except Refused:
        return False
    return True


async def _tell_what_remains(app: JournalApp) -> None:
    told = "\n\n".join(what_remains(ways_back(app.vault)))
    await app.push_screen_wait(Tell(_("What remains"), told))


async def _set_up(app: JournalApp) -> None:
    await _tell_what_remains(app)
    question = sure(
        _("Allow the keys to be destroyed without a passphrase?"), _("Allow it"), _("Not now")
    )
    if not await app.push_screen_wait(question):
        return
    explained = _("A number from {n} to {m}.").format(n=0, m=destroying.LONGEST_COUNTDOWN)
    typed = await app.push_screen_wait(
        Ask(
            _("Seconds in which it can still be stopped"),
            explained=explained,
            typed=str(destroying.COUNTDOWN),
        )
    )
    if typed is None:
        return
    if not typed.strip().isdecimal():
        app.say(explained)
        return
    destroying.set_up(app.vault, int(typed))
    app.say(_("Set up. panic --destroy-keys destroys them; panic --call-off ends this."))
