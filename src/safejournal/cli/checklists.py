"""Checklists: looked at, worked through, printed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from safejournal import config, i18n
from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.packs import is_of_pack, packs_in_use, with_packs
from safejournal.cli.session import Session
from safejournal.errors import NotFound, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.plan import Plan
    from safejournal.domain.words import ItemState
    from safejournal.services.checklist_runs import Run
    from safejournal.services.checklists import Checklist
    from safejournal.services.opening import Vault

for_trip = click.option("--trip", metavar="ID", help=_("Hold it against the plan of this trip."))


@click.group(cls=Acts, help=_("Checklists: what to do, and why."))
def checklist() -> None:
    """Group the acts on checklists."""


@checklist.command("list", cls=Act, help=_("List the checklists. Needs no vault."))
@with_packs
@click.pass_obj
def list_(session: Session, *, all_: bool) -> None:
    """List the checklists."""
    from safejournal.services import checklists
    from safejournal.wording.packs import marked

    with packs_in_use(session, needed=all_):
        found = checklists.checklists(i18n.language(), config.clock(session.today)().date())
    answer(
        session,
        lambda: [
            {
                "id": e.id,
                "title": e.title,
                "when": e.when,
                "steps": len(e.steps),
                "maker": e.maker and asdict(e.maker),
            }
            for e in found
        ],
        lambda: (f"{each.id:<28}  {marked(each.title, each.maker)}" for each in found),
    )


@checklist.command(cls=Act, help=_("List the checklists that were begun."))
@click.pass_obj
def runs(session: Session) -> None:
    """List the runs of the journal."""
    with session.vault() as vault:
        from safejournal.cli.checklist_documents import of_run
        from safejournal.services import checklist_runs
        from safejournal.wording.runs import run_row

        found = checklist_runs.runs(vault, i18n.language())
        answer(session, lambda: list(map(of_run, found)), lambda: map(run_row, found))


@checklist.command(
    cls=Act, help=_("Show a checklist (needs no vault), or one that was begun, by its id.")
)
@click.argument("id_", metavar="ID")
@for_trip
@click.pass_obj
def show(session: Session, id_: str, trip: str | None) -> None:
    """Show a checklist or a run."""
    from safejournal.cli.checklist_documents import of_run
    from safejournal.services.checklists import Checklist
    from safejournal.services.printing import as_text
    from safejournal.wording.sheets import checklist_sheet, run_sheet

    found = find(session, id_, trip)
    if isinstance(found, Checklist):
        sheet = checklist_sheet(found, practice=session.practice)
        answer(session, lambda: asdict(found), lambda: as_text(sheet).splitlines())
    else:
        sheet = run_sheet(found, practice=session.practice)
        answer(session, lambda: of_run(found), lambda: as_text(sheet).splitlines())


@checklist.command(cls=Act, help=_("Begin to work through a checklist: it is kept in the vault."))
@click.argument("id_", metavar="ID")
@for_trip
@click.pass_obj
def start(session: Session, id_: str, trip: str | None) -> None:
    """Begin a run."""
    with session.vault() as vault:
        from safejournal.services import checklist_runs, journal

        of = journal.find_id(vault, trip) if trip else None
        record = checklist_runs.start(vault, id_, i18n.language(), trip=of)
        answer(session, lambda: {"id": record.id, "version": record.version}, lambda: [record.id])


@checklist.command(
    cls=Act,
    help=_(
        "Tick a step of a checklist that was begun."
        "\n\nSTEP is its number or its id. --note asks for a remark, or reads it from standard"
        " input; what you write does not belong in the command line."
    ),
)
@click.argument("id_", metavar="ID")
@click.argument("step")
@click.option("--undo", is_flag=True, help=_("It is open again."))
@click.option("--not-for-me", is_flag=True, help=_("It is nothing for me."))
@click.option("--note", is_flag=True, help=_("Put a remark beside it; the tick stays as it is."))
@click.pass_obj
def tick(
    session: Session, id_: str, step: str, *, undo: bool, not_for_me: bool, note: bool
) -> None:
    """Tick, untick, set aside or annotate a step."""
    if undo + not_for_me + note > 1:
        raise WrongUsage("Give one of --undo, --not-for-me and --note.")
    remark = _remark(session) if note else None
    state = None if note else _state(undo=undo, not_for_me=not_for_me)
    with session.vault() as vault:
        from safejournal.services import checklist_runs, journal
        from safejournal.wording.runs import run_row, step_line

        run = checklist_runs.run(vault, journal.find_id(vault, id_), i18n.language())
        item = _step(run, step)
        record = checklist_runs.mark(vault, run.record.id, item, state, remark)
        now = checklist_runs.run(vault, record.id, i18n.language())
        changed = next(each for each in now.steps if each.item.item == item)
        answer(
            session,
            lambda: {"id": record.id, "version": record.version, "step": item},
            lambda: [step_line(changed), run_row(now)],
        )


def find(session: Session, id_: str, trip: str | None) -> Checklist | Run:
    """Return the checklist of this id, or else the run whose id begins like this.

    The vault is opened only for a run, or for the plan of a trip.
    """
    from safejournal.services import checklists

    today = config.clock(session.today)().date()
    if is_of_pack(id_):
        with session.vault() as vault:
            return checklists.checklist(id_, i18n.language(), today, _plan(vault, trip))
    try:
        found = checklists.checklist(id_, i18n.language(), today)
    except NotFound:
        if not set(id_.lower()) <= set("0123456789abcdef"):
            raise
        with session.vault() as vault:
            return _run(vault, id_)
    if trip is None:
        return found
    with session.vault() as vault:
        return checklists.checklist(id_, i18n.language(), today, _plan(vault, trip))


def _plan(vault: Vault, trip: str | None) -> Plan | None:
    from safejournal.services import journal, trips

    if trip is None:
        return None
    return trips.trip_of(journal.show(vault, journal.find_id(vault, trip))).plan


def _run(vault: Vault, typed: str) -> Run:
    from safejournal.services import checklist_runs, journal

    return checklist_runs.run(vault, journal.find_id(vault, typed), i18n.language())


def _remark(session: Session) -> str:
    if session.asks:
        return session.ask_line(_("Remark: ")).strip()
    from safejournal.cli.input import read_words

    return read_words(session, "-").strip()


def _state(*, undo: bool, not_for_me: bool) -> ItemState:
    from safejournal.domain.words import ItemState

    if undo:
        return ItemState.OPEN
    return ItemState.NOT_FOR_ME if not_for_me else ItemState.DONE


def _step(run: Run, typed: str) -> str:
    """Return the id of a step named by its number in the run, or by its id."""
    if typed.isdecimal() and 1 <= int(typed) <= len(run.steps):
        return run.steps[int(typed) - 1].item.item
    return typed


@checklist.command(
    "print",
    cls=Act,
    help=_(
        "Print a checklist, or one that was begun, as text, HTML or PDF."
        "\n\n--card gives one page to copy by hand: only what is to be done, and nothing that names"
        " this program. What is written out lies in the clear."
    ),
)
@click.argument("id_", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "pdf"]),
    help=_("Unless told, what the name of the new file ends in, or text."),
)
@click.option("--card", is_flag=True, help=_("One page to copy by hand."))
@click.option("-o", "target", metavar="FILE|-", default="-", help=_("The new file."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@for_trip
@click.pass_obj
def print_(
    session: Session,
    id_: str,
    form: str | None,
    target: str,
    trip: str | None,
    *,
    card: bool,
    force: bool,
) -> None:
    """Print a checklist or a run."""
    from safejournal.cli.printing import form_of, print_sheet
    from safejournal.services.checklists import Checklist
    from safejournal.wording import sheets
    from safejournal.wording.packs import marked

    form = form_of(session, form, target)
    found = find(session, id_, trip)
    if isinstance(found, Checklist):
        waiting = [each for each in found.steps if not each.prepared]
        whole = sheets.checklist_sheet(found, practice=session.practice)
    else:
        waiting = sheets.open_steps(found)
        whole = sheets.run_sheet(found, practice=session.practice)
    if card:
        title = marked(found.title, found.maker)
        whole = sheets.card(title, waiting, practice=session.practice)
    print_sheet(session, whole, form, target, force=force)
