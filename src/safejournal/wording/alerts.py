"""A warrant alert in lines: what changes for each trip, what to work through, whom to tell."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.domain.plan import Plan
from safejournal.domain.wrapping import wrapped
from safejournal.i18n import _
from safejournal.services.alerts import Alert, TripChange
from safejournal.services.opening import Vault
from safejournal.services.trips import trip_of
from safejournal.wording.assessing import leg_line, warning
from safejournal.wording.guidance import attention, checklist
from safejournal.wording.names import name_of
from safejournal.wording.rows import row


def alert_lines(of: Alert, vault: Vault) -> Iterator[str]:
    """Yield what follows from a legal record."""
    yield from wrapped(_("{name}: this changes what is planned.").format(name=name_of(of.record)))
    yield ""
    yield _("Planned trips:") if of.trips else _("No trip is planned in the journal.")
    for change in of.trips:
        yield from change_lines(change)
    yield ""
    yield _("Work through:")
    for each in of.checklists:
        yield from wrapped(f"{checklist(each)} ({each})", "- ")
    yield ""
    yield _("Tell:") if of.tell else _("No lawyer and no safety contact is written down here.")
    for contact in of.tell:
        yield from wrapped(row(contact, vault), "- ")


def change_lines(of: TripChange) -> Iterator[str]:
    """Yield what a legal matter changes for one trip."""
    yield from wrapped(row(of.record), "- ")
    if not of.worse:
        yield from wrapped(
            _("No new warning. {attention}").format(attention=attention(of.after.attention)), "  "
        )
        return
    yield from wrapped(attention(of.after.attention), "  ")
    plan = trip_of(of.record).plan or Plan()
    for leg in dict.fromkeys(each.leg for each in of.worse):
        yield from wrapped(leg_line(plan, leg), "  ")
        for each in of.worse:
            if each.leg == leg:
                yield from wrapped(warning(each), "  * ")
