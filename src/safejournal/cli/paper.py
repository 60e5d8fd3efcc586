"""Cards and emergency sheets on paper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.printed import Chosen, ask, choosing, telling, wishes
from safejournal.cli.selecting import read_choice
from safejournal.cli.session import Session, tell
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.opening import Vault
    from safejournal.services.paper import Given, Seen

FORMS = ["text", "html", "pdf"]


@click.group(
    cls=Acts,
    help=_(
        "One printed page for a contact who has only a telephone, or nothing."
        "\n\nThe same may stand on it as in a bundle of that tier. It lies in the clear, has a"
        " number, and it is noted who was given it. `text` is the version to copy by hand."
    ),
)
def paper() -> None:
    """Group the papers."""


def _printed(command: Any) -> Any:  # noqa: ANN401 - click's decorators
    command = click.option("-o", "target", metavar="FILE|-", default="-", help=_("The new file."))(
        command
    )
    command = click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        help=_("Unless told, what the name of the new file ends in, or text."),
    )(command)
    return click.argument("contact", metavar="CONTACT")(choosing(command))


@paper.command(
    cls=Act,
    help=_(
        "Print a check-in card: the times of the one trip that lies ahead, and this contact's"
        " steps. --select names another trip."
    ),
)
@_printed
@click.pass_obj
def card(session: Session, /, contact: str, form: str | None, target: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print a card."""
    _print(session, contact, "card", (form, target), chosen)


@paper.command(
    cls=Act,
    help=_(
        "Print an emergency sheet: also the way, the lawyer, papers and references that were"
        " selected, what you ask of this contact, and the question that only you two can answer."
    ),
)
@_printed
@click.pass_obj
def emergency(
    session: Session,
    /,
    contact: str,
    form: str | None,
    target: str,
    **chosen: Any,  # noqa: ANN401 - click's own
) -> None:
    """Print an emergency sheet."""
    _print(session, contact, "emergency", (form, target), chosen)


def _print(
    session: Session, contact: str, tier: str, to: tuple[str | None, str], chosen: Chosen
) -> None:
    from safejournal.cli.printing import form_of

    target = to[1]
    form = "text" if chosen["preview"] else form_of(session, *to)
    with session.vault() as vault:
        from safejournal.services import paper as papers
        from safejournal.wording.papers import cost_lines, paper_lines

        choice = read_choice(vault, wishes(chosen, tier=tier, to=[contact]))
        seen = papers.see(vault, choice, telling(choice))
        if chosen["preview"]:
            answer(session, lambda: _seen(vault, seen), lambda: paper_lines(vault, seen))
            return
        confirmed = _confirm_never(session, vault, seen)
        ask(session, lambda: paper_lines(vault, seen), _("Make this paper?"))
        path = None if target == "-" else Path(target)
        given = papers.print_out(
            vault, choice, form, path, telling(choice), confirmed=confirmed, force=chosen["force"]
        )
        if not session.json and session.yes | (not session.asks):
            tell("\n".join(cost_lines(choice.language)))
        _answer(session, given, form, path)


def _confirm_never(session: Session, vault: Vault, seen: Seen) -> bool:
    """Ask about a contact who is marked as never to be contacted; tell whether it was agreed."""
    from safejournal.services import sharing

    if any(each.never_contact for each in sharing.readers(vault, seen.preview.choice)):
        session.confirm(_("This contact is marked as never to be contacted. Go on?"))
        return True
    return session.yes


def _seen(vault: Vault, seen: Seen) -> dict[str, Any]:
    from safejournal.cli.sharing_documents import preview_document
    from safejournal.services import folio, paper, sharing

    readers = sharing.readers(vault, seen.preview.choice)
    return preview_document(seen.preview, readers) | {
        "page": folio.as_text(seen.page),
        "cost": paper.cost(seen.preview.choice.language),
    }


def _answer(session: Session, given: Given, form: str, path: Path | None) -> None:
    from safejournal.cli.sharing_documents import sent_document
    from safejournal.wording.papers import given_line

    document = sent_document(given.sent) | {"format": form}
    if path is not None:
        answer(session, lambda: document | {"file": str(path)}, lambda: [str(path)])
    elif session.json:
        answer(session, lambda: document | {"content": given.content.decode()}, list)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(given.content)
    if not session.json:
        tell(given_line(given.sent.number))
