"""Completion of commands and options by the shell. It never opens a vault, and offers no record."""

from __future__ import annotations

import os

import click

from safejournal import i18n
from safejournal.cli.borrowed import speaking
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.i18n import _

SHELLS = ("bash", "zsh", "fish")
ASKS = "_SAFEJOURNAL_COMPLETE"
"""The variable by which the shell's script asks, as click names it."""


@click.command(
    cls=Act,
    help=_(
        "Print the script that lets the shell complete commands and options."
        "\n\nFor bash: safejournal completion bash >> ~/.bashrc"
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_obj
def completion(session: Session, /, shell: str) -> None:
    """Print the script of a shell."""
    from click.shell_completion import get_completion_class

    from safejournal.cli.main import program

    found = get_completion_class(shell)
    if found is None:
        raise AssertionError(shell)
    script = found(program(), {}, "safejournal", ASKS).source()
    answer(session, lambda: {"shell": shell, "script": script}, script.splitlines)


def complete() -> int:
    """Answer the shell, which asks by the variable, and return the exit code."""
    from click.shell_completion import shell_complete

    from safejournal.cli.main import program

    language = i18n.wished()
    i18n.use(language)
    with speaking(language):
        return shell_complete(program(), {}, "safejournal", ASKS, os.environ[ASKS])
