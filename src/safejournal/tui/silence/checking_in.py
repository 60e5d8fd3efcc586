"""A check-in of one's own: done, postponed or cancelled, and a card file for each contact."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from safejournal import i18n
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, Refused, SafeJournalError
from safejournal.i18n import _
from safejournal.services import checkins, forms, journal
from safejournal.services.checkins import About, Act, Card, Deed, Post, Result
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose, sure
from safejournal.tui.sharing.written import typed_path
from safejournal.tui.silence.card import CardPreview, Place, where
from safejournal.tui.silence.unseen import Unseen
from safejournal.tui.tell import Tell
from safejournal.tui.text import name
from safejournal.tui.working import Report, Working
from safejournal.wording.checkins import (
    about_lines,
    act_meaning,
    act_name,
    missing_line,
    question_word,
    result_lines,
)
from safejournal.wording.errors import explain
from safejournal.wording.fields import how
from safejournal.wording.telling import Told

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


async def choose_trip(shell: JournalApp) -> None:
    """Ask of which trip, and go on."""
    trips = checkins.trips_with_checkins(shell.vault)
    if not trips:
        shell.say(_("No check-in of any trip is open."))
        return
    chosen: Record | None = trips[0]
    if len(trips) > 1:
        answers = [Answer(each, name(each)) for each in trips]
        chosen = await shell.push_screen_wait(Choose(_("Of which trip?"), answers))
    if chosen is not None:
        await check_in(shell, chosen)


async def check_in(shell: JournalApp, trip: Record) -> None:
    """Ask what is to be done with the next check-in of a trip, and do it."""
    try:
        about = checkins.about(shell.vault, trip.id)
    except SafeJournalError as error:
        shell.say_error(error)
        return
    names = _names(shell, about)
    answers = [Answer(each, act_name(each), act_meaning(each)) for each in Act]
    explained = "\n".join(about_lines(about, names))
    act = await shell.push_screen_wait(Choose(_("Check-in"), answers, explained=explained))
    deed = None if act is None else await _ask_deed(shell, about, act)
    if deed is None:
        return
    result = await _with_cards(shell, about, deed)
    if result is not None:
        text = "\n".join(result_lines(deed.act, result, names))
        await shell.push_screen_wait(Tell(_("Check-in"), text))


async def _ask_deed(shell: JournalApp, about: About, act: Act) -> Deed | None:
    """Ask what an act needs besides; None to do nothing."""
    deed = Deed(act=act, trip=about.trip.id)
    if act is Act.POSTPONE:
        until = await _ask_moment(shell)
        return None if until is None else replace(deed, until=until)
    if act is Act.CANCEL and about.ahead:
        question = _("Cancel only this check-in, or all that are open?")
        answers = [Answer(False, _("Only this one")), Answer(True, _("All that are open"))]
        every = await shell.push_screen_wait(Choose(question, answers))
        return None if every is None else replace(deed, everything=every)
    return deed


async def _ask_moment(shell: JournalApp) -> str | None:
    field = next(each for each in forms.fields(Kind.CHECKIN) if each.path == "due")
    typed: str | None = ""
    explained = how(field)
    while True:
        question = Ask(_("Postpone until when?"), explained=explained, typed=typed or "")
        typed = await shell.push_screen_wait(question)
        if not typed or not typed.strip():
            return None
        try:
            return checkins.read_moment(shell.vault, typed)
        except SafeJournalError as error:
            explained = " ".join(filter(None, explain(error)))


async def _with_cards(shell: JournalApp, about: About, deed: Deed) -> Result | None:
    """Ask for the word, show what would leave, and do it; None where a person goes back."""
    word = await _ask_word(shell, deed) if about.asks_word else ""
    if word is None:
        return None
    place, agreed = Place(), []
    try:
        for choice in checkins.choices(shell.vault, deed, i18n.language(), word):
            seen = await asyncio.to_thread(checkins.look, shell.vault, deed, choice)
            shown = await shell.push_screen_wait(CardPreview(shell.vault, deed, seen, place))
            if shown is None:
                return None
            agreed.append(shown.choice)
    except SafeJournalError as error:
        shell.say_error(error)
        return None
    post = Post(telling=Told, choices=agreed, into=[place.path])
    return await _perform(shell, deed, post, word)


async def _ask_word(shell: JournalApp, deed: Deed) -> str | None:
    """Ask for the agreed word until it is one; None for Esc."""
    while True:
        word = await shell.push_screen_wait(Unseen(question_word()))
        if word is None:
            return None
        try:
            checkins.choices(shell.vault, deed, i18n.language(), word)
        except SafeJournalError as error:
            shell.say_error(error)
        else:
            return word


async def _perform(shell: JournalApp, deed: Deed, post: Post, word: str) -> Result | None:
    """Do it; ask again where a person has to decide, and where a file cannot be written."""
    came = await _worked(shell, lambda: checkins.do(shell.vault, deed, post, word))
    if isinstance(came, ConfirmationNeeded):
        question = sure(
            _("Write the card all the same?"),
            _("Write it"),
            _("Write nothing"),
            " ".join(filter(None, explain(came))),
        )
        if not await shell.push_screen_wait(question):
            return None
        return await _perform(shell, deed, replace(post, confirmed=True), word)
    if isinstance(came, Refused):
        place = await _ask_place(shell, " ".join(filter(None, explain(came))), post.into[0])
        if place is None:
            return None
        return await _perform(shell, deed, replace(post, into=[place]), word)
    return came if came is None else await _written_again(shell, came, post)


async def _written_again(shell: JournalApp, result: Result, post: Post) -> Result:
    """Ask for another place for each card that could not be written though the act is kept."""
    names, missing, cards = _named(shell, result), [], list(result.cards)
    for each in result.missing:
        came: Card | Refused | None = Refused(each.why)
        while isinstance(came, Refused):
            told = missing_line(replace(each, why=came.sentence), names)
            place = await _ask_place(shell, told, post.into[0])
            if place is None:
                missing.append(each)
                break
            again = partial(checkins.write_again, shell.vault, each, place, post)
            came = await _worked(shell, again)
        else:
            cards += [came] if came else []
    return replace(result, cards=tuple(cards), missing=tuple(missing))


async def _ask_place(shell: JournalApp, told: str, path: Path) -> Path | None:
    typed = await shell.push_screen_wait(where(str(path), told))
    return typed_path(typed) if typed and typed.strip() else None


T = TypeVar("T")


async def _worked(shell: JournalApp, does: Callable[[], T]) -> T | Refused | None:
    """Do it in a thread. What a person can decide differently comes back; the rest is said."""

    def tried(_report: Report) -> T | Refused:
        try:
            return does()
        except Refused as refused:
            return refused

    working: Working[T | Refused] = Working(_("Writing the card"), tried)
    return await shell.push_screen_wait(working)


def _named(shell: JournalApp, result: Result) -> dict[str, str]:
    found = journal.show_all(shell.vault, [each.contact for each in result.missing])
    return {one: name(record) for one, record in found.items()}


def _names(shell: JournalApp, about: About) -> dict[str, str]:
    found = journal.show_all(shell.vault, [each.contact for each in about.readers])
    return {one: name(record) for one, record in found.items()}
