"""What is worth noting of an incident of each sort; no vault is needed."""

from __future__ import annotations

from dataclasses import asdict
from itertools import chain

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session
from safejournal.domain.words import Category
from safejournal.i18n import _, language


@click.command(
    cls=Act,
    help=_("Say what is worth noting of an incident, by its sort, with sources. Needs no vault."),
)
@click.argument(
    "sort", type=click.Choice([each.value for each in Category]), required=False, metavar="[SORT]"
)
@click.pass_obj
def template(session: Session, sort: str | None) -> None:
    """Tell the questions."""
    from safejournal.services.templates import questions
    from safejournal.wording.templates import question_lines

    sorts = [Category(sort)] if sort else list(Category)
    answer(
        session,
        lambda: {
            each.value: [asdict(asked) for asked in questions(each, language())] for each in sorts
        },
        lambda: folded(
            chain.from_iterable(question_lines(each, sources=sort is not None) for each in sorts)
        ),
    )
