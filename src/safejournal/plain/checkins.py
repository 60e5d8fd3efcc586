"""Check-ins of one's own in the line mode: done, postponed, cancelled, with their cards."""

from __future__ import annotations

from safejournal import config, i18n
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded
from safejournal.i18n import _
from safejournal.plain.desk import Desk
from safejournal.services import checkins, journal
from safejournal.services.checkins import About, Post, Result
from safejournal.services.forms import fields
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
from safejournal.wording.names import shown_name
from safejournal.wording.rows import row
from safejournal.wording.telling import Told


def check_in(desk: Desk) -> None:
    """Offer the trips of which a check-in is open, and what can be done with it."""
    trips = checkins.trips_with_checkins(desk.vault)
    if not trips:
        desk.talk.say(_("No check-in of any trip is open."))
        return
    chosen = desk.talk.choose(_("Which trip? Number, or Enter to go back: "), map(row, trips))
    if chosen is not None:
        act_on(desk, trips[chosen])


def act_on(desk: Desk, trip: Record) -> None:
    """Ask what is to be done with the next check-in of a trip, and do it."""
    talk, vault = desk.talk, desk.vault
    about = checkins.about(vault, trip.id)
    names = _names(desk, about)
    talk.say_all(about_lines(about, names))
    acts = list(Act)
    offered = [f"{act_name(each)}. {act_meaning(each)}" for each in acts]
    chosen = talk.choose(_("Number, or Enter to go back: "), offered)
    if chosen is None:
        return
    act, until = acts[chosen], ""
    if act is Act.POSTPONE:
        asked = next(each for each in fields(Kind.CHECKIN) if each.path == "due")
        typed = talk.ask(_("Postpone until when? ({how}): ").format(how=how(asked)))
        until = checkins.read_moment(vault, typed)
    every = act is Act.CANCEL and bool(about.ahead) and talk.ask_yes(_("All that are open?"))
    word = ""
    if about.asks_word:
        word = talk.ask_unseen(question_word())
    try:
        result = _perform(desk, about, act, until, word, every=every)
    except ConfirmationNeeded as needed:
        talk.say("\n".join(part for part in explain(needed) if part))
        if not talk.ask_yes(_("Write the card all the same?")):
            talk.say(_("Nothing was changed."))
            return
        result = _perform(desk, about, act, until, word, every=every, confirmed=True)
    talk.say_all(result_lines(act, result, names))


def _perform(
    desk: Desk,
    about: About,
    act: Act,
    until: str,
    word: str,
    *,
    every: bool,
    confirmed: bool = False,
) -> Result:
    language = i18n.language()
    post = Post(
        into=[config.typed_path(_folder(desk))] if about.cards else (),
        language=language,
        telling=Told(language),
        confirmed=confirmed,
    )
    if act is Act.DONE:
        return checkins.done(desk.vault, about.trip.id, post, word)
    if act is Act.POSTPONE:
        return checkins.postpone(desk.vault, about.trip.id, until, post, word)
    return checkins.cancel(desk.vault, about.trip.id, post, word, everything=every)


def _folder(desk: Desk) -> str:
    """Ask for the folder that the cards go into; the person's own for Enter."""
    question = _("Folder for the new card (Enter for {folder}): ").format(folder=config.home())
    return desk.talk.ask(question) or config.home()


def _names(desk: Desk, about: About) -> dict[str, str]:
    found = journal.show_all(desk.vault, [each.contact for each in about.readers])
    return {one: shown_name(record) for one, record in found.items()}
