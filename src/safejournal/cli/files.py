"""Files inside the vault: attach, detach, save."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer, progress_on_terminal
from safejournal.cli.session import Session, tell
from safejournal.errors import NotFound, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.records import Attachment
    from safejournal.domain.versions import Record

SHORTEST_PREFIX = 4
"""Hexadecimal digits of an attachment's id that may stand for all of it."""


@click.command(
    cls=Act, help=_("Copy a file into the vault beside a record. The file outside stays.")
)
@click.argument("id_", metavar="ID")
@click.argument("file")
@click.pass_obj
def attach(session: Session, id_: str, file: str) -> None:
    """Take a file into the vault."""
    with session.vault() as vault:
        from safejournal.services import attachments, journal

        record_id = journal.find_id(vault, id_)
        show = progress_on_terminal(_("Taking the file in …"))
        record = attachments.attach(vault, record_id, Path(file), progress=show)
        taken = (record.content.attachments if record.content else ())[-1]
        if not session.json:
            tell(_("The file outside is still there, in the clear."))
        answer(
            session,
            lambda: {"id": record.id, "version": record.version, "attachment": _document(taken)},
            lambda: [taken.id],
        )


@click.command(cls=Act, help=_("Take a file off a record. Earlier versions still hold it."))
@click.argument("id_", metavar="ID")
@click.argument("attachment")
@click.pass_obj
def detach(session: Session, id_: str, attachment: str) -> None:
    """Take a file off a record."""
    with session.vault() as vault:
        from safejournal.services import attachments, journal

        record = journal.show(vault, journal.find_id(vault, id_))
        found = find_attachment(record, attachment)
        changed = attachments.detach(vault, record.id, found.id)
        answer(
            session,
            lambda: {"id": changed.id, "version": changed.version},
            lambda: [_("Taken off; earlier versions still hold it.")],
        )


@click.command(
    cls=Act, help=_("Write a file out of the vault, in the clear. -o names the new file.")
)
@click.argument("id_", metavar="ID")
@click.argument("attachment")
@click.option("-o", "target", metavar="FILE|-", required=True, help=_("The new file."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@yes
@click.pass_obj
def save(session: Session, id_: str, attachment: str, target: str, *, force: bool) -> None:
    """Write a file out of the vault."""
    if target == "-" and session.json:
        raise WrongUsage("Standard output cannot hold both the file and the answer.")
    if target == "-" and sys.stdout.isatty():
        raise Refused("A file is not written to a terminal.")
    with session.vault() as vault:
        from safejournal.services import attachments, journal

        record = journal.show(vault, journal.find_id(vault, id_))
        found = find_attachment(record, attachment)
        tell(_("What is written out lies in the clear: whoever finds the file can read it."))
        if target == "-":
            for piece in attachments.pieces(vault, record.id, found.id):
                sys.stdout.buffer.write(piece)
            return
        show = progress_on_terminal(_("Writing the file …"))
        replace = force or session.yes
        attachments.save(vault, record.id, found.id, Path(target), force=replace, progress=show)
        answer(session, lambda: {"file": target, "attachment": _document(found)}, lambda: [target])


def find_attachment(record: Record, typed: str) -> Attachment:
    """Return the attachment whose id begins like this. Raises NotFound or Refused."""
    wanted = typed.strip().lower()
    held = record.content.attachments if record.content else ()
    found = [each for each in held if each.id.startswith(wanted)]
    if len(wanted) < SHORTEST_PREFIX or not found:
        raise NotFound("This record has no such attachment.")
    if len(found) > 1:
        raise Refused("Several attachments begin like this.", hint="Give more digits of the id.")
    return found[0]


def _document(attachment: Attachment) -> dict[str, object]:
    return {
        "id": attachment.id,
        "name": attachment.name,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "taken_in": attachment.taken_in,
    }
