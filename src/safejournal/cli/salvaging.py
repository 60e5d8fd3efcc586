"""What can still be read of a damaged vault."""

from __future__ import annotations

from pathlib import Path

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.i18n import _


@click.command(
    cls=Act,
    help=_(
        "Write what can still be read of a damaged vault, or of a damaged backup COPY, into the new"
        " folder DIR, and list what is lost. The files lie there in clear, for anybody to read."
        "\n\n--head names a backup of the same vault, where its own head is lost. A whole backup is"
        " always better: restore."
    ),
)
@click.argument("copy", required=False)
@click.option("-o", "into", metavar="DIR", required=True, help=_("The folder; made anew."))
@click.option("--head", "head_of", metavar="FILE", help=_("A backup whose head opens it."))
@click.pass_obj
def salvage(session: Session, copy: str | None, into: str, head_of: str | None) -> None:
    """Salvage a vault."""
    from safejournal.cli.backups import stopped_by_ctrl_c, unlock_copy

    place = session.place if copy is None else Path(copy)
    opened = unlock_copy(session, place if head_of is None else Path(head_of))
    from safejournal.services import salvaging
    from safejournal.wording.salvaging import salvaged_lines

    with stopped_by_ctrl_c() as stop:
        done = salvaging.salvage(
            place, opened, Path(into), head_of=None if head_of is None else Path(head_of), stop=stop
        )
    tell(_("These files are not encrypted: {folder}").format(folder=into))
    answer(session, lambda: salvaging.document(done), lambda: salvaged_lines(done))
