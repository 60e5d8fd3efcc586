"""What stands against the person: the log of checks, warrant alerts, days of stay."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import Refused
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.assessment import Finding
    from safejournal.services.alerts import Alert, TripChange
    from safejournal.services.legal_log import Check
    from safejournal.services.stays import StayCount


@click.group(cls=Acts, help=_("Wanted lists, notices and cases: what was looked up, and when."))
def legal() -> None:
    """Group the acts on legal matters."""


@legal.command(cls=Act, help=_("Show the latest check of each matter, and which are too old."))
@click.pass_obj
def log(session: Session) -> None:
    """Show the legal log."""
    with session.vault() as vault:
        from safejournal.services.legal_log import legal_log
        from safejournal.wording.legal import check_lines

        found = legal_log(vault)
        answer(
            session,
            lambda: [_of_check(each) for each in found],
            lambda: (line for each in found for line in check_lines(each)),
        )


@legal.command(cls=Act, help=_("Say what a warrant, case or notice changes for planned trips."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def alert(session: Session, id_: str) -> None:
    """Show what follows from a legal record."""
    with session.vault() as vault:
        from safejournal.services import alerts, journal
        from safejournal.wording.alerts import alert_lines

        found = alerts.alert(vault, journal.find_id(vault, id_))
        if found is None:
            raise Refused("This record says nothing that would change a trip.")
        answer(session, lambda: _of_alert(found), lambda: alert_lines(found, vault))


@click.command(cls=Act, help=_("Count the days of stay in each country, and what is left."))
@click.pass_obj
def stays(session: Session) -> None:
    """Show the stay counters."""
    with session.vault() as vault:
        from safejournal.services.stays import stay_counts
        from safejournal.wording.stays import stay_line

        found = stay_counts(vault)
        answer(session, lambda: [_of_stay(each) for each in found], lambda: map(stay_line, found))


def _of_check(each: Check) -> dict[str, Any]:
    return {
        "record": each.record.id,
        "legal": each.kind,
        "jurisdiction": each.jurisdiction,
        "days": each.days,
        "stale": each.stale,
        "nothing_found": each.nothing_found,
        "earlier": [record.id for record in each.earlier],
    }


def _of_alert(found: Alert) -> dict[str, Any]:
    return {
        "record": found.record.id,
        "trips": [_of_change(each) for each in found.trips],
        "checklists": list(found.checklists),
        "tell": [each.id for each in found.tell],
    }


def _of_change(change: TripChange) -> dict[str, Any]:
    from safejournal.services.assessing import as_document

    language = i18n.language()
    return {
        "trip": change.record.id,
        "in_plan": change.in_plan,
        "worse": [
            {
                "mechanism": each.rule.mechanism,
                "severity": each.rule.severity.value,
                "leg": each.leg,
                **_pack(each),
            }
            for each in change.worse
        ],
        "before": change.before.attention.value,
        "after": as_document(change.after, language),
    }


def _pack(each: Finding) -> dict[str, Any]:
    """Return whose pack warns of it, where it is not built in."""
    from safejournal.services import assessing

    made_by = assessing.maker(each)
    return {} if made_by is None else {"maker": assessing.maker_document(made_by)}


def _of_stay(each: StayCount) -> dict[str, Any]:
    return {
        "country": each.country,
        "rule": None if each.rule is None else asdict(each.rule),
        "used": each.used,
        "left": each.left,
        "there": each.there,
        "last_day": each.last_day and each.last_day.isoformat(),
        "exceeded_on": each.exceeded_on and each.exceeded_on.isoformat(),
        "trips": [record.id for record in each.trips],
    }
