"""Border mode in the line mode."""

from __future__ import annotations

from safejournal.config import typed_path
from safejournal.i18n import _
from safejournal.plain.aside import aside
from safejournal.plain.desk import Desk, Ending, Left
from safejournal.services import bordering, correspondents
from safejournal.wording.bordering import (
    armed_lines,
    before_arming,
    for_the_contact,
    prepared_lines,
)
from safejournal.wording.names import name_of

RETURN = "safejournal.plain.bordering:come_back"


def border(desk: Desk) -> None:
    """Offer the next step."""
    if bordering.armed(desk.vault):
        if desk.talk.ask_yes(_("Come back: choose a new passphrase?")):
            _come_back(desk)
        return
    steps = (
        _("Seal a way back to a contact; nothing is taken away"),
        _("The contact has told the two words: leave only their way"),
    )
    chosen = desk.talk.choose(_("Number, or Enter: "), steps)
    if chosen is not None:
        (_prepare, _arm)[chosen](desk)


def _prepare(desk: Desk) -> None:
    vault = desk.vault
    contacts = correspondents.with_keys(vault)
    if not contacts:
        desk.talk.say(_("No contact has a key yet: a way back is sealed to one."))
        return
    chosen = desk.talk.choose(_("Who is to hold it? Number: "), map(name_of, contacts))
    if chosen is None:
        return
    contact = contacts[chosen].id
    key = correspondents.key_of(vault, contact)
    question = _("The words of this key were never compared. Seal it all the same?")
    if key is not None and key.compared is None and not desk.talk.ask_yes(question):
        return
    file = desk.talk.ask(_("File for the contact: "))
    if file:
        done = bordering.prepare(vault, contact, typed_path(file), for_the_contact())
        desk.talk.say_all(prepared_lines(done))


def _arm(desk: Desk) -> None:
    words = desk.talk.ask(_("The two words that the contact told you: "))
    if not words:
        return
    desk.talk.say_all(before_arming(bordering.check(desk.vault, words)))
    if desk.talk.ask_yes(_("Take every way in away but the contact's words?")):
        desk.talk.say_all(armed_lines(bordering.arm(desk.vault, words)))
        raise Left(Ending.LOCKED)


def _come_back(desk: Desk) -> None:
    if aside(desk, RETURN) is None:
        desk.talk.say(_("Nothing was changed."))
        return
    desk.talk.say(_("The new passphrase opens the journal; the contact's words no longer do."))
    desk.talk.say(
        _("Make a recovery phrase (recovery new) and a backup now: older ones open nothing.")
    )
