"""What the commands have in common that put something on pages: options, asking, answering."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from safejournal import i18n
from safejournal.cli.options import yes
from safejournal.cli.selecting import Wishes
from safejournal.cli.session import Session, tell
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.sharing import Choice

F = TypeVar("F", bound=Callable[..., Any])

Chosen = dict[str, Any]
"""The options of `choosing`, as click hands them over."""


def choosing(command: F) -> F:
    """Give a command the options by which a person says what may leave."""
    for option in reversed(_options()):
        command = option(command)
    return yes(command)


def _options() -> list[Callable[[F], F]]:
    return [
        click.option(
            "--select", multiple=True, metavar="ID|ID:FIELD|all", help=_("What is to leave.")
        ),
        click.option("--keep-back", multiple=True, metavar="ID:FIELD", help=_("What is to stay.")),
        click.option(
            "--by-name", multiple=True, metavar="CONTACT", help=_("Who may go by their name.")
        ),
        click.option(
            "--as-written",
            multiple=True,
            metavar="ID:FIELD",
            help=_("A text in which the names of other people stay."),
        ),
        click.option(
            "--pages", type=click.Choice(i18n.LANGUAGES), help=_("The language of its pages.")
        ),
        click.option(
            "--preview", is_flag=True, help=_("Only show what would leave; write nothing.")
        ),
        click.option("--force", is_flag=True, help=_("Replace a file that is there.")),
    ]


def wishes(
    chosen: Chosen,
    *,
    tier: str,
    to: Iterable[str] = (),
    recipients: Iterable[str] = (),
    originals: Iterable[str] = (),
) -> Wishes:
    """Return what was wished by these options."""
    return Wishes(
        to=tuple(to),
        recipients=tuple(recipients),
        tier=tier,
        select=chosen["select"],
        keep_back=chosen["keep_back"],
        by_name=chosen["by_name"],
        as_written=chosen["as_written"],
        originals=tuple(originals),
        language=chosen["pages"] or i18n.language(),
    )


def telling(choice: Choice) -> Any:  # noqa: ANN401 (wording is loaded only here)
    """Return what tells records in the language of the pages."""
    from safejournal.wording.telling import Told

    return Told(choice.language)


def ask(session: Session, lines: Callable[[], Iterable[str]], question: str) -> None:
    """Show a person what is about to leave and ask; a script has said so by calling."""
    if session.asks and not session.yes:
        tell("\n".join(lines()))
        session.confirm(question)
