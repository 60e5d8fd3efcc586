"""What this machine gives and does not give."""

from __future__ import annotations

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.i18n import _


@click.command(
    cls=Act, help=_("Show versions, places and what is not protected here. Needs no passphrase.")
)
@click.option("--unlock", is_flag=True, help=_("Say too how old the last backup is."))
@click.pass_obj
def doctor(session: Session, *, unlock: bool) -> None:
    """Look at the machine and the place of the vault; into the vault only when told to."""
    from safejournal.services.doctor import examine
    from safejournal.wording.doctor import findings, not_protected

    if unlock:
        with session.vault() as vault:
            found = examine(session.place, vault)
    else:
        found = examine(session.place)
    answer(
        session,
        lambda: {
            "findings": [
                {
                    "matter": finding.matter.value,
                    "state": finding.state.value,
                    "value": finding.value,
                }
                for finding in found
            ],
            "not_protected": not_protected(),
        },
        lambda: findings(found),
    )
