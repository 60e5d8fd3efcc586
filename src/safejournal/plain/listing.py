"""Lists of records: all, by kind or tag, threats, contacts, documents, the timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from safejournal.domain.records import Contact, Document
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain import looking
from safejournal.plain.desk import MORE, PAGE, Desk
from safejournal.plain.talk import number_in
from safejournal.plain.together import several_at_once, use_filters
from safejournal.services import journal
from safejournal.services import timeline as timelines
from safejournal.wording.kinds import kinds
from safejournal.wording.rows import row
from safejournal.wording.times import day
from safejournal.wording.words import word

Read = Callable[[int, int], list[Record]]
"""Returns so many records from that place on."""


def all_records(desk: Desk) -> None:
    """List records of a kind or with a tag, or all; or by a filter, or several to act on."""
    acts = ((_("Filters"), use_filters), (_("Several records at once"), several_at_once))
    names = [kinds(kind) for kind in Kind]
    offered = [*names, *(name for name, _act in acts)]
    chosen = desk.talk.choose(_("Number of a kind, or Enter for all: "), offered)
    if chosen is not None and chosen >= len(names):
        acts[chosen - len(names)][1](desk)
        return
    tag = desk.talk.ask(_("Only with this tag (Enter for all): ")) or None
    wanted = journal.Filter(kinds=() if chosen is None else (list(Kind)[chosen],), tag=tag)
    _page(desk, partial(_browse, desk, wanted))


def threats(desk: Desk) -> None:
    """List threats; opened, each shows its five steps and the incidents that belong to it."""
    _page(desk, partial(_browse, desk, journal.Filter(kinds=(Kind.THREAT,))))


def contacts(desk: Desk) -> None:
    """List contacts; their details stay hidden until asked for."""
    _page(desk, partial(_browse, desk, journal.Filter(kinds=(Kind.CONTACT,))))


def documents(desk: Desk) -> None:
    """List documents with the day on which they run out."""
    _page(desk, partial(_browse, desk, journal.Filter(kinds=(Kind.DOCUMENT,))))


def timeline(desk: Desk) -> None:
    """List incidents, threats, legal matters and trips, the oldest first."""
    _page(
        desk,
        lambda limit, offset: timelines.timeline(desk.vault, limit=limit, offset=offset),
    )


def _browse(desk: Desk, wanted: journal.Filter, limit: int, offset: int) -> list[Record]:
    return journal.browse(desk.vault, wanted, limit=limit, offset=offset)


def _page(desk: Desk, read: Read) -> None:
    """Say page after page, and open what is chosen."""
    offset = 0
    while True:
        page = read(PAGE + 1, offset)
        if not page:
            desk.talk.say(_("There are no records of this kind.") if not offset else _("No more."))
            return
        more = len(page) > PAGE
        if not choose_from(desk, page[:PAGE], more=more):
            return
        offset += PAGE


def choose_from(desk: Desk, records: Sequence[Record], *, more: bool = False) -> bool:
    """Say records with numbers and open those that are chosen. True when more are wanted."""
    for number, record in enumerate(records, 1):
        desk.talk.say(f"{number}. {line(desk, record)}{_key(desk, record)}")
    if not records:
        desk.talk.say(_("None."))
        return False
    question = (
        _("Number to open, + for more, Enter to go back: ")
        if more
        else _("Number to open, Enter to go back: ")
    )
    while answer := desk.talk.ask(question):
        place = number_in(answer, len(records))
        if place is not None:
            looking.look(desk, records[place].id)
        elif answer == MORE and more:
            return True
        else:
            desk.talk.say(_("That is none of these."))
    return False


def _key(desk: Desk, record: Record) -> str:
    """Return how far a contact's key may be believed; "" where there is none."""
    if not isinstance(record.content, Contact) or not record.content.recipient:
        return ""
    from safejournal.services.correspondents import key_of  # loads keys, which most lists lack
    from safejournal.wording.correspondents import key_state_short

    return f", {key_state_short(key_of(desk.vault, record.id))}"


def line(desk: Desk, record: Record) -> str:
    """Return the line of a list, with what matters most about a contact or a document."""
    content = record.content
    if isinstance(content, Contact) and content.roles:
        return f"{row(record, desk.vault)}, {', '.join(word(role) for role in content.roles)}"
    if isinstance(content, Document):
        expires = content.expires or (content.document.expires if content.document else None)
        if expires:
            return f"{row(record)}, {_('expires on {day}').format(day=day(expires))}"
    return row(record, desk.vault)
