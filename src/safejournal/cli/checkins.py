"""Check-ins of one's own: done, postponed, cancelled. Each act writes a card that takes over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.input import read_words
from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session, tell
from safejournal.errors import ConfirmationNeeded, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.checkins import About, Card, Deed, Missing, Post, Result
    from safejournal.services.checkins import Act as Kind
    from safejournal.services.opening import Vault
    from safejournal.services.sharing import Choice, Preview

Command = Callable[..., None]

_OPTIONS = (
    click.argument("trip", metavar="TRIP"),
    click.argument("source", metavar="[-]", required=False, type=click.Choice(["-"])),
    click.option(
        "-o",
        "into",
        multiple=True,
        metavar="FILE",
        help=_(
            "The new card, once for each contact who has a key; or one folder for all. Without it"
            " they go into this folder, under names that say nothing."
        ),
    ),
    click.option("--keep-back", multiple=True, metavar="ID:FIELD", help=_("What is to stay.")),
    click.option(
        "--by-name", multiple=True, metavar="CONTACT", help=_("Who may go by their name.")
    ),
    click.option(
        "--pages", type=click.Choice(i18n.LANGUAGES), help=_("The language of its pages.")
    ),
    click.option("--preview", is_flag=True, help=_("Only show what would leave; write nothing.")),
    click.option("--force", is_flag=True, help=_("Replace a file that is there.")),
    yes,
    click.pass_obj,
)


def _options(command: Command) -> Command:
    """Give a command what every act on a check-in takes."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options as they were given."""

    source: str | None
    into: tuple[str, ...]
    keep_back: tuple[str, ...]
    by_name: tuple[str, ...]
    pages: str | None
    preview: bool
    force: bool

    @property
    def language(self) -> str:
        """The language of the cards' pages."""
        return self.pages or i18n.language()


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
@_options
def done(session: Session, trip: str, **wanted: Any) -> None:  # noqa: ANN401
    """Check in."""
    _perform(session, "done", trip, Wanted(**wanted))


@checkin.command(
    cls=Act,
    help=_(
        "Move the check-in that is overdue, or else the next one, to a later moment."
        "\n\nThe moment is asked for, as a person says it. With `-` the first line of standard"
        " input is the moment and the second the agreed word."
    ),
)
@_options
def postpone(session: Session, trip: str, **wanted: Any) -> None:  # noqa: ANN401
    """Postpone a check-in."""
    if wanted["source"] is None and not session.asks:
        raise WrongUsage(_("Give the new moment on standard input, with -."))
    _perform(session, "postpone", trip, Wanted(**wanted))


@checkin.command(
    cls=Act,
    help=_(
        "Take the check-in that is overdue, or else the next one, out of the trip; --all takes out"
        " every one that is open."
        "\n\nWith `-` the first line of standard input is the agreed word."
    ),
)
@click.option("--all", "everything", is_flag=True, help=_("Every check-in that is open."))
@_options
def cancel(session: Session, trip: str, *, everything: bool, **wanted: Any) -> None:  # noqa: ANN401
    """Cancel a check-in."""
    _perform(session, "cancel", trip, Wanted(**wanted), everything=everything)


def _perform(
    session: Session, act: str, trip: str, wanted: Wanted, *, everything: bool = False
) -> None:
    """Ask what is to be asked, show what would leave, do it, and answer."""
    source = wanted.source
    lines = None if source is None else read_words(session, source).splitlines()
    with session.vault() as vault:
        from safejournal.services import checkins, journal

        kind, trip_id = checkins.Act(act), journal.find_id(vault, trip)
        about = checkins.about(vault, trip_id)
        names = _names(vault, [each.contact for each in about.readers])
        if lines is None and session.asks:
            _say(about, names)
        deed = _deed(session, vault, checkins.Deed(act=kind, trip=trip_id), lines)
        deed = replace(deed, everything=everything)
        if wanted.preview:
            seen = _seen(vault, deed, _choices(vault, deed, wanted, ""))
            answer(session, lambda: _preview_document(vault, seen), lambda: _shown(vault, seen))
            return
        word = _word(session, about) if lines is None else (lines or [""])[0]
        choices = _choices(vault, deed, wanted, word)
        if choices and session.asks and not session.yes:
            tell("\n".join(_shown(vault, _seen(vault, deed, choices))))
            session.confirm(_("Write it?"))
        post = _post(wanted, choices, confirmed=session.yes)
        result = _done(session, vault, deed, post, word)
        answer(session, lambda: _document(result), lambda: _told(kind, result, names))
        if result.missing:
            raise Refused("Not every card could be written.", hint="The check-in itself is kept.")


