"""Check-ins of one's own in the line mode: done, postponed, cancelled, with their cards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from safejournal import config, i18n
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, Refused
from safejournal.i18n import _
from safejournal.plain.desk import Desk
from safejournal.plain.sharing_giving import Bundle, decide
from safejournal.services import checkins, journal
from safejournal.services.checkins import About, Act, Card, Deed, Missing, Post, Result
from safejournal.services.forms import fields
from safejournal.services.sharing import Choice, Preview
from safejournal.wording.checkins import (
    about_lines,
    act_meaning,
    act_name,
    missing_line,
    question_elsewhere,
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
    deed = Deed(act=acts[chosen], trip=trip.id)
    if deed.act is Act.POSTPONE:
        asked = next(each for each in fields(Kind.CHECKIN) if each.path == "due")
        typed = talk.ask(_("Postpone until when? ({how}): ").format(how=how(asked)))
        deed = replace(deed, until=checkins.read_moment(vault, typed))
    if deed.act is Act.CANCEL and about.ahead:
        deed = replace(deed, everything=talk.ask_yes(_("All that are open?")))
    word = _ask_word(desk, deed) if about.asks_word else ""
    agreed = _see_cards(desk, deed)
    if agreed is None:
        talk.say(_("Nothing was changed."))
        return
    post = Post(telling=Told, choices=agreed, into=[_folder(desk)] if agreed else ())
    result = _perform(desk, deed, post, word)
    if result is not None:
        talk.say_all(result_lines(deed.act, result, names))


def _ask_word(desk: Desk, deed: Deed) -> str:
    """Ask for the agreed word until it is one, or none."""
    while True:
        word = desk.talk.ask_unseen(question_word())
        try:
            checkins.choices(desk.vault, deed, i18n.language(), word)
        except Refused as refused:
            _say(desk, refused)
        else:
            return word


class CardToBe(Bundle):
    """A card, as it would be once the check-in is done."""

    def __init__(self, desk: Desk, deed: Deed) -> None:
        super().__init__(desk)
        self._deed = deed

    def look(self, choice: Choice, before: Preview | None = None) -> Preview:
        """Return what it would hold by a choice."""
        return checkins.look(self._desk.vault, self._deed, choice, before)


def _see_cards(desk: Desk, deed: Deed) -> list[Choice] | None:
    """Say what each card would hold until the person agrees; None where they do not."""
    agreed = []
    for choice in checkins.choices(desk.vault, deed, i18n.language()):
        seen = decide(desk, choice, CardToBe(desk, deed))
        if seen is None:
            return None
        agreed.append(seen.choice)
    return agreed


def _perform(desk: Desk, deed: Deed, post: Post, word: str) -> Result | None:
    """Do it; ask again where a person has to decide, and where a file cannot be written."""
    talk = desk.talk
    while True:
        try:
            return _written_again(desk, checkins.do(desk.vault, deed, post, word), post)
        except ConfirmationNeeded as needed:
            _say(desk, needed)
            if not talk.ask_yes(_("Write the card all the same?")):
                talk.say(_("Nothing was changed."))
                return None
            post = replace(post, confirmed=True)
        except Refused as refused:
            _say(desk, refused)
            typed = talk.ask(question_elsewhere())
            if not typed:
                talk.say(_("Nothing was changed."))
                return None
            post = replace(post, into=[config.typed_path(typed)])


def _written_again(desk: Desk, result: Result, post: Post) -> Result:
    """Ask for another folder for each card that could not be written though the act is kept."""
    came = [_elsewhere(desk, each, post) for each in result.missing]
    cards = (each for each in came if isinstance(each, Card))
    missing = (each for each in came if isinstance(each, Missing))
    return replace(result, cards=(*result.cards, *cards), missing=tuple(missing))


def _elsewhere(desk: Desk, missing: Missing, post: Post) -> Card | Missing:
    found = journal.show_all(desk.vault, [missing.contact])
    names = {one: shown_name(record) for one, record in found.items()}
    desk.talk.say(missing_line(missing, names))
    while typed := desk.talk.ask(question_elsewhere()):
        try:
            return checkins.write_again(desk.vault, missing, config.typed_path(typed), post)
        except Refused as refused:
            _say(desk, refused)
    return missing


def _say(desk: Desk, refused: Refused) -> None:
    desk.talk.say_all(part for part in explain(refused) if part)


def _folder(desk: Desk) -> Path:
    """Ask for the folder that the cards go into; the person's own for Enter."""
    question = _("Folder for the new card (Enter for {folder}): ").format(folder=config.home())
    return config.typed_path(desk.talk.ask(question) or config.home())


def _names(desk: Desk, about: About) -> dict[str, str]:
    found = journal.show_all(desk.vault, [each.contact for each in about.readers])
    return {one: shown_name(record) for one, record in found.items()}
