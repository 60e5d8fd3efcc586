"""Who this vault is to others: what is handed over, and the words that are compared."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.input import read_words
from safejournal.cli.options import Act
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session, tell
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.identity import Shown
    from safejournal.services.opening import Vault


@click.command(
    cls=Act,
    short_help=_("Show your keys and the eight words."),
    help=_(
        "Show what to give to a contact: the QR code, the contact string, the age recipient, and"
        " the eight words to compare aloud. None of it is secret."
        "\n\n--called asks what you are called in what you send; with `-` it is read from standard"
        " input, so that no name stands in the command line."
    ),
)
@click.option(
    "--called",
    is_flag=False,
    flag_value="",
    metavar="[-]",
    help=_("Set what you are called in what you send: a pseudonym."),
)
@click.option("--typed", is_flag=True, help=_("Show the forty-two words that hold both keys."))
@click.option("--qr", "picture", metavar="FILE", help=_("Write the QR code: .svg or .png."))
@click.option("--no-qr", is_flag=True, help=_("Draw no QR code: for a screen reader."))
@click.option("--light", is_flag=True, help=_("Draw the QR code for a light terminal."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@click.pass_obj
def identity(
    session: Session,
    called: str | None,
    picture: str | None,
    *,
    typed: bool,
    no_qr: bool,
    light: bool,
    force: bool,
) -> None:
    """Show this vault's identity."""
    draw = _drawer(picture)
    name = _name(session, called)
    with session.vault() as vault:
        from safejournal.services import identity as services
        from safejournal.services.written_file import new_file

        if called is not None:
            if name is None:
                name = session.ask_line(_("What you are called in what you send: "))
            services.set_called(vault, name)
        shown = services.show(vault, i18n.language())
        if picture is not None and draw is not None:
            with new_file(Path(picture), force=force) as file:
                file.write(draw(shown.contact_string))
        answer(
            session,
            lambda: _document(vault, shown) | ({"qr": picture} if picture else {}),
            lambda: chain(() if no_qr else _drawing(shown, dark=not light), _lines(shown, typed)),
        )


def _drawer(picture: str | None) -> Any:  # noqa: ANN401 (a function of services, loaded later)
    """Return what draws such a file. Raises WrongUsage for another kind of picture."""
    if picture is None:
        return None
    kind = Path(picture).suffix.lower()
    if kind not in (".svg", ".png"):
        raise WrongUsage("The QR code is written as .svg or .png.")
    from safejournal.services import identity as services

    return services.qr_svg if kind == ".svg" else services.qr_png


def _name(session: Session, called: str | None) -> str | None:
    """Return the name that was given; None where it is to be asked for, or is not wanted."""
    if called is None:
        return None
    if called == "-":
        return read_words(session, "-")
    if called:
        raise WrongUsage("A name does not belong in the command line: give --called alone, or -.")
    if not session.asks:
        raise WrongUsage("Give --called - to read the name from standard input.")
    return None


def _document(vault: Vault, shown: Shown) -> dict[str, Any]:
    from safejournal.services import identity as services

    public = services.own_keys(vault).public
    return {
        "contact_string": shown.contact_string,
        "recipient": shown.recipient,
        "words": list(shown.words),
        "words_in": {
            language: list(services.compared_words(public, language)) for language in i18n.LANGUAGES
        },
        "typed": list(shown.typed),
        "ssh_key": shown.ssh_key,
        "author": shown.author,
        "practice": shown.practice,
        "called": shown.called,
    }


def _drawing(shown: Shown, *, dark: bool) -> Iterator[str]:
    from safejournal.services.identity import qr_drawing

    yield from qr_drawing(shown.contact_string, dark_terminal=dark).splitlines()
    yield ""


def _lines(shown: Shown, typed: bool) -> Iterator[str]:
    from safejournal.wording.correspondents import how_to_compare, numbered

    yield _("Contact string:")
    yield shown.contact_string
    yield _("For age alone:")
    yield shown.recipient
    if typed:
        yield _("The forty-two words, for who can only type:")
        yield from numbered(shown.typed)
    yield _("The eight words, to be compared aloud:")
    yield from numbered(shown.words)
    if sys.stdout.isatty():
        tell("\n".join(folded([how_to_compare()])))
    if shown.called:
        yield _("You are called “{name}” in what you send.").format(name=shown.called)
