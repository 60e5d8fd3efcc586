"""What a person reads who waits for somebody: both clocks, how late it is, what to do and what not.

Short sentences, for somebody who is woken at night. The steps come from the card of whoever is
silent, or from the documented guidance; what stands here only leads through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from safejournal.domain.times import write_moment
from safejournal.domain.visible import marked_name
from safejournal.domain.wrapping import wrapped
from safejournal.i18n import _, later
from safejournal.services import journal
from safejournal.services.due import Awaited
from safejournal.services.inbox import Mark
from safejournal.services.opening import Vault
from safejournal.services.silence import (
    HEARD,
    Bundle,
    CheckinWord,
    Ending,
    Holder,
    Note,
    Noted,
    Origin,
    Outcome,
    Person,
    Stage,
    Standing,
    Step,
    Waiting,
    clocks,
)
from safejournal.wording.amounts import days
from safejournal.wording.due import how_far
from safejournal.wording.names import shown_name
from safejournal.wording.received import marks, marks_short
from safejournal.wording.times import moment, offset
from safejournal.wording.words import word

_DAY, _HOUR, _MINUTE = 24 * 60, 60, 60

RULES = (
    later(
        "Do not call or write back to them yourself: somebody else may have their telephone, and"
        " would see who you are. Somebody local may try, with an ordinary reason."
    ),
    later("Take the steps one after the other. The first ones harm nobody if this is a mistake."),
    later("Stop once you have heard from them, and the question and the agreed word were right."),
)
"""What holds at every step. The first is the documented advice on alarm calls (guidance, source
`panoplia`); the others say how the list is meant."""

_OUTCOMES = {
    Outcome.DONE: later("done"),
    Outcome.NOT_REACHED: later("not reached"),
    Outcome.LEFT_OUT: later("left out"),
}
_ENDINGS = {
    Ending.HEARD: later("heard from them, and it was them"),
    Ending.HANDED_OVER: later("others go on with it"),
    Ending.OTHER: later("for another reason"),
}
_ANSWERED = {
    "right": later("heard from them; the answer was right"),
    "wrong": later("heard from them; the answer was WRONG"),
    "not_asked": later("heard from them; the question was not asked"),
}
_SAID = {
    CheckinWord.ALL_WELL.value: later("the word for “all well”"),
    CheckinWord.UNDER_DURESS.value: later("the word for “under duress”"),
    "": later("no agreed word"),
}
# What follows from a wrong answer, a soothing word or a right one that was forced is what the
# guidance documents (checklist `loved-one-silent`, item `first-kind-message`).
_DURESS = later(
    "This is the word for “under duress”: they cannot speak freely. Let nobody notice that you"
    " know. Do not call or write to them. Go on with the steps now."
)
_ALL_WELL = later("This is the word for “all well”.")
_NEITHER = later(
    "This is neither of the two agreed words. It proves nothing, good or bad: go on with the steps."
)
_WRONG = later(
    "The answer is wrong or was avoided: take it that they cannot speak freely. Let nobody notice"
    " that you know. Go on with the steps."
)
_MAY_STOP = later("Word and answer were right: you may end the steps. Ask for a newer card too.")
_FORCED = later("Even a right answer may have been forced. If in doubt, go on with the steps.")


def length(of: timedelta) -> str:
    """Return a length of time in its two largest parts: `2 days 3 h`, `1 h 5 min`, `12 min`."""
    minutes = int(of.total_seconds()) // _MINUTE
    whole, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, _HOUR)
    parts = [days(whole)] if whole else []
    if hours:
        parts.append(_("{n} h").format(n=hours))
    if not whole and (left or not hours):
        parts.append(_("{n} min").format(n=left))
    return " ".join(parts)


def names_waited(vault: Vault, found: Iterable[Waiting]) -> dict[str, str]:
    """Return what those who are waited for are called here, by their contacts' ids.

    Whoever was removed since is still waited for: they keep the name that was last known, and are
    marked. Of one who was erased nothing is left here; they are called what they call themselves.
    """
    ids = [each.contact for each in found if each.contact is not None]
    named = {}
    for one, record in journal.show_all(vault, ids).items():
        if record.content is not None:
            named[one] = shown_name(record)
        elif known := next((e for e in journal.history(vault, one) if e.content is not None), None):
            named[one] = _("{name} (removed)").format(name=shown_name(known))
    return named


def name_of_waiting(of: Waiting, names: Mapping[str, str]) -> str:
    """Return what somebody is called here; what they call themselves if they are no contact."""
    if of.contact is not None and of.contact in names:
        return names[of.contact]
    return marked_name(of.called)[0] or _("somebody who is not shown")


_ABOUT_MAKER = frozenset(
    {
        Mark.KEY_CHANGED,
        Mark.FORWARDED,
        Mark.SENDER_NOT_SHOWN,
        Mark.SENDER_UNKNOWN,
        Mark.NEVER_COMPARED,
    }
)
"""What makes it doubtful who is waited for: said wherever their name stands."""


def marked_waiting(of: Waiting, names: Mapping[str, str]) -> str:
    """Return the name for a list, with what makes it doubtful that it is them."""
    told = marks_short(of.card.marks & _ABOUT_MAKER, practice=of.card.manifest.practice)
    name = name_of_waiting(of, names)
    return f"{name} [{told}]" if told else name


def undecided_line(of: Bundle) -> str:
    """Return that a card lies in the inbox by which nobody is waited for yet."""
    return _(
        "Bundle {inbox} of the inbox [{marks}] asks to be waited by too. Nobody is waited for by it"
        " until you look at it and accept it."
    ).format(inbox=of.number, marks=marks_short(of.marks, practice=of.manifest.practice))


def both_clocks(due: str, here: datetime) -> str:
    """Return a moment in their time, and in the reader's where that differs."""
    at = clocks(due, here)
    theirs = moment(due)
    if at.agree:
        return theirs
    same_day = at.ours.date() == at.theirs.date()
    ours = f"{at.ours:%H:%M}" if same_day else moment(write_moment(at.ours), here=here)
    return _("{theirs}; for you {ours} ({offset})").format(
        theirs=theirs, ours=ours, offset=offset(at.ours)
    )


