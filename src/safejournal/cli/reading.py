"""Looking at records: list, show, history, timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import click

from safejournal.cli.input import text_of
from safejournal.cli.options import KINDS, Act, Day
from safejournal.cli.output import answer
from safejournal.cli.pictures import Asked, narrowing
from safejournal.cli.session import Session
from safejournal.domain.words import Kind
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.versions import Record
    from safejournal.services.opening import Vault

PAGE = 200
"""Records read at a time."""

Days = date | None

_OVER_TIME = click.Choice(
    [each.value for each in (Kind.INCIDENT, Kind.THREAT, Kind.LEGAL, Kind.TRIP)]
)
_ZOOMS = click.Choice(["day", "week", "month", "year"])

_from = click.option("--from", "since", type=Day(), help=_("Not before this day."))
_to = click.option("--to", "until", type=Day(), help=_("Not after this day."))
_limit = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help=_("At most so many.")
)


@click.command("list", cls=Act, help=_("List records, the latest first."))
@click.argument("kind", type=KINDS, required=False, metavar="[KIND]")
@click.option("--tag", metavar="TAG", help=_("Only those that carry this tag."))
@_from
@_to
@_limit
@click.pass_obj
def list_(
    session: Session, kind: str | None, tag: str | None, since: Days, until: Days, limit: int | None
) -> None:
    """List records."""
    tag = None if tag is None else text_of(tag)
    with session.vault() as vault:
        from safejournal.services import journal

        kinds = (Kind(kind),) if kind else ()
        wanted = journal.Filter(kinds=kinds, tag=tag, since=_begin(since), until=_end(until))
        found = _all(lambda n, at: journal.browse(vault, wanted, limit=n, offset=at), limit)
        _answer_rows(session, vault, found)


@click.command(cls=Act, help=_("Show what happened, the oldest first."))
@_from
@_to
@_limit
@narrowing
@click.option("--kind", type=_OVER_TIME, help=_("Only this kind."))
@click.option("--by", type=_ZOOMS, help=_("Count by day, week, month or year instead."))
@click.pass_obj
def timeline(
    session: Session,
    since: Days,
    until: Days,
    limit: int | None,
    asked: Asked,
    kind: str | None,
    by: str | None,
) -> None:
    """Show incidents, threats, legal matters and trips in order, or count them."""
    with session.vault() as vault:
        from dataclasses import replace
        from itertools import islice

        from safejournal.domain.timeline import Zoom
        from safejournal.services.timeline import laid_out
        from safejournal.wording.timeline import timeline_document, timeline_lines

        sieve = asked.sieve(vault)
        if kind is not None:
            sieve = replace(sieve, kinds=(Kind(kind),))
        laid = laid_out(vault, since=_begin(since), until=_end(until))
        found = laid.through(sieve)
        if by is None:
            records = (laid.records[each.record] for each in found)
            _answer_rows(session, vault, islice(records, limit))
        else:
            answer(
                session,
                lambda: timeline_document(found, Zoom(by))[:limit],
                lambda: islice(timeline_lines(found, Zoom(by)), limit),
            )


@click.command(cls=Act, help=_("Show one record whole. Details are hidden until --reveal."))
@click.argument("id_", metavar="ID")
@click.option("--reveal", is_flag=True, help=_("Show channels, numbers and agreed words too."))
@click.pass_obj
def show(session: Session, id_: str, *, reveal: bool) -> None:
    """Show a record, also one that was removed."""
    with session.vault() as vault:
        from safejournal.services import documents, journal
        from safejournal.wording.reading import record_lines

        record = journal.show(vault, journal.find_id(vault, id_))
        content = record.content or documents.last_content(vault, record.id)
        answer(
            session,
            lambda: documents.whole_document(vault, record),
            lambda: record_lines(vault, record, content, unmask=reveal),
        )


@click.command(cls=Act, help=_("Show every sealed version of a record, the newest first."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def history(session: Session, id_: str) -> None:
    """Show the past of a record."""
    with session.vault() as vault:
        from safejournal.services import documents, journal
        from safejournal.wording.reading import history_lines

        past = journal.history(vault, journal.find_id(vault, id_))
        answer(
            session,
            lambda: [documents.document_of(version) for version in past],
            lambda: history_lines(past, vault.clock()),
        )


def _begin(day: Days) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, tzinfo=UTC)


def _end(day: Days) -> datetime | None:
    return None if day is None else datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


def _all(read: Callable[[int, int], list[Record]], limit: int | None) -> Iterator[Record]:
    """Yield records page by page, all of them or so many."""
    offset = 0
    while limit is None or offset < limit:
        wanted = PAGE if limit is None else min(PAGE, limit - offset)
        page = read(wanted, offset)
        yield from page
        offset += len(page)
        if len(page) < wanted:
            return


def _answer_rows(session: Session, vault: Vault, records: Iterator[Record]) -> None:
    from safejournal.services.documents import document_of
    from safejournal.wording.rows import row

    answer(
        session,
        lambda: [document_of(record) for record in records],
        lambda: (row(record, vault) for record in records),
    )
