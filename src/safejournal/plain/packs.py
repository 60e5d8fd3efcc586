"""Guidance packs in the line mode: what is in use, one taken into use, one taken out."""

from __future__ import annotations

from safejournal import config
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.plain.desk import Desk
from safejournal.services import installing, packs
from safejournal.services.packs import Installed
from safejournal.wording.errors import explain
from safejournal.wording.packs import (
    in_lines,
    offer_lines,
    offer_question,
    pack_lines,
    pack_row,
    removal_question,
)


def packs_in_use(desk: Desk) -> None:
    """Say which packs are in use, until the person goes back."""
    while True:
        found = packs.installed(language())
        names = [*map(pack_row, found), _("Take a pack of somebody into use")]
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), names)
        if chosen is None:
            return
        if chosen < len(found):
            _look(desk, found[chosen])
        else:
            _install(desk)


def _look(desk: Desk, pack: Installed) -> None:
    """Say what a pack is, and offer to take it out."""
    desk.talk.say()
    desk.talk.say_all(in_lines(pack_lines(pack)))
    if pack.maker is not None and desk.talk.ask_yes(removal_question(pack)):
        installing.remove(desk.vault, pack.id)
        desk.talk.say(_("Removed."))


def _install(desk: Desk) -> None:
    """Ask for the file, say whose it is, and ask again."""
    typed = desk.talk.ask(_("Path of the pack file, Enter to go back: "))
    if not typed:
        return
    try:
        file = installing.read_file(config.typed_path(typed))
        offered = installing.examine(desk.vault, file, language())
    except SafeJournalError as error:
        desk.talk.say(" ".join(explain(error)))
        return
    desk.talk.say()
    desk.talk.say_all(in_lines(offer_lines(offered)))
    if desk.talk.ask_yes(offer_question(offered)):
        installing.install(desk.vault, offered, confirmed=True)
        desk.talk.say(_("In use now; everything from it is marked."))
