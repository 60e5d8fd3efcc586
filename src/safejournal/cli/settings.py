"""What a person may set; it lies in the vault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.settings import Settings


@click.command(
    cls=Act,
    help=_("Show what is set, or set it: when it locks, how the app looks, which letters move."),
)
@click.option(
    "--lock-after",
    type=click.IntRange(min=0),
    metavar="MINUTES",
    help=_("Lock after so many minutes without a key; 0 for never."),
)
@click.option("--look", metavar="LOOK", help=_("How the app looks."))
@click.option(
    "--ends/--no-ends", default=None, help=_("In the app g and G lead to the ends of lists.")
)
@click.option("--own-keys", type=click.Choice(["none"]), help=_("All letters as they were."))
@click.pass_obj
def settings(
    session: Session,
    lock_after: int | None,
    look: str | None,
    own_keys: str | None,
    *,
    ends: bool | None,
) -> None:
    """Show or change settings."""
    with session.vault() as vault:
        from safejournal.services import settings as of_vault

        if lock_after is not None:
            of_vault.set_idle_minutes(vault, lock_after)
        if look is not None:
            of_vault.set_look(vault, look)
        if ends is not None:
            of_vault.set_letters_move(vault, ends)
        if own_keys is not None:
            of_vault.set_keys(vault, {})
        chosen = of_vault.read(vault)
        answer(session, lambda: _document(chosen), lambda: _lines(chosen))


def _document(chosen: Settings) -> dict[str, Any]:
    return {
        "lock_after": chosen.idle_minutes,
        "look": chosen.look or None,
        "ends": chosen.letters_move,
        "own_keys": dict(chosen.keys),
    }


def _lines(chosen: Settings) -> Iterator[str]:
    yield f"--lock-after {chosen.idle_minutes}"
    yield f"--look {chosen.look or 'dark'}"
    yield "--ends" if chosen.letters_move else "--no-ends"
    for act, key in chosen.keys.items():
        yield f"{key}: {act}"
