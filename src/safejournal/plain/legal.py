"""Legal matters in the line mode: the log, days of stay, and what a warrant changes."""

from __future__ import annotations

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain import checklists
from safejournal.plain.composing import compose
from safejournal.plain.desk import Desk
from safejournal.services import alerts
from safejournal.services.alerts import Alert
from safejournal.services.legal_log import legal_log
from safejournal.services.stays import stay_counts
from safejournal.wording.alerts import alert_lines
from safejournal.wording.legal import check_lines
from safejournal.wording.names import name_of
from safejournal.wording.stays import stay_line


def log(desk: Desk) -> None:
    """Say the latest check of each matter, and offer to write a new one down."""
    found = legal_log(desk.vault)
    desk.talk.say(_("Looked up so far:") if found else _("Nothing was looked up so far."))
    for each in found:
        desk.talk.say_all(check_lines(each))
    if desk.talk.ask_yes(_("Write down a new check?")):
        kept = compose(desk.talk, desk.vault, Kind.LEGAL)
        if kept is not None:
            warn(desk, kept)


def stays(desk: Desk) -> None:
    """Say how many days are left where."""
    found = stay_counts(desk.vault)
    if not found:
        desk.talk.say(_("No trip with days in another country is written down."))
    for each in found:
        desk.talk.say(stay_line(each))


def warn(desk: Desk, record: Record) -> None:
    """Say what a record that was just kept changes for planned trips; nothing for most records."""
    if record.content is None or not alerts.alarms(record.content):
        return
    found = alerts.alert(desk.vault, record.id)
    if found is None:
        return
    desk.talk.say()
    desk.talk.say_all(alert_lines(found, desk.vault))
    _offer_to_add(desk, found)
    desk.talk.say(_("Work through a checklist now?"))
    checklists.begin(desk, found.checklists)


def _offer_to_add(desk: Desk, found: Alert) -> None:
    """Offer to put the matter into the plans that do not name it yet."""
    for change in found.trips:
        if not change.in_plan:
            question = _("Write it into the plan of “{name}”?").format(name=name_of(change.record))
            if desk.talk.ask_yes(question):
                alerts.add_to_plan(desk.vault, change.record.id, found.record.id)
