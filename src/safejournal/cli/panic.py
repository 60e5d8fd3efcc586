"""Ending everything at once, and what was set up for the worst."""

from __future__ import annotations

import sys
import time
from typing import Any

import click

from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import WrongUsage
from safejournal.i18n import _

COUNTDOWN, LONGEST = 5, 60
"""As in `services.destroying`, which is not loaded before everything has ended."""


@click.command(
    cls=Act,
    help=_(
        "End every running instance of the program within one second, without a passphrase and"
        " without a question. What is being typed is kept as far as there is time."
        "\n\n--destroy-keys also destroys the head of the vault, for good, if --set-up allowed that"
        " before; the countdown can be stopped with Ctrl+C."
    ),
)
@click.option("--destroy-keys", is_flag=True, help=_("Destroy the keys, as it was set up."))
@click.option("--set-up", is_flag=True, help=_("Allow --destroy-keys; says first what remains."))
@click.option("--call-off", is_flag=True, help=_("Allow it no longer."))
@click.option(
    "--countdown",
    type=click.IntRange(0, LONGEST),
    default=COUNTDOWN,
    show_default=True,
    metavar="SECONDS",
    help=_("With --set-up: time to stop it."),
)
@yes
@click.pass_obj
def panic(
    session: Session, countdown: int, *, destroy_keys: bool, set_up: bool, call_off: bool
) -> None:
    """End everything."""
    if destroy_keys + set_up + call_off > 1:
        raise WrongUsage("Give one of --destroy-keys, --set-up and --call-off.")
    if set_up:
        _set_up(session, countdown)
    elif call_off:
        _call_off(session)
    else:
        _end_all(session, destroy=destroy_keys)


def _end_all(session: Session, *, destroy: bool) -> None:
    from safejournal.services.panic import end_all

    begun = time.monotonic()
    ended = end_all()
    took = time.monotonic() - begun
    told: dict[str, Any] = {"ended": ended, "seconds": round(took, 3)}
    if destroy:
        _destroy(session)
        told["destroyed"] = True
    answer(session, lambda: told, lambda: [_("Ended: {n}.").format(n=ended)])


def _destroy(session: Session) -> None:
    from safejournal.services import destroying

    seconds = destroying.countdown(session.place)
    session.confirm(_("Destroy the keys of this vault for good?"))
    for left in range(seconds, 0, -1):
        if sys.stderr.isatty():
            tell(_("The keys are destroyed in {n} … Ctrl+C stops.").format(n=left))
        time.sleep(1)
    destroying.destroy(session.place)
    tell(_("The keys are destroyed. Nothing in this folder opens the journal any more."))


def _set_up(session: Session, countdown: int) -> None:
    with session.vault() as vault:
        from safejournal.services import destroying, ways_back
        from safejournal.wording.panic import what_remains

        tell("\n".join(what_remains(ways_back.ways_back(vault))))
        session.confirm(_("Allow the keys to be destroyed without a passphrase?"))
        destroying.set_up(vault, countdown)
    answer(
        session,
        lambda: {"set_up": True, "countdown": countdown},
        lambda: [_("Set up. panic --destroy-keys destroys them; panic --call-off ends this.")],
    )


def _call_off(session: Session) -> None:
    session.refuse_missing()
    from safejournal.services import destroying

    destroying.call_off(session.place)
    answer(session, lambda: {"set_up": False}, lambda: [_("The keys can no longer be destroyed.")])
