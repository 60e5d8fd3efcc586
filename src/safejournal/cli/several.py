"""One act on several records: tag, link. What a person writes is asked for, or read from `-`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safejournal.cli.input import read_words
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

_ids = click.argument("ids", metavar="ID…", nargs=-1, required=True)


@click.command(
    cls=Act,
    help=_(
        "Write a tag on records, or take it off them."
        "\n\nThe tag is asked for on the terminal; --words - reads it from standard input."
    ),
)
@_ids
@click.option("--off", is_flag=True, help=_("Take it off."))
@click.option("--words", "source", type=click.Choice(["-"]), help=_("Read the tag from `-`."))
@click.pass_obj
def tag(session: Session, ids: tuple[str, ...], *, off: bool, source: str | None) -> None:
    """Tag records."""
    words = _words(session, source)
    with session.vault() as vault:
        from safejournal.services import several

        records = _records(vault, ids)
        words = words if words is not None else session.ask_line(_("Tag: "))
        act = several.take_tag if off else several.add_tag
        _say_changed(session, act(vault, records, words))


@click.command(
    cls=Act,
    help=_(
        "Link records with another one, TO."
        "\n\n--words - reads from standard input what they have to do with it."
    ),
)
@click.argument("to", metavar="TO")
@_ids
@click.option("--words", "source", type=click.Choice(["-"]), help=_("Read the words from `-`."))
@click.pass_obj
def link(session: Session, to: str, ids: tuple[str, ...], source: str | None) -> None:
    """Link records."""
    words = "" if source is None and not session.asks else _words(session, source)
    with session.vault() as vault:
        from safejournal.services import journal, several

        target, records = journal.find_id(vault, to), _records(vault, ids)
        if words is None:
            words = session.ask_line(_("What it has to do with it (Enter for nothing): "))
        _say_changed(session, several.link(vault, records, target, words))


def _words(session: Session, source: str | None) -> str | None:
    """Return what stands on standard input, or None where a person is to be asked."""
    if source is not None:
        return read_words(session, source)
    if not session.asks:
        raise WrongUsage(_("Give --words - to read the words from standard input."))
    return None


def _records(vault: Vault, ids: tuple[str, ...]) -> list[str]:
    from safejournal.services import journal

    return [journal.find_id(vault, each) for each in ids]


def _say_changed(session: Session, count: int) -> None:
    def lines() -> list[str]:
        from safejournal.wording.filters import changed

        return [changed(count)]

    answer(session, lambda: {"changed": count}, lines)
