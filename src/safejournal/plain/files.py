"""Files of a record: taking one in, writing one out, taking one off."""

from __future__ import annotations

from safejournal import config
from safejournal.domain.records import Attachment
from safejournal.domain.versions import Record
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.plain.desk import Desk
from safejournal.services import attachments
from safejournal.wording.amounts import size
from safejournal.wording.errors import explain


def take_in(desk: Desk, record: Record) -> None:
    """Copy a file into the vault beside the record."""
    source = desk.talk.ask(_("Path of the file, Enter to go back: "))
    if not source:
        return
    try:
        attachments.attach(desk.vault, record.id, config.typed_path(source))
    except SafeJournalError as error:
        desk.talk.say(" ".join(explain(error)))
        return
    desk.talk.say(_("Taken in. The file outside is still there, in the clear."))


def write_out(desk: Desk, record: Record) -> None:
    """Write a file out of the vault."""
    found = _choose(desk, record)
    if found is None:
        return
    desk.talk.say(_("What is written out lies in the clear: whoever finds the file can read it."))
    target = desk.talk.ask(_("Path of the new file, Enter to go back: "))
    if not target:
        return
    try:
        attachments.save(desk.vault, record.id, found.id, config.typed_path(target))
    except SafeJournalError as error:
        desk.talk.say(explain(error)[0])
        return
    desk.talk.say(_("Written."))


def take_off(desk: Desk, record: Record) -> None:
    """Take a file off the record; earlier versions still hold it."""
    found = _choose(desk, record)
    if found is not None and desk.talk.ask_yes(_("Take it off?")):
        attachments.detach(desk.vault, record.id, found.id)
        desk.talk.say(_("Taken off; earlier versions still hold it."))


def _choose(desk: Desk, record: Record) -> Attachment | None:
    held = record.content.attachments if record.content else ()
    if not held:
        desk.talk.say(_("This record has no files."))
        return None
    names = (f"{each.name}, {size(each.size)}" for each in held)
    chosen = desk.talk.choose(_("Number of the file, Enter to go back: "), names)
    return None if chosen is None else held[chosen]
