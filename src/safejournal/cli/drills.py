"""Exercises of a workshop, and before and after, on a practice vault by commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import NotFound
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.scenarios import Scenario
    from safejournal.services.drills import Stand
    from safejournal.services.opening import Vault

NAMES = ("pair", "recovery", "travel-light")
MOMENTS = ("before", "after")
COUNT = click.IntRange(min=0)


@click.command(
    cls=Act,
    help=_(
        "Show how an exercise stands in a practice journal: which points of the procedure are done."
        "\n\nWith --forget the passphrase of the practice journal is put away, which only its"
        " recovery sheets undo; it asks first. travel-light goes the whole way on a copy."
    ),
)
@click.argument("name", type=click.Choice(NAMES))
@click.option("--forget", is_flag=True, help=_("Forget the passphrase, for the recovery drill."))
@yes
@click.pass_obj
def drill(session: Session, name: str, *, forget: bool) -> None:
    """Show how a procedure stands, or go a step of it."""
    from safejournal.services import drills
    from safejournal.wording.drills import forget_question

    with session.vault() as vault:
        if name == "travel-light":
            _travel(session, vault)
            return
        if forget:
            session.confirm(forget_question())
            drills.forget(vault)
        parts: dict[str, Sequence[Stand]] = (
            {"gives": drills.giving(vault), "keeps": drills.keeping(vault)}
            if name == "pair"
            else {"recovers": drills.recovering(vault)}
        )
        answer(session, lambda: _document(parts), lambda: _lines(parts))


def _document(parts: dict[str, Sequence[Stand]]) -> dict[str, Any]:
    from safejournal.services.drills import holds

    return {
        part: {
            "holds": holds(stands),
            "points": [{"point": each.point.value, "done": each.done} for each in stands],
        }
        for part, stands in parts.items()
    }


def _lines(parts: dict[str, Sequence[Stand]]) -> Iterator[str]:
    from safejournal.wording.drills import stand_lines

    names = {"gives": _("Who goes"), "keeps": _("Who stays"), "recovers": _("So far")}
    for part, stands in parts.items():
        yield f"{names[part]}:"
        yield from stand_lines(stands)


def _travel(session: Session, vault: Vault) -> None:
    from safejournal.services.sitting import refuse_real
    from safejournal.services.travelling_drill import drill as go
    from safejournal.wording.drills import drilled_line

    refuse_real(vault)
    came = go(vault)
    answer(session, lambda: {"travels": {"holds": came.same}}, lambda: [drilled_line(came)])


@click.command(
    cls=Act,
    help=_(
        "Keep how many people say “not yet”, “partly” and “yes” of one sentence of the scenario"
        " that is run: three numbers, counted from hands or slips, and nothing else."
    ),
)
@click.argument("moment", type=click.Choice(MOMENTS))
@click.argument("measure", metavar="ID")
@click.argument("not_yet", type=COUNT)
@click.argument("partly", type=COUNT)
@click.argument("yes_", metavar="YES", type=COUNT)
@click.pass_obj
def count(
    session: Session, moment: str, measure: str, not_yet: int, partly: int, yes_: int
) -> None:
    """Keep the numbers of a room."""
    from safejournal.services import measures
    from safejournal.services.measures import Answer, Moment
    from safejournal.wording.drills import counts_line

    counts = {Answer.NOT_YET: not_yet, Answer.PARTLY: partly, Answer.YES: yes_}
    with session.vault() as vault:
        measures.count(vault, _running(vault), Moment(moment), measure, counts)
    answer(
        session,
        lambda: {"moment": moment, "measure": measure, "counts": {**counts}},
        lambda: [counts_line(counts)],
    )


@click.command(cls=Act, help=_("Write the numbers of a room out; none of fewer than five people."))
@click.option("-o", "target", metavar="FILE", required=True, help=_("The new file."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@click.pass_obj
def numbers(session: Session, target: str, *, force: bool) -> None:
    """Write the numbers out."""
    from safejournal.services import folio, measures, printing
    from safejournal.services.written_file import new_file

    with session.vault() as vault:
        sheet = measures.sheet(vault, _running(vault))
        with new_file(Path(target), force=force) as file:
            file.write(folio.made(sheet, printing.form_of(target)))
    answer(session, lambda: {"file": target}, lambda: [target])


def _running(vault: Vault) -> Scenario:
    from safejournal.services import sitting

    sitting.refuse_real(vault)
    running = sitting.now_running(vault)
    if running is None:
        raise NotFound("No scenario is run in this journal.")
    return sitting.scenario_of(running, i18n.language())
