"""Every way into the vault: added, revoked, tried; and a new key for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safejournal import config
from safejournal.cli.beginning import KEY_ANSWER
from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.cli.ways_in import slot, told, wipe
from safejournal.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safejournal.services.ways_in import WayIn

ADD = "safejournal.plain.slots:add"
REKEY = "safejournal.plain.slots:rekey"
TRY = "safejournal.plain.ways_in:try_way_in"

__all__ = ["rekey", "slot"]


@slot.command(
    cls=Act,
    help=_(
        "Let another passphrase open the vault too; with --new-keyfile only together with that"
        " file, which is made if it is not there. From --passphrase-fd two lines are read: what"
        " opens the vault now, and the new passphrase. passphrase change replaces all of them."
    ),
)
@click.option("--new-keyfile", metavar="FILE", help=_("A keyfile for the new way in."))
@click.pass_obj
def add(session: Session, new_keyfile: str | None) -> None:
    """Add a way in."""
    made = session.ask(ADD, told(session, new_keyfile=new_keyfile))
    number = made[KEY_ANSWER]
    wipe(made)
    answer(
        session,
        lambda: {"slot": number},
        lambda: [_("Slot {n} opens the vault too.").format(n=number)],
    )


@slot.command(
    cls=Act,
    help=_(
        "Take a way in away, for good. The one that opens the vault now cannot be revoked, so that"
        " one is always left."
    ),
)
@click.argument("number", type=click.IntRange(0, 7))
@yes
@click.pass_obj
def revoke(session: Session, number: int) -> None:
    """Revoke a way in."""
    opened = session.ask(TRY, told(session))
    opened_by = opened[0]
    from safejournal.services import opening, slots
    from safejournal.wording.ways_in import way_in

    with opening.open_vault(session.place, opened, config.clock(session.today)) as vault:
        way = slots.find(vault, number, opened_by)
        session.confirm(_("Take this way in away? {way}").format(way=way_in(way)))
        slots.revoke(vault, number, opened_by)
    answer(session, lambda: {"revoked": number}, lambda: _revoked(way))


def _revoked(way: WayIn) -> Iterator[str]:
    from safejournal.wording.ways_in import way_in

    yield _("It opens the vault no more: {way}").format(way=way_in(way))
    yield _("Older copies of the vault, such as backups, keep it. rekey gives the vault a new key.")


@slot.command(cls=Act, help=_("A drill: try which way in opens with what you type."))
@click.pass_obj
def test(session: Session) -> None:
    """Try a way in."""
    opened = session.ask(TRY, told(session))
    number = opened[0]
    from safejournal.services import opening, ways_in
    from safejournal.wording.ways_in import way_in

    with opening.open_vault(session.place, opened, config.clock(session.today)) as vault:
        found = next(way for way in ways_in.list_ways_in(vault) if way.slot == number)
    answer(
        session,
        lambda: {"slot": number, "kind": found.kind.name.lower()},
        lambda: [_("It opens: {way}").format(way=way_in(found))],
    )


@click.command(
    cls=Act,
    help=_(
        "Give the vault a new key: everything is written anew under it. The passphrase stays; a new"
        " recovery phrase is shown; every other way in ends, and copies of the head that were made"
        " before open nothing that is written from now on."
    ),
)
@yes
@click.pass_obj
def rekey(session: Session) -> None:
    """Give the vault a new key."""
    session.refuse_public_secrets()
    session.refuse_missing()
    session.confirm(
        _("Write everything anew under a new key? Recovery sheets and further ways in end.")
    )
    made = session.ask(REKEY, told(session))
    phrase = bytes(made[KEY_ANSWER:]).decode("ascii")
    from safejournal.services import opening, ways_back
    from safejournal.wording.ways_back import left_behind

    key = made[:KEY_ANSWER]
    wipe(made)
    with opening.open_vault(session.place, key, config.clock(session.today)) as vault:
        others = ways_back.ways_back(vault)
    if not session.json:
        tell(_("Everything is written anew under a new key."))
        tell("\n".join(left_behind(others)))
    answer(session, lambda: {"recovery_phrase": phrase}, lambda: [phrase] if phrase else [])
