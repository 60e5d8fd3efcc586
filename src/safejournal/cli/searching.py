"""Finding a record by what somebody remembers of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.input import read_words, text_of
from safejournal.cli.options import KINDS, Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.domain.words import Kind
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.search import Hit

MOST = 200
"""Records found at most, unless --limit asks for another number."""


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
@click.option("--limit", type=click.IntRange(min=1), default=MOST, help=_("At most so many."))
@click.pass_obj
def search(
    session: Session, words: tuple[str, ...], kind: str | None, *, inside: bool, limit: int
) -> None:
    """Search the journal."""
    if words == ("-",):
        query = read_words(session, "-")
    elif words:
        query = text_of(" ".join(words))
    elif not session.asks:
        raise WrongUsage("Give the words to look for, or - to read them from standard input.")
    else:
        query = ""
    with session.vault() as vault:
        from safejournal.services.search import find

        query = query or session.ask_line(_("Look for: "))
        kinds = (Kind(kind),) if kind else ()
        hits = find(vault, query, kinds=kinds, limit=limit, inside=inside)
        answer(session, lambda: [_document(hit) for hit in hits], lambda: _lines(hits))


def _document(hit: Hit) -> dict[str, Any]:
    from safejournal.services.documents import document_of

    match: dict[str, Any] = {"title": [list(mark) for mark in hit.title_marks]}
    if hit.excerpt is not None:
        marks = [list(mark) for mark in hit.excerpt.marks]
        match["excerpt"] = {"text": hit.excerpt.text, "marks": marks}
    return document_of(hit.record) | {"match": match}


def _lines(hits: list[Hit]) -> Iterator[str]:
    from safejournal.wording.excerpts import marked
    from safejournal.wording.rows import row

    for hit in hits:
        yield row(hit.record)
        if hit.excerpt is not None:
            yield f"    {marked(hit.excerpt)}"
