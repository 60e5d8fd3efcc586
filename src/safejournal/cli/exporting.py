"""Giving something away: seen first, field by field, then written and noted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer, folded, progress_on_terminal
from safejournal.cli.selecting import Wishes, read_choice
from safejournal.cli.session import Session, tell
from safejournal.cli.sharing_documents import preview_document, sent_document
from safejournal.errors import ConfirmationNeeded, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.opening import Vault
    from safejournal.services.sharing import Choice, Preview, ReaderSeen, Sent

TIERS = click.Choice(["card", "emergency", "evidence"])


@click.command(
    cls=Act,
    help=_(
        "Write a sealed bundle for contacts. Before anything is written it is shown what would"
        " leave and what stays."
        "\n\nWithout --select nothing leaves but the card data of the one trip that lies ahead."
        " --select all means all that the tier allows but for what is confidential; --select ID a"
        " record; --select ID:FIELD one field of it, named as in its JSON. What is confidential"
        " leaves only where its record is selected by its ID."
    ),
)
@click.option("--to", multiple=True, metavar="CONTACT", help=_("For this contact."))
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="AGE1…",
    help=_("For an age key, as to an unknown person."),
)
@click.option(
    "--tier", type=TIERS, default="card", show_default=True, help=_("How much it may hold.")
)
@click.option("--select", multiple=True, metavar="ID|ID:FIELD|all", help=_("What is to leave."))
@click.option("--keep-back", multiple=True, metavar="ID:FIELD", help=_("What is to stay."))
@click.option("--by-name", multiple=True, metavar="CONTACT", help=_("Who may go by their name."))
@click.option(
    "--as-written",
    multiple=True,
    metavar="ID:FIELD",
    help=_("A text in which the names of other people stay."),
)
@click.option(
    "--original",
    "originals",
    multiple=True,
    metavar="ID:ATTACHMENT",
    help=_("A file to leave in its original form, with the metadata that it holds."),
)
@click.option(
    "--pages",
    "language",
    type=click.Choice(i18n.LANGUAGES),
    default=i18n.language,
    help=_("The language of its pages."),
)
@click.option(
    "--by-passphrase",
    is_flag=True,
    help=_("The last resort: six words open it, told by voice. For who can have no key."),
)
@click.option("--preview", is_flag=True, help=_("Only show what would leave; write nothing."))
@click.option("-o", "target", metavar="FILE|-", help=_("The new file, or a folder to put it in."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@yes
@click.pass_obj
def export(
    session: Session,
    /,
    target: str | None,
    *,
    by_passphrase: bool,
    preview: bool,
    force: bool,
    **wished: Any,  # noqa: ANN401 (the options that Wishes names)
) -> None:
    """Write a bundle, or show what it would hold."""
    wishes = Wishes(**wished)
    if by_passphrase == bool(wishes.to or wishes.recipients):
        raise WrongUsage(
            "Say for whom: --to CONTACT or --recipient AGE1…, or else --by-passphrase."
        )
    if not preview and not target:
        raise WrongUsage("-o names the file or folder to write to, or --preview only shows.")
    if target == "-" and (session.json or by_passphrase):
        raise WrongUsage(_("Standard output takes the bundle alone: leave out the rest."))
    with session.vault() as vault:
        from safejournal.services import sharing

        choice = read_choice(vault, wishes)
        readers = sharing.readers(vault, choice)
        seen = sharing.preview(vault, choice)
        if preview:
            _show(session, vault, seen, readers)
        elif target == "-":
            _through(session, vault, choice, seen, readers)
        else:
            _refuse_hidden_secret(session, vault, by_passphrase=by_passphrase)
            path = _place(vault, target or "", force=force)
            confirmed = _confirm(session, vault, choice, seen, readers)
            write = _by_passphrase if by_passphrase else partial(_to_keys, confirmed=confirmed)
            write(session, vault, choice, path, force=force)


def _show(session: Session, vault: Vault, seen: Preview, readers: Sequence[ReaderSeen]) -> None:
    from safejournal.wording.preview import preview_lines

    answer(
        session,
        lambda: preview_document(seen, readers),
        lambda: folded(preview_lines(vault, seen, readers)),
    )


def _to_keys(
    session: Session, vault: Vault, choice: Choice, path: Path, *, force: bool, confirmed: bool
) -> None:
    from safejournal.services import sharing

    written = sharing.export(
        vault,
        choice,
        path,
        _telling(choice),
        confirmed=confirmed,
        force=force,
        watch=progress_on_terminal(_("Writing …")),
    )
    answer(
        session,
        lambda: sent_document(written) | {"file": str(path), "size": path.stat().st_size},
        lambda: _written_lines(path, written),
    )


def _through(
    session: Session, vault: Vault, choice: Choice, seen: Preview, readers: Sequence[ReaderSeen]
) -> None:
    """Write it to standard output, which must lead to a file or a program."""
    from safejournal.services import sharing

    if sys.stdout.isatty():
        raise Refused("A sealed bundle is nothing for a terminal.", hint="Name a file with -o.")
    confirmed = _confirm(session, vault, choice, seen, readers)
    told = _telling(choice)
    done = sharing.export_through(vault, choice, sys.stdout.buffer, told, confirmed=confirmed)
    tell(_("Number {n}. It is noted who was given what: sent.").format(n=done.number))


def _telling(choice: Choice) -> Any:  # noqa: ANN401 (wording is loaded only here)
    from safejournal.wording.telling import Told

    return Told(choice.language)


def _place(vault: Vault, target: str, *, force: bool) -> Path:
    """Return where the file goes: in a folder, under a name that says nothing of it."""
    from safejournal.services import written_file
    from safejournal.services.sharing import neutral_name

    path = Path(target)
    if path.is_dir():
        path /= neutral_name()
    written_file.refuse_inside(vault.place, path)
    written_file.refuse_standing(path, force=force)
    return path


def _confirm(
    session: Session, vault: Vault, choice: Choice, seen: Preview, readers: Sequence[ReaderSeen]
) -> bool:
    """Show the person what is about to leave and ask; tell whether they agreed to every key.

    A key whose words were never compared needs a yes of its own.
    """
    from safejournal.services import posting
    from safejournal.wording.errors import explain
    from safejournal.wording.preview import preview_lines

    shows = session.asks and not session.yes
    if shows:
        tell("\n".join(folded(preview_lines(vault, seen, readers))))
    agreed = session.yes
    try:
        if readers:
            posting.address(vault, choice.contacts, choice.recipients, confirmed=agreed)
    except ConfirmationNeeded as needed:
        tell("! " + "\n".join(part for part in explain(needed) if part))
        session.confirm(_("Seal it to them all the same?"))
        agreed = True
    if shows and seen.leaving:
        session.confirm(_("Write this bundle?"))
    return agreed


def _refuse_hidden_secret(session: Session, vault: Vault, *, by_passphrase: bool) -> None:
    """Raise Refused where nobody would see the six words: they never land in a file or a pipe."""
    if by_passphrase and not sys.stderr.isatty() and not (vault.practice and session.json):
        raise Refused("The six words are shown on a terminal only.", hint="Nothing was written.")


def _by_passphrase(
    session: Session, vault: Vault, choice: Choice, path: Path, *, force: bool
) -> None:
    from safejournal.services import sharing

    tell(_("Sealing takes some seconds and up to 1 GiB of memory …"))
    made = sharing.export_by_passphrase(vault, choice, path, _telling(choice), force=force)
    shown = vault.practice and session.json
    if not shown:
        tell(_("Tell these six words by voice; they are shown this once and kept nowhere:"))
        tell(made.passphrase)
    tell(_("Whoever opens it needs {n} MiB of free memory.").format(n=made.memory_mib))
    answer(
        session,
        lambda: (
            sent_document(made.sent)
            | {"file": str(path), "size": path.stat().st_size, "memory_mib": made.memory_mib}
            | ({"passphrase": made.passphrase} if shown else {})
        ),
        lambda: _written_lines(path, made.sent),
    )


def _written_lines(path: Path, written: Sent) -> Iterator[str]:
    yield str(path)
    if sys.stderr.isatty():
        tell(_("Number {n}. It is noted who was given what: sent.").format(n=written.number))
