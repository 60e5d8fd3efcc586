"""A check-in of one's own: done, postponed or cancelled, and a card file for each contact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal import config, i18n
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, Refused, SafeJournalError
from safejournal.i18n import _
from safejournal.services import checkins, forms, journal
from safejournal.services.checkins import About, Post, Result
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose, sure
from safejournal.tui.silence.unseen import Unseen
from safejournal.tui.tell import Tell
from safejournal.tui.text import name
from safejournal.tui.working import Report, Working
from safejournal.wording.checkins import (
    Act,
    about_lines,
    act_meaning,
    act_name,
    question_word,
    result_lines,
)
from safejournal.wording.errors import explain
from safejournal.wording.fields import how
from safejournal.wording.telling import Told

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

Do = Callable[[Post], Result]


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
    does = None if act is None else await _asked(shell, about, act)
    if act is None or does is None:
        return
    result = await _write(shell, about, does)
    if result is not None:
        text = "\n".join(result_lines(act, result, names))
        await shell.push_screen_wait(Tell(_("Check-in"), text))


async def _asked(shell: JournalApp, about: About, act: Act) -> Callable[[str], Do] | None:
    """Ask what an act needs besides; return what does it with a word, or None to do nothing."""
    vault, trip = shell.vault, about.trip.id
    if act is Act.DONE:
        return lambda word: lambda post: checkins.done(vault, trip, post, word)
    if act is Act.POSTPONE:
        until = await _ask_moment(shell)
        if until is None:
            return None
        return lambda word: lambda post: checkins.postpone(vault, trip, until, post, word)
    every: bool | None = False
    if about.ahead:
        question = _("Cancel only this check-in, or all that are open?")
        answers = [Answer(False, _("Only this one")), Answer(True, _("All that are open"))]
        every = await shell.push_screen_wait(Choose(question, answers))
        if every is None:
            return None
    everything = bool(every)
    return lambda word: lambda post: checkins.cancel(vault, trip, post, word, everything=everything)


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


async def _write(shell: JournalApp, about: About, does: Callable[[str], Do]) -> Result | None:
    """Ask for the word and the place, and do it; ask again where a person has to decide."""
    word = ""
    if about.asks_word:
        typed = await shell.push_screen_wait(Unseen(question_word()))
        if typed is None:
            return None
        word = typed
    post = Post(language=i18n.language(), telling=Told(i18n.language()))
    if about.cards:
        place = await _ask_place(shell)
        if place is None:
            return None
        post = replace(post, into=[place])
    return await _perform(shell, does(word), post)


async def _ask_place(shell: JournalApp) -> Path | None:
    explained = _(
        "A folder, where each card gets a name that says nothing; or a new file. The cards are"
        " sealed. Esc does nothing."
    )
    question = Ask(_("Where shall the new card go?"), explained=explained, typed="~/")
    typed = await shell.push_screen_wait(question)
    if not typed or not typed.strip():
        return None
    try:
        return Path(config.home()) / config.typed_path(typed.strip())
    except RuntimeError:  # ~somebody, who is not on this machine
        return Path(typed.strip())


async def _perform(shell: JournalApp, do: Do, post: Post) -> Result | None:
    """Do it in a thread. A question that comes of it is asked, and a yes does it."""
    working: Working[Result | ConfirmationNeeded] = Working(
        _("Writing the card"), partial(_try, do, post)
    )
    came = await shell.push_screen_wait(working)
    if not isinstance(came, ConfirmationNeeded):
        return came
    question = sure(
        _("Write the card all the same?"),
        _("Write it"),
        _("Write nothing"),
        " ".join(filter(None, explain(came))),
    )
    if not await shell.push_screen_wait(question):
        return None
    return await _perform(shell, do, replace(post, confirmed=True))


def _try(do: Do, post: Post, _report: Report) -> Result | ConfirmationNeeded:
    try:
        return do(post)
    except ConfirmationNeeded as needed:
        if post.confirmed:
            raise Refused(needed.sentence, hint=needed.hint) from None
        return needed


def _names(shell: JournalApp, about: About) -> dict[str, str]:
    found = journal.show_all(shell.vault, [each.contact for each in about.readers])
    return {one: name(record) for one, record in found.items()}
