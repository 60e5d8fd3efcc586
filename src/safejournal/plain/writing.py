"""Writing something new, going on with what was begun, and taking back a removal."""

from __future__ import annotations

from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain import legal
from safejournal.plain.composing import compose
from safejournal.plain.desk import Desk
from safejournal.services import drafts, journal
from safejournal.wording.drafts import draft_line
from safejournal.wording.kinds import kind, meant_for
from safejournal.wording.names import name_of


def write_new(desk: Desk) -> None:
    """Ask for the kind, then for everything about it."""
    listed = list(Kind)
    names = (f"{kind(each)}: {meant_for(each)}" for each in listed)
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), names)
    if chosen is None:
        return
    kept = compose(desk.talk, desk.vault, listed[chosen])
    if kept is not None:
        desk.talk.say(_("Kept: {name}").format(name=name_of(kept)))
        legal.warn(desk, kept)


def go_on(desk: Desk) -> None:
    """Offer the drafts that wait, and go on with one."""
    waiting = drafts.waiting(desk.vault)
    if not waiting:
        desk.talk.say(_("No draft waits."))
        return
    here = desk.vault.clock()
    lines = (draft_line(draft, here) for draft in waiting)
    chosen = desk.talk.choose(_("Number to go on with it, Enter to go back: "), lines)
    if chosen is None:
        return
    draft = waiting[chosen]
    record = journal.show(desk.vault, draft.record) if draft.record else None
    kept = compose(desk.talk, desk.vault, draft.kind, record=record, draft=draft)
    if kept is not None:
        desk.talk.say(_("Kept: {name}").format(name=name_of(kept)))
        legal.warn(desk, kept)


def undo_removal(desk: Desk) -> None:
    """Bring back the record that was removed last."""
    removed = journal.last_removed(desk.vault)
    if removed is None:
        desk.talk.say(_("Nothing was removed that could be brought back."))
        return
    past = journal.history(desk.vault, removed.id)
    before = next(version for version in past if version.content is not None)
    if desk.talk.ask_yes(_("Bring “{name}” back?").format(name=name_of(before))):
        journal.bring_back(desk.vault, removed.id)
        desk.talk.say(_("It is back."))
