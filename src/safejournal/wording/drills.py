"""What is said of exercises that the program leads, and of before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from safejournal.domain.scenarios import Measure
from safejournal.i18n import _, later
from safejournal.services.drills import Point, Stand, holds
from safejournal.services.measures import Answer, Moment
from safejournal.services.travelling_drill import Drilled

_POINTS = {
    Point.KEY: later("The neighbour’s key is in the contacts."),
    Point.COMPARED: later("The eight words were compared aloud, and that is noted."),
    Point.GIVEN: later("A card was sealed for the neighbour, for the stick."),
    Point.CAME: later("The neighbour’s card was received."),
    Point.STEPS: later("Steps were noted while the other was silent."),
    Point.SHEETS: later("Recovery sheets are in force, and lie with neighbours."),
    Point.FORGOTTEN: later("The passphrase is forgotten: nobody has seen the new one."),
    Point.OPENED: later("The neighbours’ sheets opened it, and a passphrase was chosen again."),
}
_ANSWERS = {
    Answer.NOT_YET: later("not yet"),
    Answer.PARTLY: later("partly"),
    Answer.YES: later("yes"),
}
_MOMENTS = {Moment.BEFORE: later("Before"), Moment.AFTER: later("After")}


def pair_how() -> str:
    """Return how the pair exercise goes."""
    return _(
        "1. Each shows their keys (Sharing, My keys) and takes the other’s from the stick into a"
        " new contact.\n2. Read the eight words to each other, both ways, and note that in the"
        " contact.\n3. Who goes writes a trip with one check-in and seals a card for the other,"
        " on the stick.\n4. Who stays receives the file.\n5. One goes silent. The other opens"
        " Waiting for others and does the steps, one by one."
    )


def recovery_how(place: object) -> str:
    """Return how the drill of the forgotten passphrase goes, for the journal at a place."""
    return _(
        "1. Make three recovery sheets of which two open (Passphrase and recovery), and give two"
        " of them to two neighbours.\n2. Forget the passphrase: the program puts one in its place"
        " that nobody sees.\n3. Lock. At the prompt, the old passphrase opens nothing.\n4. Fetch"
        " the two sheets: this asks for them and for a new passphrase:"
        "\n\nsafejournal --vault {place} recovery join"
    ).format(place=place)


def travel_how() -> str:
    """Return how the drill of travelling with little goes."""
    return _(
        "On a copy that is thrown away: everything is sealed into a package and proven, a small"
        " journal stays, and the return brings all of it back. Nothing here changes."
    )


def forget_question() -> str:
    """Return the question before the passphrase is put away."""
    return _("Forget the passphrase of this practice journal? Only the sheets open it then.")


def stand_lines(of: Sequence[Stand]) -> Iterator[str]:
    """Yield each point of a procedure, and whether the procedure holds."""
    yield from (f"[{'x' if each.done else ' '}] {_(_POINTS[each.point])}" for each in of)
    yield verdict(of)


def verdict(of: Sequence[Stand]) -> str:
    """Return whether the procedure holds. It is never about a person."""
    if holds(of):
        return _("The procedure holds.")
    return _("The procedure does not hold yet.")


def drilled_line(of: Drilled) -> str:
    """Return what came of the drill of travelling with little."""
    if of.same:
        return _("The procedure holds: after the return everything was as before.")
    return _("The procedure does not hold: after the return something was missing.")


def answer(of: Answer) -> str:
    """Return the words of an answer."""
    return _(_ANSWERS[of])


def moment(of: Moment) -> str:
    """Return the word for when it is asked."""
    return _(_MOMENTS[of])


def measure_row(of: Measure, own: Mapping[str, Answer]) -> str:
    """Return a sentence and what was answered."""
    return f"{of.text}  [{answer(own[of.id]) if of.id in own else _('no answer')}]"


def counts_line(counts: Mapping[Answer, int]) -> str:
    """Return the numbers of one sentence."""
    return "   ".join(f"{answer(each)}: {counts.get(each, 0)}" for each in Answer)


def about_measures() -> str:
    """Return what becomes of the answers."""
    return _(
        "Your answers stay in this practice journal and go with it. Only numbers are ever written"
        " out, and none of fewer than five people."
    )
