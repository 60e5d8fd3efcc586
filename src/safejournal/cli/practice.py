"""The practice vault with an invented person."""

from __future__ import annotations

from pathlib import Path

import click

from safejournal import config
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import WrongUsage
from safejournal.i18n import _


@click.command(
    cls=Act,
    help=_(
        "Open a practice journal with an invented person, gone afterwards. --into keeps it, and"
        " answers where it lies and what opens it."
    ),
)
@click.option("--into", metavar="PATH", help=_("Keep the practice journal in this folder."))
@click.option("--plain", is_flag=True, help=_("Questions line by line, nothing drawn."))
@click.pass_obj
def demo(session: Session, into: str | None, *, plain: bool) -> int:
    """Open or make a practice vault."""
    if into is None:
        if session.json:
            raise WrongUsage("With --json, --into names the folder of the practice journal.")
        return session.doors.practise(session.today, plain=plain)
    from safejournal.services import seats
    from safejournal.services.demo import make_demo

    session.refuse_public_secrets()
    made = make_demo(Path(into), config.clock(session.today)())
    seats.note_vault(made.place)
    if not session.json:
        tell(_("The practice journal is made: {place}").format(place=made.place))
        tell(_("Its passphrase, which is no secret:"))
    answer(
        session,
        lambda: {"vault": str(made.place), "passphrase": made.passphrase},
        lambda: [made.passphrase],
    )
    return 0
