"""Finding a record by what somebody remembers of it."""

from __future__ import annotations

import click

from safejournal.cli import daily
from safejournal.cli.options import KINDS, Act
from safejournal.cli.session import Session
from safejournal.domain.words import Kind
from safejournal.i18n import _


@click.command(
    cls=Act,
    help=_(
        "Find records in which every word begins a word, the best first."
        "\n\nWithout WORDS they are asked for, and `-` reads them from standard input: what stands"
        " in the command line stands in the shell's history too."
    ),
)
@click.argument("words", nargs=-1)
@click.option("--kind", type=KINDS, help=_("Only this kind of record."))
@click.option("--inside", is_flag=True, help=_("Also in the middle of words; slower."))
@click.option("--limit", type=click.IntRange(min=1), default=daily.MOST, help=_("At most so many."))
@click.pass_obj
def search(
    session: Session, words: tuple[str, ...], kind: str | None, *, inside: bool, limit: int
) -> None:
    """Search the journal."""
    kinds = (Kind(kind),) if kind else ()
    daily.search(session, words, kinds, inside=inside, limit=limit)
