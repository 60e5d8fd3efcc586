"""The handbook on the terminal. Needs no vault."""

from __future__ import annotations

from dataclasses import asdict

import click

from safejournal import i18n
from safejournal.cli.options import Act
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session
from safejournal.i18n import _
from safejournal.wording.handbook import chapter_lines

WIDTH = 12
"""Columns of the ids of chapters."""


@click.command(
    cls=Act,
    help=_(
        "Read the handbook: one short chapter for each task."
        "\n\nWithout CHAPTER the chapters are listed."
    ),
)
@click.argument("chapter", default="")
@click.pass_obj
def handbook(session: Session, /, chapter: str) -> None:
    """List the chapters, or show one."""
    from safejournal.services import handbook as book

    if not chapter:
        listed = list(book.chapters(i18n.language()))
        answer(
            session,
            lambda: {"chapters": [{"id": each.id, "title": each.title} for each in listed]},
            lambda: [f"{each.id:<{WIDTH}} {each.title}" for each in listed],
        )
        return
    found = book.chapter(chapter, i18n.language())
    answer(session, lambda: asdict(found), lambda: folded(chapter_lines(found)))