def stage(of: Standing) -> str:
    """Return how a check-in stands: ahead, in grace or late, and by how much; or asked for now."""
    far = length(of.by)
    if of.at_once:
        return _("NOW: their card asks for its steps at once")
    if of.stage is Stage.LATE:
        return _("LATE by {length}").format(length=far)
    if of.stage is Stage.GRACE:
        return _("due; grace for {length} more").format(length=far)
    return _("in {length}").format(length=far)


def standing_line(of: Standing, here: datetime) -> str:
    """Return a promised check-in in one line."""
    return f"{stage(of)}: {both_clocks(of.promise.due, here)}"


def awaited_line(of: Awaited, names: Mapping[str, str], now: datetime) -> str:
    """Return a check-in that somebody else promised, among what is due: by both clocks."""
    far, what = how_far(of.due, of.urgency, now), word(of.due.what)
    name = marked_waiting(of.waiting, names)
    if of.at_once:
        return f"{_('NOW: their card asks for its steps at once')}: {name}"
    return f"{far}: {what}, {both_clocks(of.due.at, now)}: {name}"


def nothing_open(of: Waiting, here: datetime) -> str:
    """Return why nothing is waited for any more."""
    if of.settled is None:
        return _("no check-in is promised any more")
    at = moment(write_moment(of.settled), here=here)
    return _("the steps ended on {moment}, and no newer card came").format(moment=at)


def waiting_line(of: Waiting, names: Mapping[str, str], here: datetime) -> str:
    """Return whom one waits for, in one line."""
    name, pressing = marked_waiting(of, names), of.pressing
    if pressing is None:
        return f"{name}: {nothing_open(of, here)}"
    return f"{name}: {standing_line(pressing, here)}"


def card_lines(of: Waiting, here: datetime) -> Iterator[str]:
    """Yield which card counts, which do not, and what to beware of in it."""
    made = moment(of.card.manifest.made, here=here)
    yield _("Card number {number}, made {made}. It counts.").format(number=of.number, made=made)
    if of.older:
        numbers = ", ".join(map(str, of.older))
        yield _("It took the place of: {numbers}.").format(numbers=numbers)
    if of.later_gone:
        yield _(
            "Number {number} came later and was discarded: ask whether it was a newer card."
        ).format(number=of.later_gone)
    yield from marks(of.card.marks - {Mark.AT_ONCE}, practice=of.card.manifest.practice)
    for number in of.alarmed:
        yield _(
            "! Number {number} asked for its steps AT ONCE. A later card does not undo that."
        ).format(number=number)
    if not of.accepted:
        yield _("Nobody has accepted this card yet. It counts all the same.")


def waiting_lines(of: Waiting, names: Mapping[str, str], here: datetime) -> Iterator[str]:
    """Yield everything about one person's trip before its steps."""
    yield name_of_waiting(of, names)
    for each in of.standings:
        yield from wrapped(standing_line(each, here), "- ")
    if not of.standings:
        yield f"- {nothing_open(of, here)}"
    for said in card_lines(of, here):
        yield from wrapped(said, "  ")
    if of.walk is not None:
        begun = moment(write_moment(of.walk.begun), here=here)
        yield _("Steps were begun on {moment}.").format(moment=begun)
        if of.stage is not Stage.LATE:
            yield from wrapped(
                _("Nothing is late by the card that counts. Make sure that it is them, then end."),
                "",
            )


