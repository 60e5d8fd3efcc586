"""Workshops: what a trainer and a room of people need."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from safejournal import config, i18n
from safejournal.cli.drills import count, drill, numbers
from safejournal.cli.kit import kit
from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session, tell
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.seats import Seat

SCENARIO = click.argument("scenario", metavar="ID|FOLDER|FILE")


@click.group(cls=Acts, help=_("Workshops: practice for a room of people."))
def workshop() -> None:
    """Group the acts of a workshop."""


for each in (kit, drill, count, numbers):
    workshop.add_command(each)


@workshop.command("list", cls=Act, help=_("List the scenarios that come with the program."))
@click.pass_obj
def list_(session: Session) -> None:
    """List the scenarios."""
    from safejournal.services.scenarios import found
    from safejournal.wording.workshop import scenario_row

    known = found(i18n.language())
    answer(
        session,
        lambda: [asdict(each.scenario) | {"codes": each.scenario.codes()} for each in known],
        lambda: map(scenario_row, known),
    )


@workshop.command(
    cls=Act, help=_("Show the facilitator’s guide of a scenario, also of a folder being written.")
)
@SCENARIO
@click.pass_obj
def show(session: Session, scenario: str) -> None:
    """Preview a scenario."""
    from safejournal.services import folio
    from safejournal.services.scenario_papers import guide
    from safejournal.services.scenarios import wanted
    from safejournal.wording.workshop import scenario_row

    found = wanted(scenario, i18n.language())
    answer(
        session,
        lambda: asdict(found.scenario) | {"codes": found.scenario.codes()},
        lambda: [scenario_row(found), *folio.as_text(guide(found.scenario)).splitlines()],
    )


@workshop.command(
    cls=Act,
    help=_(
        "Write the template of a scenario into a new folder."
        "\n\nThen: pack validate, workshop show, pack build. docs/scenarios.md says the rest."
    ),
)
@click.argument("folder")
@click.pass_obj
def new(session: Session, folder: str) -> None:
    """Make a scenario from the template."""
    from safejournal.services.scenarios import make_template

    names = make_template(Path(folder))
    answer(session, lambda: {"folder": folder, "files": names}, lambda: names)


@workshop.command(
    "print",
    cls=Act,
    help=_(
        "Write everything of a scenario that a room needs on paper into a folder: the guide, a"
        " sheet for each role, cards, handouts, and the sheets for before and after."
    ),
)
@SCENARIO
@click.option("-o", "folder", metavar="DIR", required=True, help=_("The folder for the files."))
@click.option(
    "--format", "form", type=click.Choice(("pdf", "html", "text")), default="pdf",
    show_default=True, help=_("What the files are."),
)  # fmt: skip
@click.pass_obj
def print_(session: Session, scenario: str, folder: str, form: str) -> None:
    """Print a scenario."""
    from safejournal.services import seats
    from safejournal.services.scenario_papers import write_packet
    from safejournal.services.scenarios import wanted

    found = wanted(scenario, i18n.language())
    written = write_packet(found.scenario, Path(folder), form)
    seats.note_files(written)
    names = [str(each) for each in written]
    answer(session, lambda: {"files": names}, lambda: names)


@workshop.command(
    cls=Act,
    help=_(
        "Make the practice journal of a seat, filled as the scenario says, and answer where it"
        " lies and what opens it. Without --role it is that of who leads it."
    ),
)
@SCENARIO
@click.option("--role", metavar="ROLE", default="", help=_("The role that is played there."))
@click.option("--into", metavar="PATH", help=_("Keep the practice journal in this folder."))
@yes
@click.pass_obj
def seat(session: Session, scenario: str, role: str, into: str | None) -> None:
    """Make a seat."""
    session.refuse_public_secrets()
    made = _seat(session, scenario, role, into)
    if not session.json:
        tell(_("The practice journal is made: {place}").format(place=made.place))
        tell(_("Its passphrase, which is no secret:"))
    answer(session, lambda: _document(made), lambda: [made.passphrase])


@workshop.command(
    cls=Act,
    help=_(
        "Run a scenario: lead it, or with --role play a part. It opens in a practice journal of"
        " its own, which waits there until workshop reset."
    ),
)
@SCENARIO
@click.option("--role", metavar="ROLE", default="", help=_("The role that you play."))
@click.option("--plain", is_flag=True, help=_("Questions line by line, nothing drawn."))
@yes
@click.pass_obj
def run(session: Session, scenario: str, role: str, *, plain: bool) -> int:
    """Run a scenario in the app or the line mode."""
    if session.json or session.doors.enter is None:
        raise WrongUsage("A scenario is run by people; workshop seat answers in JSON.")
    made = _seat(session, scenario, role, None)
    code = session.doors.enter(made.place, made.passphrase, session.today, plain=plain)
    tell(_("It waits here; workshop reset removes it: {place}").format(place=made.place))
    return code


@workshop.command(
    cls=Act,
    help=_(
        "Remove everything that workshops and practice made on this machine, and show what was"
        " looked for and what was found. Nobody’s own journal is touched. It asks first."
    ),
)
@yes
@click.pass_obj
def reset(session: Session) -> None:
    """Reset this machine."""
    from safejournal.domain.visible import visible
    from safejournal.services import resetting
    from safejournal.wording.workshop import reset_lines, reset_question

    session.confirm(reset_question(len(resetting.planned())))
    list(folded(map(visible, reset_lines([]))))  # loads it all: a kit's program is removed too
    found = resetting.reset()
    answer(
        session,
        lambda: {
            "leftovers": [
                {"sort": e.sort, "removed": list(e.removed), "left": list(e.left)} for e in found
            ]
        },
        lambda: folded(reset_lines(found)),
    )


def _seat(session: Session, scenario: str, role: str, into: str | None) -> Seat:
    """Take a seat; a pack file of somebody else is shown first, and asked about."""
    from safejournal.services import scenarios, seats

    if Path(scenario).is_file():
        from safejournal.wording.workshop import scenario_row

        found = scenarios.from_file(Path(scenario), i18n.language())
        tell(scenario_row(found))
        words = scenarios.maker_words(Path(scenario), i18n.language())
        tell(_("Words of its maker: {words}").format(words=" ".join(words)))
        session.confirm(_("Take this pack into the practice journal?"))
    now = config.clock(session.today)()
    return seats.take(scenario, role, i18n.language(), now, Path(into) if into else None)


def _document(of: Seat) -> dict[str, object]:
    return {
        "vault": str(of.place),
        "passphrase": of.passphrase,
        "scenario": of.scenario,
        "role": of.role or None,
        "made": of.made,
    }
