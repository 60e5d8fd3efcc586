"""Writing records down and changing them: add, edit."""

from __future__ import annotations

import click

from safejournal.cli import daily
from safejournal.cli.daily import compose, document_from, say_kept
from safejournal.cli.options import KINDS, Act
from safejournal.cli.session import Session
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.i18n import _


@click.command(
    cls=Act,
    help=_(
        "Write one record, from JSON or, on a terminal, by questions."
        "\n\nKIND is note, incident, threat, contact, trip, document, legal, checkin or"
        " checklist_run. FILE holds its JSON; `-` is standard input."
    ),
)
@click.argument("kind", type=KINDS, metavar="KIND")
@click.argument("file", required=False)
@click.pass_obj
def add(session: Session, kind: str, file: str | None) -> None:
    """Write a new record."""
    daily.add(session, Kind(kind), file)


@click.command(
    cls=Act,
    help=_(
        "Change a record: a new version is sealed, and the old one stays in its history."
        "\n\nFILE holds the whole record as JSON, as `show --json` gives it; `-` is standard input."
        " On a terminal each question stands beside the present answer."
    ),
)
@click.argument("id_", metavar="ID")
@click.argument("file", required=False)
@click.pass_obj
def edit(session: Session, id_: str, file: str | None) -> None:
    """Write a new version of a record."""
    document = document_from(session, file)
    with session.vault() as vault:
        from safejournal.services import documents, journal

        record = journal.show(vault, journal.find_id(vault, id_))
        if record.content is None:
            raise Refused(
                "This record has been removed.", hint="Bring it back first: remove --undo ID"
            )
        if document is None:
            say_kept(session, vault, compose(session, vault, record.kind, record))
            return
        content = documents.read_revision(record, document)
        kept = journal.revise(vault, record.id, content, base=record.version)
        say_kept(session, vault, kept)
