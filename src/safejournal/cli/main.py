"""Which command is meant, as click reads it, and what is said of one that is put wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from safejournal import __version__, i18n
from safejournal.cli.borrowed import speaking
from safejournal.cli.options import shared_options
from safejournal.cli.session import Session, tell
from safejournal.i18n import _

WRONG_USAGE = 2

COMMANDS = {
    "init": "safejournal.cli.beginning:init",
    "add": "safejournal.cli.writing:add",
    "list": "safejournal.cli.reading:list_",
    "show": "safejournal.cli.reading:show",
    "search": "safejournal.cli.searching:search",
    "tag": "safejournal.cli.several:tag",
    "link": "safejournal.cli.several:link",
    "filter": "safejournal.cli.filters:filter_",
    "template": "safejournal.cli.templates:template",
    "history": "safejournal.cli.reading:history",
    "edit": "safejournal.cli.writing:edit",
    "remove": "safejournal.cli.removing:remove",
    "attach": "safejournal.cli.files:attach",
    "detach": "safejournal.cli.files:detach",
    "save": "safejournal.cli.files:save",
    "timeline": "safejournal.cli.reading:timeline",
    "patterns": "safejournal.cli.pictures:patterns",
    "route": "safejournal.cli.pictures:route",
    "calendar": "safejournal.cli.pictures:calendar",
    "due": "safejournal.cli.due:due",
    "checkin": "safejournal.cli.checkins:checkin",
    "silence": "safejournal.cli.silence:silence",
    "assess": "safejournal.cli.assessing:assess",
    "checklist": "safejournal.cli.checklists:checklist",
    "case": "safejournal.cli.cases:case",
    "lesson": "safejournal.cli.cases:lesson",
    "legal": "safejournal.cli.legal:legal",
    "stays": "safejournal.cli.legal:stays",
    "drafts": "safejournal.cli.scratch:drafts",
    "verify": "safejournal.cli.checking:verify",
    "backup": "safejournal.cli.backups:backup",
    "restore": "safejournal.cli.backups:restore",
    "salvage": "safejournal.cli.salvaging:salvage",
    "compact": "safejournal.cli.compacting:compact",
    "identity": "safejournal.cli.identity:identity",
    "contact": "safejournal.cli.correspondents:contact",
    "keycard": "safejournal.cli.correspondents:keycard",
    "export": "safejournal.cli.exporting:export",
    "open": "safejournal.cli.receiving:open_",
    "receive": "safejournal.cli.receiving:receive",
    "inbox": "safejournal.cli.inbox:inbox",
    "accept": "safejournal.cli.inbox:accept",
    "discard": "safejournal.cli.inbox:discard",
    "sent": "safejournal.cli.sent:sent",
    "paper": "safejournal.cli.paper:paper",
    "dossier": "safejournal.cli.dossier:dossier",
    "passphrase": "safejournal.cli.ways_in:passphrase",
    "recovery": "safejournal.cli.recovery:recovery",
    "slot": "safejournal.cli.slots:slot",
    "rekey": "safejournal.cli.slots:rekey",
    "demo": "safejournal.cli.practice:demo",
    "pack": "safejournal.cli.packs:pack",
    "workshop": "safejournal.cli.workshop:workshop",
    "settings": "safejournal.cli.settings:settings",
    "limits": "safejournal.cli.limits:limits",
    "doctor": "safejournal.cli.examining:doctor",
    "handbook": "safejournal.cli.handbook:handbook",
    "completion": "safejournal.cli.completion:completion",
    "border": "safejournal.cli.bordering:border",
    "travel-light": "safejournal.cli.travelling:travel_light",
    "return": "safejournal.cli.travelling:return_",
    "panic": "safejournal.cli.panic:panic",
    "lock": "safejournal.cli.locking:lock",
}
"""Where each command is. A command's module is imported only when it is called, or for --help."""


class Program(click.Group):
    """All commands, none of them loaded yet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of a first day."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


def program() -> click.Group:
    """Return the command line, in the language that is spoken now."""
    version = click.version_option(
        __version__, prog_name="safejournal", message="%(prog)s %(version)s", help=_("The version.")
    )
    group: click.Group = version(
        Program(
            "safejournal",
            help=_(
                "An encrypted, offline journal for people whom their home state pursues."
                "\n\nWithout a command the app opens; --plain opens the line mode instead."
            ),
            params=[*shared_options(), _plain()],
            no_args_is_help=True,
            subcommand_metavar=_("COMMAND …"),
        )
    )
    return group


def _plain() -> click.Option:
    return click.Option(
        ["--plain"],
        is_flag=True,
        expose_value=False,
        help=_("Without a command: questions line by line, nothing drawn."),
    )


def perform(arguments: Sequence[str], session: Session) -> int:
    """Do what the command says and return the exit code; what it raises is the caller's to tell."""
    with speaking(i18n.language()):
        return _perform(arguments, session)


def _perform(arguments: Sequence[str], session: Session) -> int:
    commands = program()
    try:
        # Not click's own main: it ends the process by itself when a reader has gone away.
        with commands.make_context("safejournal", list(arguments), obj=session) as context:
            answer: Any = commands.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        return _wrong_usage(error)
    except click.Abort:
        raise KeyboardInterrupt from None
    return answer if isinstance(answer, int) else 0


def _wrong_usage(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        tell(error.format_message())
    else:
        tell(error.format_message())
        if error.ctx is not None:
            tell(_("How it is used: {command} --help").format(command=error.ctx.command_path))
    return WRONG_USAGE
