"""Border mode: a contact holds the only way back."""

from __future__ import annotations

from pathlib import Path

import click

from safejournal.cli.input import read_words
from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.cli.ways_in import told, wipe
from safejournal.errors import WrongUsage
from safejournal.i18n import _

RETURN = "safejournal.plain.bordering:come_back"


@click.group(cls=Acts, help=_("Border mode: only a contact can give the way back."))
def border() -> None:
    """Group the acts of border mode."""


@border.command(
    cls=Act,
    help=_(
        "First: --to CONTACT -o FILE seals ten words to the contact's key; they open the file with"
        " age alone and tell you two words from it. Nothing is taken away yet."
        "\n\nThen: --confirmed asks for those two words (`-` reads them from standard input), and"
        " leaves the contact's ten words as the only way in: passphrases, recovery phrase and"
        " sheets end, the journal and the backups in reach are written anew. docs/border.md"
    ),
)
@click.option("--to", metavar="CONTACT", help=_("Who is to hold the way back."))
@click.option("-o", "file", metavar="FILE", help=_("The file for the contact."))
@click.option("--confirmed", is_flag=True, help=_("The contact has told the two words."))
@click.argument("source", required=False, metavar="[-]", type=click.Choice(["-"]))
@click.option("--force", is_flag=True, help=_("Replace a file that stands there."))
@yes
@click.pass_obj
def arm(
    session: Session,
    to: str | None,
    file: str | None,
    source: str | None,
    *,
    confirmed: bool,
    force: bool,
) -> None:
    """Prepare the way back, or leave it as the only one."""
    if confirmed == bool(to) or (to is not None and file is None):
        raise WrongUsage("Give --to CONTACT and -o FILE; or, later, --confirmed.")
    if confirmed:
        _arm(session, source)
    else:
        _prepare(session, str(to), Path(str(file)), force=force)


def _prepare(session: Session, to: str, file: Path, *, force: bool) -> None:
    with session.vault() as vault:
        from safejournal.services import bordering, correspondents, journal
        from safejournal.wording.bordering import for_the_contact, prepared_lines

        contact = journal.find_id(vault, to)
        key = correspondents.key_of(vault, contact)
        if key is not None and key.compared is None:
            session.confirm(_("The words of this key were never compared. Seal it all the same?"))
        done = bordering.prepare(vault, contact, file, for_the_contact(), force=force)
    answer(
        session,
        lambda: {"file": done.file, "contact": done.contact, "armed": False},
        lambda: prepared_lines(done),
    )


def _arm(session: Session, source: str | None) -> None:
    words = None if source is None else read_words(session, source)
    with session.vault() as vault:
        from safejournal.services import bordering
        from safejournal.wording.bordering import armed_lines, before_arming
        from safejournal.wording.ways_back import way_back

        if words is None:
            words = session.ask_line(_("The two words that the contact told you: "))
        ways = bordering.check(vault, words)
        tell("\n".join(before_arming(ways)))
        session.confirm(_("Take every way in away but the contact's words?"))
        done = bordering.arm(vault, words)
    answer(
        session,
        lambda: {
            "armed": not done.in_reach,
            "in_reach": [way_back(way) for way in done.in_reach],
            "out_of_reach": [way_back(way) for way in done.out_of_reach],
        },
        lambda: armed_lines(done),
    )


@border.command(
    "return",
    cls=Act,
    help=_(
        "Open the journal with the ten words from the contact, and choose a new passphrase. From"
        " --passphrase-fd two lines are read. The ten words open nothing afterwards."
    ),
)
@click.pass_obj
def return_(session: Session) -> None:
    """Come back."""
    wipe(session.ask(RETURN, told(session)))
    answer(
        session,
        lambda: {"returned": True},
        lambda: [
            _("The new passphrase opens the journal; the contact's words no longer do."),
            _("Make a recovery phrase (recovery new) and a backup now: older ones open nothing."),
        ],
    )
