"""Taking a record out, bringing it back, destroying what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


@click.command(
    cls=Act,
    help=_(
        "Take a record out of the journal; its history stays, and --undo brings it back."
        "\n\n--erase destroys the content of all its versions, for good."
    ),
)
@click.argument("id_", metavar="ID")
@click.option("--erase", is_flag=True, help=_("Destroy the content of every version."))
@click.option(
    "--remake-backups", is_flag=True, help=_("With --erase: write the backups in reach anew.")
)
@click.option("--undo", is_flag=True, help=_("Bring a removed record back."))
@yes
@click.pass_obj
def remove(session: Session, id_: str, *, erase: bool, undo: bool, remake_backups: bool) -> None:
    """Remove a record."""
    if remake_backups and not erase:
        raise WrongUsage("--remake-backups belongs to --erase.")
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
            _erase(session, vault, found, name, remake=remake_backups)
        else:
            session.confirm(_("Take “{name}” out of the journal?").format(name=name))
            version = journal.remove(vault, found).version
            answer(
                session,
                lambda: {"id": found, "version": version},
                lambda: [_("Removed. remove --undo {id} brings it back.").format(id=found[:8])],
            )


def _erase(session: Session, vault: Vault, found: str, name: str, *, remake: bool) -> None:
    """Count what else holds it, ask, destroy, and make the backups in reach anew if wanted."""
    from safejournal.services import backups, journal, ways_back
    from safejournal.wording.ways_back import copies_of_it

    others = ways_back.ways_back_to(vault, found)
    tell("\n".join(copies_of_it(others)))
    session.confirm(_("Destroy all versions of “{name}” for good?").format(name=name))
    count = journal.erase(vault, found)
    in_reach = any(each.sort is ways_back.Sort.BACKUP and each.there for each in others)
    if in_reach and not remake and session.asks:
        remake = session.agrees(_("Write the backups in reach anew, without it?"))
    made = backups.remake(vault) if remake else []
    answer(
        session,
        lambda: {
            "id": found,
            "erased_versions": count,
            "remade_backups": [done.backup.file for done in made],
        },
        lambda: [
            _("Erased: {n} versions.").format(n=count),
            *(_("Written anew: {file}").format(file=done.backup.file) for done in made),
        ],
    )
