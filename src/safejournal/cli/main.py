"""Where the command line begins: which command is meant, and what its end looks like outside."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from safejournal import __version__, i18n
from safejournal.cli.options import shared_options
from safejournal.cli.session import Doors, Session, tell
from safejournal.errors import SafeJournalError
from safejournal.i18n import _

if TYPE_CHECKING:
    from io import TextIOWrapper

REFUSED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
"""As shells tell of a program that Ctrl+C ended."""

NOBODY_READS = 141
"""As shells tell of a program whose reader went away (`list | head`)."""

COMMANDS = {
    "init": "safejournal.cli.beginning:init",
    "add": "safejournal.cli.writing:add",
    "list": "safejournal.cli.reading:list_",
    "show": "safejournal.cli.reading:show",
    "search": "safejournal.cli.searching:search",
    "history": "safejournal.cli.reading:history",
    "edit": "safejournal.cli.writing:edit",
    "remove": "safejournal.cli.removing:remove",
    "attach": "safejournal.cli.files:attach",
    "detach": "safejournal.cli.files:detach",
    "save": "safejournal.cli.files:save",
    "timeline": "safejournal.cli.reading:timeline",
    "due": "safejournal.cli.reading:due",
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
    "slot": "safejournal.cli.ways_in:slot",
    "demo": "safejournal.cli.practice:demo",
    "pack": "safejournal.cli.packs:pack",
    "doctor": "safejournal.cli.examining:doctor",
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


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Do what the command says and return the exit code. What a program may rely on is fixed."""
    answers = _open_closed_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _forgive(stream)
    try:
        if not answers:
            raise OSError
        ended = _perform(arguments, Session(doors))
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return NOBODY_READS
    except OSError:  # of a standard stream: the services turn every other one into a refusal
        _let_go_of_output()
        with contextlib.suppress(OSError):
            tell(_("The answer could not be written; what was to be kept is kept."))
        return REFUSED
    return ended


def _open_closed_streams() -> bool:
    """Put a stream that leads nowhere in the place of each closed one; tell if we can answer."""
    answers = sys.stdout is not None
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123 - lives on
            setattr(sys, name, nothing)
    return answers


def _perform(arguments: Sequence[str], session: Session) -> int:
    commands = program()
    if i18n.language() != "en":
        from safejournal.cli.borrowed import speak

        speak(i18n.language())
    try:
        # Not click's own main: it ends the process by itself when a reader has gone away.
        with commands.make_context("safejournal", list(arguments), obj=session) as context:
            answer: Any = commands.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        return _wrong_usage(error)
    except SafeJournalError as error:
        from safejournal.wording.errors import explain

        tell("\n".join(part for part in explain(error) if part))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        tell(_("Stopped; nothing is half-written."))
        return INTERRUPTED
    return answer if isinstance(answer, int) else 0


def _wrong_usage(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        tell(error.format_message())
    else:
        tell(error.format_message())
        if error.ctx is not None:
            tell(_("How it is used: {command} --help").format(command=error.ctx.command_path))
    return WRONG_USAGE


def _forgive(stream: Any) -> None:  # noqa: ANN401 (whatever stands for a standard stream)
    """Let what cannot be read or written as text stand for itself, not end the program."""
    if hasattr(stream, "reconfigure"):
        wrapper: TextIOWrapper = stream
        wrapper.reconfigure(errors="replace")


def _let_go_of_output() -> None:
    """Point standard output at nothing: Python would complain once more while it ends."""
    with contextlib.suppress(OSError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def spoken(arguments: Sequence[str]) -> str:
    """Return the language that --lang names, wherever it stands, or the machine's.

    Needed before any command is loaded, since its help is a sentence too.
    """
    for place, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == "--lang":
            wanted = value if equals else next(iter(arguments[place + 1 :]), "")
            return wanted if wanted in i18n.LANGUAGES else i18n.wished()
    return i18n.wished()
