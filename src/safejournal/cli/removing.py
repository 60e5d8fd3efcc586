"""Taking a record out, bringing it back, destroying what it says."""

from __future__ import annotations

import click

from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import WrongUsage
from safejournal.i18n import _


@click.command(
    cls=Act,
    help=_(
        "Take a record out of the journal; its history stays, and --undo brings it back."
        "\n\n--erase destroys the content of all its versions, for good."
    ),
)
@click.argument("id_", metavar="ID")
@click.option("--erase", is_flag=True, help=_("Destroy the content of every version."))
@click.option("--undo", is_flag=True, help=_("Bring a removed record back."))
@yes
@click.pass_obj
def remove(session: Session, id_: str, *, erase: bool, undo: bool) -> None:
    """Remove a record."""
    if erase and undo:
        raise WrongUsage("What is erased cannot be brought back: give --erase or --undo.")
    with session.vault() as vault:
        from safejournal.services import journal
        from safejournal.wording.names import name_of

        found = journal.find_id(vault, id_)
        name = name_of(journal.show(vault, found))
        if undo:
            version = journal.bring_back(vault, found).version
            answer(session, lambda: {"id": found, "version": version}, lambda: [_("It is back.")])
        elif erase:
            tell(_("Copies in backups and in what was sent to others are out of reach."))
            session.confirm(_("Destroy all versions of “{name}” for good?").format(name=name))
            count = journal.erase(vault, found)
            answer(
                session,
                lambda: {"id": found, "erased_versions": count},
                lambda: [_("Erased: {n} versions.").format(n=count)],
            )
        else:
            session.confirm(_("Take “{name}” out of the journal?").format(name=name))
            version = journal.remove(vault, found).version
            answer(
                session,
                lambda: {"id": found, "version": version},
                lambda: [_("Removed. remove --undo {id} brings it back.").format(id=found[:8])],
            )
