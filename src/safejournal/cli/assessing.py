"""Holding a trip against the guidance: from a plan file, or from the journal."""

from __future__ import annotations

import click

from safejournal.cli import daily
from safejournal.cli.options import Act
from safejournal.cli.session import Session
from safejournal.i18n import _


@click.command(
    cls=Act,
    help=_(
        "Hold a trip, or everyday life in a place, against documented cases."
        "\n\nFILE holds a plan (safejournal-plan/1; `-` is standard input) and needs no vault; ID"
        " is that of a trip in the journal, for which installed packs count too. Nothing found does"
        " not mean that there is no danger."
    ),
)
@click.argument("source", metavar="FILE|-|ID")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="FILE",
    help=_("With FILE: hold it against this signed pack too; its maker counts as unknown."),
)
@click.pass_obj
def assess(session: Session, source: str, packs: tuple[str, ...]) -> None:
    """Assess a plan."""
    daily.assess(session, source, packs)
