"""What a person sees first: what is due, what is unfinished, what was written last."""

from __future__ import annotations

from safejournal.domain.due import Urgency
from safejournal.i18n import _
from safejournal.plain.desk import Desk
from safejournal.plain.listing import choose_from
from safejournal.services import journal
from safejournal.services.due import DueItem, due_items
from safejournal.wording.due import due
from safejournal.wording.names import name_of

LAST_SHOWN = 5
"""Records written last: enough to go on from yesterday."""


def summary(desk: Desk) -> None:
    """Say what is late or due today; nothing when nothing is."""
    pressing = [item for item in due_items(desk.vault) if item.urgency is not Urgency.SOON]
    for item in pressing:
        desk.talk.say(_line(desk, item))


def today(desk: Desk) -> None:
    """Say what is due and what was written last, and let any of it be opened."""
    items = due_items(desk.vault)
    desk.talk.say(_("Due:") if items else _("Nothing is due."))
    for item in items:
        desk.talk.say(f"- {_line(desk, item)}")
    shown = {item.record.id: item.record for item in items}
    shown |= {record.id: record for record in journal.last_written(desk.vault, LAST_SHOWN)}
    if shown:
        desk.talk.say(_("Due and last written:"))
        choose_from(desk, list(shown.values()))


def _line(desk: Desk, item: DueItem) -> str:
    return f"{due(item.due, item.urgency, desk.vault.clock())}: {name_of(item.record)}"
