"""The options that every command takes, before its name or after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from safejournal import i18n
from safejournal.cli.session import Session
from safejournal.domain.times import parse_day
from safejournal.domain.words import Kind
from safejournal.i18n import _


class Day(click.ParamType[date]):
    """A day, `YYYY-MM-DD`."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day; fail as wrong usage when there is none."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Return what puts an option's value into the session, unless it was not given."""

    def keep(context: click.Context, _parameter: click.Parameter, value: object) -> None:
        if value is not None and value is not False:  # 0 is a descriptor
            setattr(context.ensure_object(Session), name, value)

    return keep


def _shared(*names: str, keeps: str, **attributes: Any) -> click.Option:  # noqa: ANN401
    return click.Option(names, expose_value=False, callback=_keep(keeps), **attributes)


def shared_options() -> list[click.Parameter]:
    """Return new copies of the options that stand before a command or after it."""
    return [
        _shared("--vault", keeps="folder", metavar="PATH", help=_("The folder of the vault.")),
        _shared(
            "--keyfile", keeps="keyfile", metavar="FILE", help=_("The keyfile, if one is needed.")
        ),
        _shared(
            "--passphrase-fd",
            keeps="passphrase_fd",
            type=click.IntRange(min=0),
            metavar="N",
            help=_("Read the passphrase from this open descriptor: one line for each."),
        ),
        _shared("--today", keeps="today", type=Day(), help=_("Take it to be this day.")),
        _shared("--lang", keeps="lang", type=click.Choice(i18n.LANGUAGES), help=_("Language.")),
        _shared("--json", keeps="json", is_flag=True, help=_("Answer with one JSON document.")),
    ]


class _Shared(click.Command):
    """Takes the shared options too; its help lists them below its own."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:  # noqa: ANN401 (click's own)
        super().__init__(*arguments, **attributes)
        self._shared = shared_options()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters, the shared ones and --help."""
        own = super().get_params(ctx)
        return [*own[:-1], *self._shared, *own[-1:]]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options first."""
        own = super().get_params(ctx)
        for title, listed in ((_("Options"), own), (_("Options of every command"), self._shared)):
            rows = [row for each in listed if (row := each.get_help_record(ctx)) is not None]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Act(_Shared):
    """A command."""


class Acts(_Shared, click.Group):
    """A group of commands about one thing."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)


yes = click.option(
    "--yes",
    expose_value=False,
    callback=_keep("yes"),
    is_flag=True,
    help=_("Answer yes beforehand."),
)
"""For acts that ask for a confirmation."""

KINDS = click.Choice([kind.value for kind in Kind])
"""A kind of record, as the file format names it."""
