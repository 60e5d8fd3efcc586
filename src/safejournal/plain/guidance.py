"""Guidance in the line mode: trips, checklists, legal matters, cases, lessons."""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.plain import assessing, checklists, legal, library, packs
from safejournal.plain.desk import Act, Desk


def guidance(desk: Desk) -> None:
    """Offer what guidance there is, until the person goes back."""
    acts: list[tuple[str, Act]] = [
        (_("Assess a trip or a stay"), assessing.assess_trip),
        (_("Checklists"), checklists.checklists),
        (_("Wanted lists and cases: what was looked up"), legal.log),
        (_("Days of stay"), legal.stays),
        (_("Documented cases"), library.cases),
        (_("Lessons"), library.lessons),
        (_("Guidance packs"), packs.packs_in_use),
    ]
    while True:
        desk.talk.say()
        names = [name for name, _act in acts]
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), names)
        if chosen is None:
            return
        acts[chosen][1](desk)
