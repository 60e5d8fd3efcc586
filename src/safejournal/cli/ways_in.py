"""Ways into the vault: passphrase and slots."""

from __future__ import annotations

import json

import click

from safejournal import i18n
from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.i18n import _

CHANGE = "safejournal.plain.ways_in:change_passphrase"


@click.group(cls=Acts, help=_("The passphrase."))
def passphrase() -> None:
    """Group the acts on the passphrase."""


@click.group(cls=Acts, help=_("The key slots: every way into the vault."))
def slot() -> None:
    """Group the acts on slots."""


@passphrase.command(
    cls=Act,
    help=_(
        "Put a new passphrase in the old one's place. From --passphrase-fd two lines are read: the"
        " present one and the new one."
    ),
)
@click.pass_obj
def change(session: Session) -> None:
    """Change the passphrase."""
    wipe(session.ask(CHANGE, told(session)))
    answer(
        session,
        lambda: {"changed": True},
        lambda: [
            _("The passphrase is changed."),
            _("The old one still opens every older copy of the vault, such as a backup."),
        ],
    )


@slot.command("list", cls=Act, help=_("List every way into the vault that it knows of."))
@click.pass_obj
def list_(session: Session) -> None:
    """List the ways in."""
    with session.vault() as vault:
        from safejournal.services import ways_in
        from safejournal.wording.ways_in import way_in

        found = ways_in.list_ways_in(vault)
        answer(
            session,
            lambda: {
                "slots": [
                    {"slot": way.slot, "kind": way.kind.name.lower(), "made": way.made}
                    for way in found
                ]
            },
            lambda: map(way_in, found),
        )


def told(session: Session, **more: object) -> bytes:
    """Return what the child is told, once there is a vault to be asked about."""
    session.refuse_missing()
    words = {
        "place": str(session.place),
        "keyfile": session.keyfile,
        "language": i18n.language(),
        "quiet": session.json,
    }
    return json.dumps(words | more).encode()


def wipe(answered: bytearray) -> None:
    """Overwrite what a child answered."""
    answered[:] = bytes(len(answered))
