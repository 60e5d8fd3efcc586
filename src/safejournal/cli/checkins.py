"""Check-ins of one's own: done, postponed, cancelled. Each act writes a card that takes over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.input import read_words
from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import ConfirmationNeeded, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.checkins import About, Post, Result
    from safejournal.services.opening import Vault
    from safejournal.wording.checkins import Act as Deed

_TRIP = click.argument("trip", metavar="TRIP")
_LINES = click.argument("source", metavar="[-]", required=False, type=click.Choice(["-"]))
_INTO = click.option(
    "-o",
    "into",
    multiple=True,
    metavar="FILE",
    help=_(
        "The new card, once for each contact who has a key; or one folder for all. Without it they"
        " go into this folder, under names that say nothing."
    ),
)
_PAGES = click.option(
    "--pages", type=click.Choice(i18n.LANGUAGES), help=_("The language of its pages.")
)
_FORCE = click.option("--force", is_flag=True, help=_("Replace a file that is there."))

Do = Callable[["Vault", str, "Post", str], "Result"]


@click.group(
    cls=Acts,
    help=_(
        "Check in, or postpone or cancel a check-in of a trip. Each contact of it gets a new card"
        " that takes the place of the older one."
        "\n\nThe agreed word is asked for and not shown; `-` reads it from standard input."
    ),
)
def checkin() -> None:
    """Group the acts on check-ins."""


@checkin.command(
    cls=Act,
    help=_(
        "Check in: all that is overdue, or else the next check-in of the trip, is done now."
        "\n\nWith `-` the first line of standard input is the agreed word."
    ),
)
@_TRIP
@_LINES
@_INTO
@_PAGES
@_FORCE
@yes
@click.pass_obj
def done(
    session: Session,
    trip: str,
    source: str | None,
    into: tuple[str, ...],
    pages: str | None,
    *,
    force: bool,
) -> None:
    """Check in."""
    from safejournal.wording.checkins import Act as Deed

    lines = _lines(session, source)

    def act(vault: Vault, trip_id: str, post: Post, word: str) -> Result:
        from safejournal.services import checkins

        return checkins.done(vault, trip_id, post, word)

    _perform(session, Deed.DONE, trip, (into, pages, force), lines, act)


@checkin.command(
    cls=Act,
    help=_(
        "Move the check-in that is overdue, or else the next one, to a later moment."
        "\n\nThe moment is asked for, as a person says it. With `-` the first line of standard"
        " input is the moment and the second the agreed word."
    ),
)
@_TRIP
@_LINES
@_INTO
@_PAGES
@_FORCE
@yes
@click.pass_obj
def postpone(
    session: Session,
    trip: str,
    source: str | None,
    into: tuple[str, ...],
    pages: str | None,
    *,
    force: bool,
) -> None:
    """Postpone a check-in."""
    from safejournal.wording.checkins import Act as Deed

    lines = _lines(session, source)
    if lines is None and not session.asks:
        raise WrongUsage(_("Give the new moment on standard input, with -."))

    def act(vault: Vault, trip_id: str, post: Post, word: str) -> Result:
        from safejournal.services import checkins

        return checkins.postpone(vault, trip_id, until[0], post, word)

    until: list[str] = []
    _perform(session, Deed.POSTPONE, trip, (into, pages, force), lines, act, until)


@checkin.command(
    cls=Act,
    help=_(
        "Take the check-in that is overdue, or else the next one, out of the trip; --all takes out"
        " every one that is open."
        "\n\nWith `-` the first line of standard input is the agreed word."
    ),
)
@_TRIP
@_LINES
@click.option("--all", "everything", is_flag=True, help=_("Every check-in that is open."))
@_INTO
@_PAGES
@_FORCE
@yes
@click.pass_obj
def cancel(
    session: Session,
    trip: str,
    source: str | None,
    into: tuple[str, ...],
    pages: str | None,
    *,
    everything: bool,
    force: bool,
) -> None:
    """Cancel a check-in."""
    from safejournal.wording.checkins import Act as Deed

    lines = _lines(session, source)

    def act(vault: Vault, trip_id: str, post: Post, word: str) -> Result:
        from safejournal.services import checkins

        return checkins.cancel(vault, trip_id, post, word, everything=everything)

    _perform(session, Deed.CANCEL, trip, (into, pages, force), lines, act)


def _lines(session: Session, source: str | None) -> list[str] | None:
    """Return what was given on standard input; None where it is to be asked for."""
    return None if source is None else read_words(session, source).splitlines()


def _perform(
    session: Session,
    deed: Deed,
    trip: str,
    options: tuple[tuple[str, ...], str | None, bool],
    lines: list[str] | None,
    act: Do,
    until: list[str] | None = None,
) -> None:
    """Ask what is to be asked, do it, and answer. `until` gets the moment to postpone to."""
    with session.vault() as vault:
        from safejournal.services import checkins, journal

        trip_id = journal.find_id(vault, trip)
        about = checkins.about(vault, trip_id)
        names = _names(vault, about)
        if lines is None and session.asks:
            _say(about, names)
        given = [*(lines or ()), "", ""]
        if until is not None:
            until.append(_moment(session, vault, given.pop(0) if lines is not None else None))
        word = _word(session, about) if lines is None else given[0]
        into, pages, force = options
        post = _post(into, pages, session.yes, force=force)
        try:
            result = act(vault, trip_id, post, word)
        except ConfirmationNeeded as needed:
            if not (session.asks or session.yes):
                raise
            session.confirm(_confirming(needed))
            result = act(vault, trip_id, _post(into, pages, True, force=force), word)
        answer(session, lambda: _document(result), lambda: _told(deed, result, names))
        if result.missing:
            raise Refused("Not every card could be written.", hint="The check-in itself is kept.")


def _names(vault: Vault, about: About) -> dict[str, str]:
    from safejournal.services import journal
    from safejournal.wording.names import shown_name

    found = journal.show_all(vault, [each.contact for each in about.readers])
    return {one: shown_name(record) for one, record in found.items()}


def _say(about: About, names: dict[str, str]) -> None:
    from safejournal.wording.checkins import about_lines

    tell("\n".join(about_lines(about, names)))


def _word(session: Session, about: About) -> str:
    """Ask for the agreed word, where one is agreed; "" where there is nobody to ask."""
    if not about.asks_word or not session.asks:
        return ""
    from safejournal.wording.checkins import question_word

    return session.ask_unseen(question_word())


def _moment(session: Session, vault: Vault, given: str | None) -> str:
    """Return the moment to postpone to, read as a person says it. Raises FormInvalid."""
    from safejournal.services.checkins import read_moment

    typed = given if given is not None else session.ask_line(_("Postpone until when? "))
    return read_moment(vault, typed)


def _post(into: tuple[str, ...], pages: str | None, confirmed: bool, *, force: bool) -> Post:
    from safejournal.services.checkins import Post
    from safejournal.wording.telling import Told

    language = pages or i18n.language()
    return Post(
        into=tuple(map(Path, into)),
        language=language,
        telling=Told(language),
        confirmed=confirmed,
        force=force,
    )


def _confirming(needed: ConfirmationNeeded) -> str:
    from safejournal.wording.errors import explain

    sentence, hint = explain(needed)
    return " ".join(part for part in (sentence, hint, _("Write the card all the same?")) if part)


def _document(result: Result) -> dict[str, Any]:
    return {
        "id": result.record.id,
        "kind": result.record.kind.value,
        "version": result.record.version,
        "cards": [
            {
                "contact": each.contact,
                "file": str(each.file),
                "number": each.number,
                "names_replaced": each.names_replaced,
            }
            for each in result.cards
        ],
        "missing": [each.contact for each in result.missing],
        "without_key": list(result.without_key),
    }


def _told(deed: Deed, result: Result, names: dict[str, str]) -> list[str]:
    from safejournal.wording.checkins import result_lines

    return list(result_lines(deed, result, names))
