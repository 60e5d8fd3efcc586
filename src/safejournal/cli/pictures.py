"""What the pictures show, as text: over time, patterns, the way of a trip, a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import click

from safejournal.cli.input import text_of
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.domain.words import Category
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.timeline import Sieve
    from safejournal.services.opening import Vault

MAP_COLUMNS, MAP_LINES = 78, 20
"""Of a map on paper or in a pipe: what an ordinary terminal shows whole."""

F = TypeVar("F", bound=Callable[..., Any])

_NARROWING = (
    click.option("--tag", metavar="TAG", help=_("Only those that carry this tag.")),
    click.option("--names", metavar="ID", help=_("Only what names this contact or threat.")),
    click.option(
        "--category",
        type=click.Choice([each.value for each in Category]),
        help=_("Only incidents of this sort."),
    ),
)


class Asked(NamedTuple):
    """Which part of the timeline is asked for."""

    tag: str | None
    names: str | None
    category: str | None

    def sieve(self, vault: Vault) -> Sieve:
        """Return it as what is let through. Raises NotFound for an id that is not here."""
        from safejournal.domain.timeline import Sieve
        from safejournal.services import journal

        return Sieve(
            tag=None if self.tag is None else text_of(self.tag),
            record=None if self.names is None else journal.find_id(vault, self.names),
            category=None if self.category is None else Category(self.category),
        )


def narrowing(command: F) -> F:
    """Let a command be asked for a part of the timeline: --tag, --names and --category."""

    @wraps(command)
    def narrowed(tag: str | None, names: str | None, category: str | None, **rest: Any) -> Any:  # noqa: ANN401
        return command(asked=Asked(tag, names, category), **rest)

    for option in reversed(_NARROWING):
        narrowed = option(narrowed)
    return cast(F, narrowed)


class Month(click.ParamType[date]):
    """A month, `YYYY-MM`."""

    name = "YYYY-MM"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return its first day; fail as wrong usage when there is none."""
        from safejournal.domain.times import parse_day

        if isinstance(value, date):
            return value
        try:
            return parse_day(f"{value}-01")
        except ValueError:
            self.fail(_("A month is written YYYY-MM."), param, ctx)


@click.command(cls=Act, help=_("Count weekdays, hours and sorts of incidents; more or fewer."))
@narrowing
@click.pass_obj
def patterns(session: Session, asked: Asked) -> None:
    """Count what repeats among incidents."""
    with session.vault() as vault:
        from dataclasses import replace

        from safejournal.domain.patterns import patterns as counted
        from safejournal.domain.words import Kind
        from safejournal.services.timeline import laid_out
        from safejournal.wording.patterns import pattern_document, pattern_lines

        sieve = replace(asked.sieve(vault), kinds=(Kind.INCIDENT,))
        found = counted(laid_out(vault).through(sieve), vault.clock().date())
        answer(session, lambda: pattern_document(found), lambda: pattern_lines(found))


@click.command(cls=Act, help=_("Show the way of a trip: legs, states under a flight, a map."))
@click.argument("id_", metavar="ID")
@click.option("--map", "drawn", is_flag=True, help=_("Draw a small map above it."))
@click.option("--ascii", "plain", is_flag=True, help=_("Draw it with plain signs, not braille."))
@click.pass_obj
def route(session: Session, id_: str, *, drawn: bool, plain: bool) -> None:
    """Show the way of a trip."""
    with session.vault() as vault:
        from safejournal.domain.plan import Plan
        from safejournal.services import journal, routes, trips
        from safejournal.wording.routes import route_document, route_lines, stop_lines

        trip = trips.trip_of(journal.show(vault, journal.find_id(vault, id_)))
        plan = trip.plan or Plan()
        way = routes.route(plan)
        with_map = (drawn or plain) and bool(way.stops)
        answer(
            session,
            lambda: route_document(plan, way),
            lambda: [
                *(_map(way, ascii_only=plain) if with_map else ()),
                *route_lines(plan),
                *(stop_lines(way) if with_map else ()),
            ],
        )


def _map(way: Any, *, ascii_only: bool) -> list[str]:  # noqa: ANN401 - loaded when it is needed
    import os
    import sys

    from safejournal.domain.charts import as_text, chart
    from safejournal.wording.routes import lacks_braille

    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    ascii_only = ascii_only or not utf8 or (sys.stdout.isatty() and lacks_braille(os.environ))
    size = (MAP_COLUMNS, MAP_LINES)
    return [*as_text(chart(way.tracks, way.stops, way.borders, size, ascii_only=ascii_only)), ""]


@click.command(cls=Act, help=_("Show what is due in a month, day by day."))
@click.argument("month", type=Month(), required=False, metavar="[YYYY-MM]")
@click.pass_obj
def calendar(session: Session, month: date | None) -> None:
    """Show the days of a month on which something is due."""
    with session.vault() as vault:
        from safejournal.domain.timeline import Zoom, cell_of, last_day
        from safejournal.services import calendar as services
        from safejournal.wording.calendar import month_document, month_lines

        first = cell_of(month or vault.clock().date(), Zoom.MONTH)
        last = last_day(first, Zoom.MONTH)
        found = services.month(vault, first)
        answer(
            session,
            lambda: month_document(vault, found, first, last),
            lambda: month_lines(vault, found, first, last),
        )
