"""What a person sees first: what is due, what is unfinished, what was written last."""

from __future__ import annotations

from safejournal.domain.due import Urgency
from safejournal.i18n import _, ngettext
from safejournal.plain.desk import Desk
from safejournal.plain.listing import choose_from
from safejournal.services import backups, drafts, first_steps, journal
from safejournal.services.due import Awaited, DueItem, awaited, due_items
from safejournal.services.first_steps import Step
from safejournal.services.recovery import rehearsal_due
from safejournal.wording.backups import age_line
from safejournal.wording.due import due
from safejournal.wording.first_steps import step_about, step_name
from safejournal.wording.names import name_of
from safejournal.wording.recovery import reminder

LAST_SHOWN = 5
"""Records written last: enough to go on from yesterday."""


def say_drafts(desk: Desk) -> None:
    """Say how many drafts wait; nothing when none does."""
    waiting = len(drafts.waiting(desk.vault))
    if waiting:
        said = ngettext(
            "{n} draft waits to be finished.", "{n} drafts wait to be finished.", waiting
        )
        desk.talk.say(said.format(n=waiting))


def say_pressing(desk: Desk) -> None:
    """Say what is late or due today; nothing when nothing is."""
    pressing = [item for item in due_items(desk.vault) if item.urgency is not Urgency.SOON]
    for item in pressing:
        desk.talk.say(_line(desk, item))
    for other in awaited(desk.vault):
        if other.urgency is not Urgency.SOON:
            desk.talk.say(_awaited_line(desk, other))
    _say_rehearsal(desk)


def _say_rehearsal(desk: Desk) -> None:
    """Say that recovery sheets should be tried again, when that is so."""
    if sheets := rehearsal_due(desk.vault):
        desk.talk.say(reminder(sheets))


def today(desk: Desk) -> None:
    """Say what is due and what was written last, and let any of it be opened."""
    say_drafts(desk)
    items = due_items(desk.vault)
    others = awaited(desk.vault)
    desk.talk.say(_("Due:") if items or others else _("Nothing is due."))
    for item in items:
        desk.talk.say(f"- {_line(desk, item)}")
    for other in others:
        desk.talk.say(f"- {_awaited_line(desk, other)}")
    if journal.count(desk.vault):
        desk.talk.say(age_line(backups.age(desk.vault)).capitalize())
    _say_rehearsal(desk)
    _say_first_steps(desk)
    shown = {item.record.id: item.record for item in items}
    shown |= {record.id: record for record in journal.last_written(desk.vault, LAST_SHOWN)}
    if shown:
        desk.talk.say(_("Due and last written:"))
        choose_from(desk, list(shown.values()))


def _say_first_steps(desk: Desk) -> None:
    """Say what a new journal still lacks: all of it at first, then what is next."""
    steps = first_steps.waiting(desk.vault)
    for step in steps if Step.RECORD in steps else steps[:1]:
        desk.talk.say(f"- {step_name(step)}: {step_about(step)}")


def _awaited_line(desk: Desk, other: Awaited) -> str:
    from safejournal.plain.silence import names_of
    from safejournal.wording.silence import awaited_line

    return awaited_line(other, names_of(desk.vault), desk.vault.clock())


def _line(desk: Desk, item: DueItem) -> str:
    return f"{due(item.due, item.urgency, desk.vault.clock())}: {name_of(item.record)}"
