"""Choosing another record: by its number in a list, by words in it, or by its id."""

from __future__ import annotations

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.plain.questions import EMPTY, ENOUGH, EnoughAsked
from safejournal.plain.talk import Talk, number_in
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.services.search import find
from safejournal.wording.errors import explain
from safejournal.wording.fields import label
from safejournal.wording.names import shown_name
from safejournal.wording.rows import row

OFFERED = 9
"""Records offered at once: one digit chooses."""


def ask_record(talk: Talk, vault: Vault, path: str, kind: Kind | None, present: str) -> str:
    """Ask for another record and return its id; the present one for Enter, "" for `-`."""
    kinds = (kind,) if kind else ()
    offered = journal.browse(vault, journal.Filter(kinds=kinds), limit=OFFERED)
    talk.say()
    talk.say(_("{field} (a number, words of it, or its id):").format(field=label(path)))
    _offer(talk, vault, offered)
    if present:
        talk.say(_("Now: {text}").format(text=name(vault, present)))
    while answer := talk.ask("> "):
        if answer == ENOUGH:
            raise EnoughAsked
        if answer == EMPTY:
            return ""
        place = number_in(answer, len(offered))
        if place is not None:
            talk.say(shown_name(offered[place]))
            return offered[place].id
        offered = _look_for(vault, answer, kinds)
        if not offered:
            talk.say(_("There is no such record."))
        elif len(offered) == 1 and offered[0].id.startswith(answer.lower()):
            talk.say(shown_name(offered[0]))
            return offered[0].id
        else:
            _offer(talk, vault, offered)
    return present


def _offer(talk: Talk, vault: Vault, records: list[Record]) -> None:
    for number, record in enumerate(records, 1):
        talk.say(f"{number}. {row(record, vault)}")


def _look_for(vault: Vault, typed: str, kinds: tuple[Kind, ...]) -> list[Record]:
    """Return the record whose id begins like this, or those in which these words stand."""
    try:
        return [journal.show(vault, journal.find_id(vault, typed))]
    except SafeJournalError:
        return [hit.record for hit in find(vault, typed, kinds=kinds, limit=OFFERED)]


def name(vault: Vault, record_id: str) -> str:
    """Return the name of a record by its id, or why there is none."""
    try:
        return shown_name(journal.show(vault, record_id))
    except SafeJournalError as error:
        return explain(error)[0]
