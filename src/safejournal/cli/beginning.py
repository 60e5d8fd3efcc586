"""Making a vault."""

from __future__ import annotations

import json

import click

from safejournal import config, i18n
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.i18n import _

BEGIN = "safejournal.plain.beginning:begin"
"""The work of the child in which the passphrase is chosen."""

KEY_ANSWER = 33
"""Bytes of a child's answer that open the vault: the slot's number and the DEK."""

LEAST_MEMORY, MOST_MEMORY, MEMORY = 64, 2048, 256
"""MiB of memory that one guess at the passphrase costs: at least, at most, and unless told."""


@click.command(
    cls=Act,
    help=_(
        "Make a journal, where none stands."
        "\n\nA passphrase is proposed, and a recovery phrase shown once. --keyfile FILE makes the"
        " passphrase open only together with that file, which is made if it is not there."
    ),
)
@click.option(
    "--kdf-memory",
    type=click.IntRange(LEAST_MEMORY, MOST_MEMORY),
    default=MEMORY,
    show_default=True,
    metavar="MIB",
    help=_("Memory that every guess at the passphrase costs."),
)
@click.option("--no-recovery", is_flag=True, help=_("Make no recovery phrase."))
@click.pass_obj
def init(session: Session, kdf_memory: int, *, no_recovery: bool) -> None:
    """Make a vault."""
    from safejournal.services.beginning import refuse_taken

    refuse_taken(session.place)
    if not no_recovery:
        session.refuse_public_secrets()
    told = {
        "wish": {
            "place": str(session.place),
            "memory_mib": kdf_memory,
            "recovery": not no_recovery,
            "keyfile": session.keyfile,
        },
        "now": config.clock(session.today)().isoformat(),
        "language": i18n.language(),
        "guide": False,
        "quiet": session.json,
    }
    made = session.ask(BEGIN, json.dumps(told).encode())
    phrase = bytes(made[KEY_ANSWER:]).decode("ascii")
    made[:] = bytes(len(made))
    if not session.json:
        tell(_("The journal is made: {place}").format(place=session.place))
        if phrase:
            tell(_("Recovery phrase; write it down, it is shown this once:"))
    answer(
        session,
        lambda: {"vault": str(session.place), "recovery_phrase": phrase or None},
        lambda: [phrase] if phrase else [],
    )
