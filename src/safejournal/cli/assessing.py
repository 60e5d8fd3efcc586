"""Holding a trip against the guidance: from a plan file, or from the journal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from safejournal import config, i18n
from safejournal.cli.input import read_document
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safejournal.domain.plan import Plan

_ID = re.compile(r"[0-9a-f]{4,32}", re.IGNORECASE)


@click.command(
    cls=Act,
    help=_(
        "Hold a trip, or everyday life in a place, against documented cases."
        "\n\nFILE holds a plan (safejournal-plan/1; `-` is standard input) and needs no vault; ID"
        " is that of a trip in the journal. Nothing found does not mean that there is no danger."
    ),
)
@click.argument("source", metavar="FILE|-|ID")
@click.pass_obj
def assess(session: Session, source: str) -> None:
    """Assess a plan."""
    from safejournal.services import assessing

    plan = _from_journal(session, source) if _is_id(source) else None
    if plan is None:
        plan = assessing.read_plan(read_document(session, source))
    found = assessing.assess_plan(plan, config.clock(session.today)().date())

    def lines() -> Iterator[str]:
        from safejournal.wording.assessing import assessment_lines

        return assessment_lines(plan, found)

    answer(session, lambda: assessing.as_document(found, i18n.language()), lines)


def _is_id(source: str) -> bool:
    """Tell whether the beginning of an id is meant: a file of that name goes first."""
    import os

    return _ID.fullmatch(source) is not None and not os.path.lexists(source)


def _from_journal(session: Session, source: str) -> Plan:
    with session.vault() as vault:
        from safejournal.domain.plan import Plan
        from safejournal.services import journal, trips

        trip = trips.trip_of(journal.show(vault, journal.find_id(vault, source)))
        return trip.plan or Plan()