def _names(vault: Vault, contacts: list[str]) -> dict[str, str]:
    from safejournal.services import journal
    from safejournal.wording.names import shown_name

    found = journal.show_all(vault, contacts)
    return {one: shown_name(record) for one, record in found.items()}


def _say(about: About, names: dict[str, str]) -> None:
    from safejournal.wording.checkins import about_lines

    tell("\n".join(about_lines(about, names)))


def _deed(session: Session, vault: Vault, deed: Deed, lines: list[str] | None) -> Deed:
    """Return it with the moment to postpone to, which is the first line, or asked for."""
    from safejournal.services import checkins

    if deed.act is not checkins.Act.POSTPONE:
        return deed
    if lines is None:
        typed = session.ask_line(_("Postpone until when? "))
    else:
        typed = lines.pop(0) if lines else ""
    return replace(deed, until=checkins.read_moment(vault, typed))


def _word(session: Session, about: About) -> str:
    """Ask for the agreed word, where one is agreed; "" where there is nobody to ask."""
    if not about.asks_word or not session.asks:
        return ""
    from safejournal.wording.checkins import question_word

    return session.ask_unseen(question_word())


def _choices(vault: Vault, deed: Deed, wanted: Wanted, word: str) -> list[Choice]:
    """Return what the cards hold, as the options change it."""
    from safejournal.cli.selecting import read_fields
    from safejournal.services import checkins, journal

    people = frozenset(journal.find_id(vault, each) for each in wanted.by_name)
    kept_back = frozenset(read_fields(vault, wanted.keep_back))
    return [
        replace(each, people=each.people | people, kept_back=each.kept_back | kept_back)
        for each in checkins.choices(vault, deed, wanted.language, word)
    ]


def _seen(vault: Vault, deed: Deed, choices: Sequence[Choice]) -> list[Preview]:
    from safejournal.services import checkins

    return [checkins.look(vault, deed, each) for each in choices]


def _shown(vault: Vault, seen: Sequence[Preview]) -> list[str]:
    """Return what each card would hold, one after the other."""
    from safejournal.services import sharing
    from safejournal.wording.preview import preview_lines

    lines: list[str] = []
    for each in seen:
        readers = sharing.readers(vault, each.choice)
        lines += ["", *preview_lines(vault, each, readers)]
    return list(folded(lines[1:] or [_("No card would be written.")]))


def _preview_document(vault: Vault, seen: Sequence[Preview]) -> dict[str, Any]:
    from safejournal.cli.sharing_documents import preview_document
    from safejournal.services import sharing

    return {"cards": [preview_document(each, sharing.readers(vault, each.choice)) for each in seen]}


def _post(wanted: Wanted, choices: Sequence[Choice], *, confirmed: bool) -> Post:
    from safejournal.services.checkins import Post
    from safejournal.wording.telling import Told

    return Post(
        into=tuple(map(Path, wanted.into)),
        telling=Told,
        choices=choices,
        confirmed=confirmed,
        force=wanted.force,
    )


def _done(session: Session, vault: Vault, deed: Deed, post: Post, word: str) -> Result:
    """Do it; ask about keys that nobody compared, and for another place for what is missing."""
    from safejournal.services import checkins

    try:
        result = checkins.do(vault, deed, post, word)
    except ConfirmationNeeded as needed:
        if not (session.asks or session.yes):
            raise
        session.confirm(_confirming(needed))
        post = replace(post, confirmed=True)
        result = checkins.do(vault, deed, post, word)
    if not result.missing or not session.asks:
        return result
    came = list(map(partial(_elsewhere, session, vault, post), result.missing))
    cards = (each for each in came if isinstance(each, checkins.Card))
    missing = (each for each in came if isinstance(each, checkins.Missing))
    return replace(result, cards=(*result.cards, *cards), missing=tuple(missing))


def _elsewhere(session: Session, vault: Vault, post: Post, missing: Missing) -> Card | Missing:
    """Ask for another folder for a card that could not be written though the act is kept."""
    from safejournal.services import checkins
    from safejournal.wording.checkins import missing_line, question_elsewhere

    tell(missing_line(missing, _names(vault, [missing.contact])))
    while typed := session.ask_line(question_elsewhere()).strip():
        try:
            return checkins.write_again(vault, missing, Path(typed), post)
        except Refused as refused:
            tell(refused.sentence)
    return missing


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


def _told(act: Kind, result: Result, names: dict[str, str]) -> list[str]:
    from safejournal.wording.checkins import result_lines

    return list(result_lines(act, result, names))
