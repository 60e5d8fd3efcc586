"""Ways into the vault: passphrase, recovery phrase, slots."""

from __future__ import annotations

import json

import click

from safejournal import config, i18n
from safejournal.cli.beginning import KEY_ANSWER
from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import Refused
from safejournal.i18n import _

CHANGE = "safejournal.plain.ways_in:change_passphrase"
NEW_RECOVERY = "safejournal.plain.ways_in:new_recovery"
TRY = "safejournal.plain.ways_in:try_way_in"


@click.group(cls=Acts, help=_("The passphrase."))
def passphrase() -> None:
    """Group the acts on the passphrase."""


@click.group(cls=Acts, help=_("The recovery phrase."))
def recovery() -> None:
    """Group the acts on the recovery phrase."""


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
    _wipe(session.ask(CHANGE, _told(session)))
    answer(
        session,
        lambda: {"changed": True},
        lambda: [
            _("The passphrase is changed."),
            _("The old one still opens every older copy of the vault, such as a backup."),
        ],
    )


@recovery.command(
    cls=Act, help=_("Make a new recovery phrase; the old one is revoked in the same step.")
)
@click.pass_obj
def new(session: Session) -> None:
    """Make a new recovery phrase."""
    session.refuse_public_secrets()
    made = session.ask(NEW_RECOVERY, _told(session))
    phrase = bytes(made[KEY_ANSWER:]).decode("ascii")
    _wipe(made)
    if not session.json:
        tell(_("The recovery phrase is new. The old one opens only older copies of the vault."))
    answer(session, lambda: {"recovery_phrase": phrase}, lambda: [phrase] if phrase else [])


@recovery.command(cls=Act, help=_("A drill: try whether the recovery phrase on your paper opens."))
@click.pass_obj
def test(session: Session) -> None:
    """Try the recovery phrase."""
    opened = session.ask(TRY, _told(session))
    number = opened[0]
    from safejournal.services import opening, ways_in

    with opening.open_vault(session.place, opened, config.clock(session.today)) as vault:
        kinds = {way.slot: way.kind for way in ways_in.list_ways_in(vault)}
    if kinds.get(number) is not ways_in.SlotKind.RECOVERY:
        raise Refused("That opens the journal, but it is not the recovery phrase.")
    answer(session, lambda: {"opens": True}, lambda: [_("The recovery phrase opens the journal.")])


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


def _told(session: Session) -> bytes:
    """Return what the child is told, once there is a vault to be asked about."""
    session.refuse_missing()
    told = {
        "place": str(session.place),
        "keyfile": session.keyfile,
        "language": i18n.language(),
        "quiet": session.json,
    }
    return json.dumps(told).encode()


def _wipe(answered: bytearray) -> None:
    answered[:] = bytes(len(answered))
