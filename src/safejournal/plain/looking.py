"""One record: what it says, its past, its surroundings, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain import checklists, files, legal
from safejournal.plain.assessing import assess
from safejournal.plain.composing import compose
from safejournal.plain.desk import Desk
from safejournal.services import backups, journal, ways_back
from safejournal.wording.names import name_of
from safejournal.wording.portrait import portrait
from safejournal.wording.reading import history_lines, record_lines
from safejournal.wording.rows import row
from safejournal.wording.ways_back import copies_of_it

Act = Callable[[Desk, Record], None]

_BELONGS = {Kind.THREAT: (Kind.INCIDENT, "threat"), Kind.TRIP: (Kind.CHECKIN, "trip")}
"""What else is written about a record of this kind, and the field that names the record."""


def look(desk: Desk, record_id: str) -> None:
    """Say a record and offer what can be done with it, until the person goes back."""
    said = ""
    while True:
        record = journal.show(desk.vault, record_id)
        if record.content is None:
            return
        known = bool(said)
        if said != record.version:
            said = record.version
            desk.talk.say()
            desk.talk.say_all(record_lines(desk.vault, record, record.content))
        acts = _acts(record)
        desk.talk.say()
        names = [name for name, _act in acts]
        question = (
            _("Number, ? for the list, Enter to go back: ")
            if known
            else _("Number, or Enter to go back: ")
        )
        chosen = desk.talk.choose(question, names, known=known)
        if chosen is None:
            return
        acts[chosen][1](desk, record)


def _acts(record: Record) -> list[tuple[str, Act]]:
    acts: list[tuple[str, Act]] = [
        (_("Change it"), _change),
        (_("History"), _history),
        (_("Open what it is linked with"), _follow),
        (_("Show hidden details"), _reveal),
        (_("Take a file in"), files.take_in),
        (_("Write a file out"), files.write_out),
        (_("Take a file off"), files.take_off),
        (_("Remove it"), _remove),
        (_("Destroy its content for good"), _erase),
    ]
    if record.kind is Kind.THREAT:
        acts.append((_("Write an incident that belongs to it"), _write_belonging))
        acts.append((_("Its incidents over time"), _over_time))
    if record.kind is Kind.TRIP:
        acts.append((_("Write down a check-in"), _write_belonging))
        acts.append((_("Hold it against guidance"), assess))
        acts.append((_("Check in, postpone or cancel"), _check_in))
        acts.append((_("The way, leg by leg"), _way))
    if record.kind is Kind.CHECKLIST_RUN:
        acts.append((_("Work through it"), _work_through))
    return acts


def _change(desk: Desk, record: Record) -> None:
    kept = compose(desk.talk, desk.vault, record.kind, record=record)
    if kept is not None and kept.version != record.version:
        legal.warn(desk, kept)


def _work_through(desk: Desk, record: Record) -> None:
    checklists.work_through(desk, record.id)


def _write_belonging(desk: Desk, record: Record) -> None:
    kind, field = _BELONGS[record.kind]
    compose(desk.talk, desk.vault, kind, given={field: record.id})


def _check_in(desk: Desk, record: Record) -> None:
    from safejournal.plain.checkins import act_on  # with it, all of sharing is loaded

    act_on(desk, record)


def _over_time(desk: Desk, record: Record) -> None:
    from safejournal.plain.pictures import threat_over_time

    threat_over_time(desk, record)


def _way(desk: Desk, record: Record) -> None:
    from safejournal.plain.pictures import way

    way(desk, record)


def _history(desk: Desk, record: Record) -> None:
    past = journal.history(desk.vault, record.id)
    desk.talk.say_all(history_lines(past, desk.vault.clock()))


def _follow(desk: Desk, record: Record) -> None:
    """Offer the records that this one points to, and those that point to it."""
    lines = portrait(record.content) if record.content else ()
    named = [line.record for line in lines if line.record]
    found = list(journal.show_all(desk.vault, named).values())
    found += [each for each in journal.pointing_at(desk.vault, record.id) if each not in found]
    if not found:
        desk.talk.say(_("It is linked with no other record."))
        return
    chosen = desk.talk.choose(
        _("Number to open, Enter to go back: "), [row(each, desk.vault) for each in found]
    )
    if chosen is not None:
        look(desk, found[chosen].id)


def _reveal(desk: Desk, record: Record) -> None:
    desk.talk.say_all(record_lines(desk.vault, record, record.content, unmask=True))


def _remove(desk: Desk, record: Record) -> None:
    if desk.talk.ask_yes(_("Take “{name}” out of the journal?").format(name=name_of(record))):
        journal.remove(desk.vault, record.id)
        desk.talk.say(_("Removed. “Undo the last removal” brings it back."))


def _erase(desk: Desk, record: Record) -> None:
    others = ways_back.ways_back_to(desk.vault, record.id)
    desk.talk.say_all(copies_of_it(others))
    question = _("Destroy all versions of “{name}” for good?").format(name=name_of(record))
    if desk.talk.ask_yes(question):
        journal.erase(desk.vault, record.id)
        desk.talk.say(_("Its content is destroyed."))
        in_reach = any(each.sort is ways_back.Sort.BACKUP and each.there for each in others)
        if in_reach and desk.talk.ask_yes(_("Write the backups in reach anew, without it?")):
            for done in backups.remake(desk.vault):
                desk.talk.say(_("Written anew: {file}").format(file=done.backup.file))
