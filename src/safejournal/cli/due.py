"""What is due or late: one's own records, the cards of others, recovery sheets to try again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.domain.words import Kind
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.due import Awaited, DueItem
    from safejournal.services.opening import Vault


@click.command(cls=Act, help=_("Show what is due or late, here and by the cards of others."))
@click.pass_obj
def due(session: Session) -> None:
    """Show check-ins, papers, legal checks and threat reviews that are due."""
    with session.vault() as vault:
        from safejournal.services.due import awaited, due_items
        from safejournal.services.recovery import rehearsal_due
        from safejournal.wording.recovery import due_document, reminder

        items, others, sheets = due_items(vault), awaited(vault), rehearsal_due(vault)
        answer(
            session,
            lambda: [
                *map(_of_due, items),
                *(_of_awaited(vault, each) for each in others),
                *due_document(sheets),
            ],
            lambda: [*_lines(vault, items, others), *([reminder(sheets)] if sheets else [])],
        )


def _lines(vault: Vault, items: list[DueItem], others: list[Awaited]) -> Iterator[str]:
    from safejournal.wording.amounts import short
    from safejournal.wording.due import due as said
    from safejournal.wording.names import name_of

    now = vault.clock()
    for item in items:
        told = said(item.due, item.urgency, now)
        yield f"{short(item.record.id)}  {told}: {name_of(item.record)}"
    if others:
        yield from _awaited_lines(vault, others)


def _awaited_lines(vault: Vault, others: list[Awaited]) -> Iterator[str]:
    from safejournal.wording.amounts import short
    from safejournal.wording.silence import awaited_line

    names, now = _names(vault, others), vault.clock()
    for other in others:
        known = short(other.waiting.contact or other.waiting.trip)
        yield f"{known}  {awaited_line(other, names, now)}"


def _of_due(item: DueItem) -> dict[str, Any]:
    from safejournal.wording.names import name_of

    told = {
        "what": item.due.what.value,
        "at": item.due.at,
        "grace_minutes": item.due.grace_minutes,
        "urgency": item.urgency.value,
        "record": item.record.id,
        "kind": item.record.kind.value,
        "name": name_of(item.record),
    }
    return told | ({"country": item.due.country} if item.due.country else {})


def _of_awaited(vault: Vault, item: Awaited) -> dict[str, Any]:
    """Return a check-in that somebody else promised; the record is their contact, if they are one.

    Trip and number are those of the card that counts.
    """
    from safejournal.wording.silence import name_of_waiting

    told = {
        "what": item.due.what.value,
        "at": item.due.at,
        "grace_minutes": item.due.grace_minutes,
        "urgency": item.urgency.value,
        "record": item.waiting.contact,
        "kind": Kind.CONTACT.value,
        "name": name_of_waiting(item.waiting, _names(vault, [item])),
        "trip": item.waiting.trip,
        "number": item.waiting.number,
        "marks": sorted(each.value for each in item.waiting.card.marks),
    }
    return told | ({"at_once": True} if item.at_once else {})


def _names(vault: Vault, others: list[Awaited]) -> dict[str, str]:
    from safejournal.wording.silence import names_waited

    return names_waited(vault, [each.waiting for each in others])