def rules() -> list[str]:
    """Return what holds at every step."""
    return [_(each) for each in RULES]


def never_back() -> str:
    """Return the rule that must be in sight at every step."""
    return _("Never call or write back to them.")


def people_lines(of: Waiting) -> Iterator[str]:
    """Yield whom to call and whom never."""
    if of.whom:
        yield _("Whom to call:")
        yield from (f"- {person_line(each)}" for each in of.whom)
    if of.never:
        yield _("Whom NEVER to call:")
        yield from (f"- {person_line(each)}" for each in of.never)


def person_line(of: Person) -> str:
    """Return somebody with their channels."""
    return ": ".join(part for part in (of.called, ", ".join(of.channels)) if part)


def step_text(of: Step, waiting: Waiting) -> str:
    """Return what to do. A step of the card is in the words of whoever is silent."""
    if of.origin is not Origin.PROGRAM:
        return of.text
    return _(
        "Look for a newer card: in the inbox, and wherever their files reach you. Here number"
        " {number} counts."
    ).format(number=waiting.number)


def origin(of: Step) -> str:
    """Return whose advice a step is; "" where that is plain."""
    return _("documented advice") if of.origin is Origin.GUIDANCE else ""


def step_lines(of: Step, waiting: Waiting, here: datetime, *, head: str = "") -> Iterator[str]:
    """Yield a step with what was noted of it; `head` stands before it, such as its number."""
    told = step_text(of, waiting)
    if said := origin(of):
        told = f"{told} ({said})"
    yield from wrapped(told, head)
    if of.noted is not None:
        yield from wrapped(noted_line(of.noted, here), " " * len(head))


def outcome(of: Outcome) -> str:
    """Return what came of a step, in a word."""
    return _(_OUTCOMES[of])


def noted_line(of: Noted, here: datetime) -> str:
    """Return what was noted, with its time."""
    return f"{moment(write_moment(of.at), here=here)}: {_came(of)}"


def _came(of: Noted) -> str:
    if of.step == HEARD:
        return f"{_(_ANSWERED[of.outcome])}, {_(_SAID[of.remark])}"
    said = outcome(Outcome(of.outcome))
    return f"{said}. {of.remark}" if of.remark else said


def heard_lines(
    said: CheckinWord | None, *, typed: bool, answered: bool | None, knows: bool
) -> Iterator[str]:
    """Yield what follows from what was heard.

    `typed` says whether a word was given, `knows` whether two are agreed here at all.
    """
    if said is CheckinWord.UNDER_DURESS:
        yield _(_DURESS)
        return
    if answered is False:
        yield _(_WRONG)
        return
    if said is CheckinWord.ALL_WELL:
        yield _(_ALL_WELL)
    elif typed and knows:
        yield _(_NEITHER)
    if said is CheckinWord.ALL_WELL and answered:
        yield _(_MAY_STOP)
    yield _(_FORCED)


def ending(of: Ending) -> str:
    """Return why steps are over."""
    return _(_ENDINGS[of])


def told(
    of: Waiting,
    steps: Iterable[Step],
    noted: Iterable[Noted],
    why: Ending,
    names: Mapping[str, str],
) -> Note:
    """Return what was done, as a record that a person keeps: each line with its time in UTC."""
    texts = {each.key: step_text(each, of) for each in steps}
    lines = [
        _("Card number {number} counted. Check-ins:").format(number=of.number),
        *(f"- {moment(each.promise.due)}" for each in of.standings),
        _("What was done:"),
    ]
    for each in noted:
        at, said = moment(write_moment(each.at)), _came(each)
        what = "" if each.step == HEARD else f"{texts.get(each.step, each.step)}: "
        lines.append(f"- {at}: {what}{said}")
    lines.append(_("The steps ended: {why}.").format(why=ending(why)))
    title = _("{name} was silent: what was done").format(name=name_of_waiting(of, names))
    return Note(title=title, text="\n".join(lines))


def holder_line(of: Holder, names: Mapping[str, str], here: datetime) -> str:
    """Return who has which card of one's own trip."""
    name = names.get(of.contact, of.contact)
    if of.number is None or of.at is None:
        return _("{name}: has NO card").format(name=name)
    at = moment(write_moment(of.at), here=here)
    told = _("{name}: card number {number} of {at}").format(name=name, number=of.number, at=at)
    came = _("receipt came") if of.arrived else _("no receipt yet")
    old = "" if of.current else ", " + _("OLD: the trip has changed since")
    return f"{told}, {came}{old}"
