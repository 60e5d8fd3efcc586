"""What the program does not protect from; no vault is needed."""

from __future__ import annotations

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session
from safejournal.i18n import _


@click.command(cls=Act, help=_("Say what this does not protect you from. Needs no vault."))
@click.pass_obj
def limits(session: Session) -> None:
    """Tell the limits."""
    from safejournal.wording.limits import limit_lines

    answer(
        session,
        lambda: {"limits": list(limit_lines())},
        lambda: folded(f"- {each}" for each in limit_lines()),
    )
