"""How to lock. A command has nothing to lock: it closes the vault when it ends."""

from __future__ import annotations

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.i18n import _


@click.command(cls=Act, help=_("Say how an open journal is locked."))
@click.pass_obj
def lock(session: Session) -> None:
    """Say how to lock."""
    said = _(
        "In the app press Ctrl+L; in the line mode choose Lock. Both lock by themselves when no key"
        " is touched, and a command of this kind leaves nothing open."
    )
    answer(session, lambda: {"locked": False, "how": said}, lambda: [said])
