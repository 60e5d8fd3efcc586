"""Writing records down and changing them: add, edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safejournal.cli.input import read_document
from safejournal.cli.options import KINDS, Act
from safejournal.cli.output import write_json, write_lines
from safejournal.cli.session import Session, tell
from safejournal.domain.words import Kind
from safejournal.errors import Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.versions import Record
    from safejournal.services.opening import Vault

_SOURCE = _("Give FILE, or - for standard input; on a terminal alone questions are asked.")


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
    document = _document(session, file)
    with session.vault() as vault:
        from safejournal.services import documents, journal

        if document is None:
            record = _compose(session, vault, Kind(kind), None)
        else:
            record = journal.record(vault, documents.read_new(Kind(kind), document))
        _answer(session, vault, record)


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
    document = _document(session, file)
    with session.vault() as vault:
        from safejournal.services import documents, journal

        record = journal.show(vault, journal.find_id(vault, id_))
        if record.content is None:
            raise Refused(
                "This record has been removed.", hint="Bring it back first: remove --undo ID"
            )
        if document is None:
            _answer(session, vault, _compose(session, vault, record.kind, record))
            return
        content = documents.read_revision(record, document)
        kept = journal.revise(vault, record.id, content, base=record.version)
        _answer(session, vault, kept)


def _document(session: Session, source: str | None) -> bytes | None:
    """Return the document, read before anything is unlocked; None when questions shall be asked."""
    if source is not None:
        return read_document(session, source)
    if not session.asks:
        raise WrongUsage(_SOURCE)
    return None


def _compose(session: Session, vault: Vault, kind: Kind, before: Record | None) -> Record | None:
    """Ask the questions of a record; who stops them is told that nothing typed is lost."""
    try:
        return session.doors.compose(vault, kind, before)
    except (KeyboardInterrupt, click.Abort):
        tell(_("What you typed waits as a draft: drafts list"))
        raise


def _answer(session: Session, vault: Vault, record: Record | None) -> None:
    if record is None:
        raise Refused("Nothing was kept.", hint="What you began may wait as a draft: drafts list")
    if session.json:
        write_json({"id": record.id, "version": record.version})
        return
    tell(_("Kept."))
    write_lines([record.id])
    if record.kind is Kind.LEGAL:
        _warn(vault, record)


def _warn(vault: Vault, record: Record) -> None:
    """Say what a warrant, a case or a notice changes for the trips that are planned."""
    from safejournal.services.alerts import alert
    from safejournal.wording.alerts import alert_lines

    found = alert(vault, record.id)
    if found is not None:
        tell("\n".join(alert_lines(found)))
