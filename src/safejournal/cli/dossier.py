"""A chronology for a lawyer or an interview about asylum."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.printed import Chosen, ask, choosing, telling, wishes
from safejournal.cli.selecting import read_choice
from safejournal.cli.session import Session, tell
from safejournal.errors import ConfirmationNeeded, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.dossier import Dossier, Given, How
    from safejournal.services.opening import Vault
    from safejournal.services.sharing import Choice


@click.command(
    cls=Act,
    help=_(
        "Write chosen records as a chronology, for a lawyer or an interview about asylum: the three"
        " times of each, source and confidence, stretches without an entry, attachments with their"
        " digests, and the digests of the journal."
        "\n\nIt passes the same disclosure as an evidence bundle; --preview shows it field by"
        " field. Without --seal-to it lies in the clear."
    ),
)
@click.option("-o", "target", metavar="FILE", help=_("The new file."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf"]),
    help=_("Unless told, what the name of the new file ends in, or HTML."),
)
@click.option(
    "--seal-to",
    multiple=True,
    metavar="CONTACT|AGE1…",
    help=_("Seal it: the ordinary age program opens it with their key."),
)
@click.option("--for", "reader", metavar="CONTACT", help=_("Note that this contact was given it."))
@click.option(
    "--original",
    multiple=True,
    metavar="ID:ATTACHMENT",
    help=_("An attachment to be listed under its own name."),
)
@choosing
@click.pass_obj
def dossier(
    session: Session,
    /,
    target: str | None,
    form: str | None,
    seal_to: tuple[str, ...],
    reader: str | None,
    original: tuple[str, ...],
    **chosen: Any,  # noqa: ANN401 - click's own
) -> None:
    """Write a dossier, or show what would stand in it."""
    if not chosen["preview"] and target in (None, "", "-"):
        raise WrongUsage("-o names the file to write to, or --preview only shows.")
    if seal_to and reader:
        raise WrongUsage("--seal-to says for whom it is; --for is for what lies in the clear.")
    with session.vault() as vault:
        from safejournal.services import dossier as dossiers
        from safejournal.wording.papers import dossier_lines

        choice = _choice(vault, chosen, seal_to, reader, original)
        seen = dossiers.see(vault, choice)
        if chosen["preview"]:
            answer(session, lambda: _seen(vault, seen), lambda: dossier_lines(vault, seen))
            return
        path = _place(target or "", sealed=bool(seal_to))
        how = dossiers.How(form=form or _form_of(path), seal=bool(seal_to))
        confirmed = _confirm(session, vault, choice, how)
        ask(session, lambda: dossier_lines(vault, seen), _("Write this dossier?"))
        given = dossiers.write(
            vault, choice, how, path, telling(choice), confirmed=confirmed, force=chosen["force"]
        )
        _answer(session, given, how, path)


def _choice(
    vault: Vault,
    chosen: Chosen,
    seal_to: tuple[str, ...],
    reader: str | None,
    original: tuple[str, ...],
) -> Choice:
    keys = [each for each in seal_to if each.lower().startswith("age1")]
    contacts = [each for each in seal_to if each not in keys] + ([reader] if reader else [])
    wished = wishes(chosen, tier="evidence", to=contacts, recipients=keys, originals=original)
    return read_choice(vault, wished)


def _place(target: str, *, sealed: bool) -> Path:
    """Return where the file goes: what is sealed, into a folder under a name that tells nothing."""
    from safejournal.services.sharing import neutral_name

    path = Path(target)
    return path / neutral_name() if sealed and path.is_dir() else path


def _form_of(path: Path) -> str:
    return "pdf" if path.suffix.lower() == ".pdf" else "html"


def _confirm(session: Session, vault: Vault, choice: Choice, how: How) -> bool:
    """Ask about keys that nobody compared; tell whether the person agreed to every key."""
    if not how.seal or session.yes:
        return session.yes
    from safejournal.services import posting
    from safejournal.wording.errors import explain

    try:
        posting.address(vault, choice.contacts, choice.recipients, confirmed=False)
    except ConfirmationNeeded as needed:
        tell("! " + "\n".join(part for part in explain(needed) if part))
        session.confirm(_("Seal it to them all the same?"))
        return True
    return False


def _seen(vault: Vault, seen: Dossier) -> dict[str, Any]:
    from safejournal.cli.sharing_documents import preview_document
    from safejournal.services import sharing

    document = preview_document(seen.preview, sharing.readers(vault, seen.preview.choice))
    return document | {
        "entries": [each.record.id for each in seen.entries],
        "without_time": [each.record for each in seen.order.undated],
        "gaps": [
            {"from": each.first.isoformat(), "to": each.last.isoformat(), "days": each.days}
            for each in seen.order.gaps
        ],
        "attachments": [
            {"entry": each.entry, "name": each.name, "size": each.size, "sha256": each.sha256}
            for each in seen.files
        ],
        "chain": {"events": seen.events, "end": seen.end},
        "held": [
            {"number": each.number, "digest": each.digest, "receipt": each.arrived is not None}
            for each in seen.held
        ],
    }


def _answer(session: Session, given: Given, how: How, path: Path) -> None:
    from safejournal.cli.sharing_documents import sent_document
    from safejournal.wording.papers import given_line

    document = sent_document(given.sent) | {"format": how.form, "sealed": how.seal}
    if not session.json:
        if not how.seal:
            tell(_("What is written out lies in the clear: whoever finds the file can read it."))
        tell(given_line(given.sent.number))
    answer(session, lambda: document | {"file": str(path)}, lambda: [str(path)])
