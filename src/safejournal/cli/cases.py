"""The library: cases and lessons. Needs no vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.input import read_words
from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.packs import is_of_pack, packs_in_use, with_packs
from safejournal.cli.session import Session
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.guidance import Case, CaseFilter

Command = Callable[..., Any]


@click.group(cls=Acts, help=_("Documented cases, known by their ids alone."))
def case() -> None:
    """Group the acts on cases."""


@click.group(cls=Acts, help=_("Short lessons."))
def lesson() -> None:
    """Group the acts on lessons."""


def _filters(command: Command) -> Command:
    """Give a command the filters of the case library."""
    for name, said in (
        ("--who", _("Only about such people, for example journalist.")),
        ("--mechanism", _("Only where this happened, for example abduction.")),
        ("--place", _("Only in such a place, for example airport.")),
        ("--state", _("Only with this country, as home or as host: two letters.")),
    ):
        command = click.option(name, default="", metavar="WORD", help=said)(command)
    return command


@case.command("list", cls=Act, help=_("List cases."))
@_filters
@with_packs
@click.pass_obj
def list_(session: Session, /, *, all_: bool, **wanted: str) -> None:
    """List the cases that the filters let through."""
    from safejournal.services.guidance import cases

    with packs_in_use(session, needed=all_):
        _answer_rows(session, cases(i18n.language(), _wanted(**wanted)))


@case.command(
    cls=Act,
    help=_(
        "Find cases in which every word begins a word."
        "\n\nWithout WORDS they are asked for, and `-` reads them from standard input: what stands"
        " in the command line stands in the shell's history too."
    ),
)
@click.argument("words", nargs=-1)
@_filters
@with_packs
@click.pass_obj
def search(session: Session, /, words: tuple[str, ...], *, all_: bool, **wanted: str) -> None:
    """Search the library."""
    from safejournal.services.guidance import find_cases

    if words == ("-",):
        query = read_words(session, "-")
    elif words:
        query = " ".join(words)
    elif session.asks:
        query = session.ask_line(_("Look for: "))
    else:
        raise WrongUsage("Give the words to look for, or - to read them from standard input.")
    with packs_in_use(session, needed=all_):
        _answer_rows(session, find_cases(query, i18n.language(), _wanted(**wanted)))


@case.command(cls=Act, help=_("Show a case with its sources."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def show(session: Session, id_: str) -> None:
    """Show one case."""
    from safejournal.services import guidance
    from safejournal.wording.library import case_lines

    with packs_in_use(session, needed=is_of_pack(id_)):
        found = guidance.case(id_, i18n.language())
    answer(session, lambda: asdict(found), lambda: case_lines(found))


@lesson.command("list", cls=Act, help=_("List the lessons."))
@with_packs
@click.pass_obj
def list_lessons(session: Session, *, all_: bool) -> None:
    """List the lessons."""
    from safejournal.services.guidance import lessons
    from safejournal.wording.packs import marked

    with packs_in_use(session, needed=all_):
        found = lessons(i18n.language())
    answer(
        session,
        lambda: [asdict(each) for each in found],
        lambda: (f"{each.id:<24}  {marked(each.title, each.maker)}" for each in found),
    )


@lesson.command("show", cls=Act, help=_("Show a lesson with its sources."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def show_lesson(session: Session, id_: str) -> None:
    """Show one lesson."""
    from safejournal.services import guidance
    from safejournal.wording.library import lesson_lines

    with packs_in_use(session, needed=is_of_pack(id_)):
        found = guidance.lesson(id_, i18n.language())
    answer(session, lambda: asdict(found), lambda: lesson_lines(found))


def _wanted(*, state: str, place: str, mechanism: str, who: str) -> CaseFilter:
    """Return the filter. Raises WrongUsage for a word that no case has, naming those that some do.

    Of an answer without cases nobody could tell a misspelt word from a place without any.
    """
    from safejournal.services.guidance import CaseFilter, case_words

    known = case_words()
    state = state.upper()
    for word, words in (
        (state, known.states),
        (place, known.places),
        (mechanism, known.mechanisms),
        (who, known.who),
    ):
        if word and word not in words:
            raise WrongUsage(f"No case has such a word. One of: {', '.join(sorted(words))}")
    return CaseFilter(state=state, place=place, mechanism=mechanism, who=who)


def _answer_rows(session: Session, found: list[Case]) -> None:
    from safejournal.wording.library import case_row

    answer(session, lambda: [asdict(each) for each in found], lambda: map(case_row, found))
