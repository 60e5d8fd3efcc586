"""What a person reads who checks in: which check-in it is, who gets a card, what came of it.

After either of the agreed words it is the same to the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from safejournal.i18n import _, later, ngettext
from safejournal.services.checkins import About, Act, Missing, Reader, Result
from safejournal.wording.amounts import short
from safejournal.wording.problems import in_language
from safejournal.wording.times import moment

_NAMES = {
    Act.DONE: later("I am checking in"),
    Act.POSTPONE: later("Postpone it"),
    Act.CANCEL: later("Cancel it"),
}
_MEANINGS = {
    Act.DONE: later("Write down that it was done now."),
    Act.POSTPONE: later("Move it to a later moment."),
    Act.CANCEL: later("Take it out of the trip: nobody waits for it any more."),
}
_CAME = {
    Act.DONE: later("The check-in is written down."),
    Act.POSTPONE: later("The check-in is postponed."),
    Act.CANCEL: later("The check-in is cancelled."),
}


def act_name(of: Act) -> str:
    """Return what an act is called."""
    return _(_NAMES[of])


def act_meaning(of: Act) -> str:
    """Return what an act does, as a sentence."""
    return _(_MEANINGS[of])


def about_lines(of: About, names: Mapping[str, str]) -> Iterator[str]:
    """Yield which check-in an act is about, and who gets a card of it."""
    for due in of.due:
        yield _("Check-in: {moment}").format(moment=moment(due))
    if of.ahead:
        yield _("After it: {moment}").format(moment=moment(of.ahead[0]))
    for reader in of.readers:
        yield f"- {reader_line(reader, names)}"
    if not of.readers:
        yield _("No contact is named in it, so no card is written.")


def reader_line(of: Reader, names: Mapping[str, str]) -> str:
    """Return who gets a card, or why somebody gets none."""
    name = names.get(of.contact, short(of.contact))
    if of.has_key:
        return _("{name}: gets a new card").format(name=name)
    return _("{name}: no key that counts, so no card; tell them in another way").format(name=name)


def question_word() -> str:
    """Return what asks for the agreed word. It does not say how many are agreed, nor why."""
    return _("Agreed word (not shown; Enter for none): ")


def result_lines(act: Act, of: Result, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what came of an act."""
    yield _(_CAME[act])
    for card in of.cards:
        yield _("New card for {name}, number {number}: {file}").format(
            name=names.get(card.contact, short(card.contact)), number=card.number, file=card.file
        )
    for missing in of.missing:
        yield missing_line(missing, names)
        yield _("A card that “export” writes knows nothing of the agreed word.")
    for contact in of.without_key:
        yield _("{name} has no key that counts: tell them in another way.").format(
            name=names.get(contact, short(contact))
        )
    if of.cards:
        yield ngettext(
            "Bring it to its contact: until it is there, the older card counts for them.",
            "Bring each to its contact: until it is there, the older card counts for them.",
            len(of.cards),
        )


def missing_line(of: Missing, names: Mapping[str, str]) -> str:
    """Return who got no card, and why."""
    name = names.get(of.contact, short(of.contact))
    return _("NO card for {name}: {why}").format(name=name, why=in_language(of.why))


def question_elsewhere() -> str:
    """Return what asks for another place for a card that could not be written."""
    return _("Another folder for this card, Enter for none: ")
