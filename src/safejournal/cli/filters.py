"""Filters that were kept: list, use, keep, drop. They are called by number, not by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from safejournal.cli.input import read_document
from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import InputRejected, NotFound
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.filters import Kept
    from safejournal.services.opening import Vault

MOST = 200
"""Records shown at most, unless --limit asks for another number."""


@click.group("filter", cls=Acts, help=_("Kinds, tags and words that are kept under a name."))
def filter_() -> None:
    """Group what has to do with filters."""


@filter_.command("list", cls=Act, help=_("List the filters, each with its number."))
@click.pass_obj
def list_(session: Session) -> None:
    """List the filters."""
    with session.vault() as vault:
        from safejournal.services.filters import as_document, kept

        found = kept(vault)
        answer(session, lambda: [as_document(each) for each in found], lambda: _lines(found))


@filter_.command("show", cls=Act, help=_("List the records that a filter lets through."))
@click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")
@click.option("--limit", type=click.IntRange(min=1), default=MOST, metavar="N")
@click.pass_obj
def show(session: Session, number: int, limit: int) -> None:
    """List what a filter lets through."""
    with session.vault() as vault:
        from safejournal.services.documents import document_of
        from safejournal.services.filters import records
        from safejournal.wording.rows import row

        found = records(vault, _numbered(vault, number), limit=limit)
        answer(
            session,
            lambda: [document_of(each) for each in found],
            lambda: [row(each, vault) for each in found],
        )


@filter_.command(
    "keep",
    cls=Act,
    help=_(
        "Keep a filter, read as JSON from FILE or `-`: name, and any of query, kind, tag, inside."
    ),
)
@click.argument("file", metavar="FILE")
@click.pass_obj
def keep(session: Session, file: str) -> None:
    """Keep a filter."""
    made = _read(read_document(session, file))
    with session.vault() as vault:
        from safejournal.services import filters

        filters.keep(vault, made)
        answer(session, lambda: filters.as_document(made), lambda: [_("Kept.")])


@filter_.command("drop", cls=Act, help=_("Drop a filter; its records stay as they are."))
@click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")
@yes
@click.pass_obj
def drop(session: Session, number: int) -> None:
    """Drop a filter."""
    with session.vault() as vault:
        from safejournal.services import filters

        found = _numbered(vault, number)
        session.confirm(_("Drop the filter “{name}”?").format(name=found.name))
        filters.drop(vault, found.name)
        answer(session, lambda: filters.as_document(found), lambda: [_("Dropped.")])


def _numbered(vault: Vault, number: int) -> Kept:
    from safejournal.services.filters import kept

    found = kept(vault)
    if number > len(found):
        raise NotFound("There is no filter of this number.", hint="filter list tells them.")
    return found[number - 1]


def _lines(found: list[Kept]) -> Iterator[str]:
    from safejournal.wording.filters import filter_about

    for number, each in enumerate(found, 1):
        yield f"{number}. {each.name}  ({filter_about(each)})"


def _read(document: bytes) -> Kept:
    import json

    from safejournal.services import filters

    try:
        told = json.loads(document)
    except (ValueError, RecursionError):
        raise InputRejected("this is not JSON") from None
    return filters.read(told)
