"""Who was given what, since when, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session
from safejournal.domain.words import Kind
from safejournal.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safejournal.services.opening import Vault
    from safejournal.services.sent import Sent


@click.command(
    cls=Act,
    short_help=_("Show who was given what."),
    help=_("Show who was given what and when, and what came back. ID is a contact or a record."),
)
@click.argument("id_", metavar="[ID]", required=False)
@click.pass_obj
def sent(session: Session, id_: str | None) -> None:
    """Show what was given away."""
    with session.vault() as vault:
        found = _found(vault, id_)
        answer(session, lambda: _document(found), lambda: folded(_lines(vault, found)))


def _found(vault: Vault, id_: str | None) -> list[Sent]:
    from safejournal.services import journal
    from safejournal.services import sent as services

    if id_ is None:
        return services.sent(vault)
    record = journal.show(vault, journal.find_id(vault, id_))
    with_it = services.sent_with(vault, record.id)
    if record.kind is not Kind.CONTACT:
        return with_it
    to_them = services.sent_to(vault, record.id)
    known = {each.bundle for each in to_them}
    return [*to_them, *(each for each in with_it if each.bundle not in known)]


def _document(found: list[Sent]) -> dict[str, Any]:
    from safejournal.cli.sharing_documents import sent_document

    return {"sent": [sent_document(each) for each in found]}


def _lines(vault: Vault, found: list[Sent]) -> Iterator[str]:
    from safejournal.services import journal
    from safejournal.wording.rows import marked_name
    from safejournal.wording.sent import sent_lines

    wanted = {reader.contact for each in found for reader in each.readers if reader.contact}
    wanted |= {record.record for each in found for record in each.records}
    known = journal.show_all(vault, sorted(wanted))
    names = {one: marked_name(each, vault) for one, each in known.items()}
    for each in found:
        yield from sent_lines(each, names, vault.clock())
