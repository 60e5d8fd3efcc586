"""The way of a trip as a small picture in text: legs, stop-overs, and what lies under a flight."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from safejournal.domain.plan import Leg, Place, Plan
from safejournal.i18n import _
from safejournal.services.routes import Sky, sky
from safejournal.tui.guidance.block import Block
from safejournal.tui.text import MUTED, line
from safejournal.wording.amounts import days
from safejournal.wording.guidance import state
from safejournal.wording.times import day_short
from safejournal.wording.words import word

NUMBERS = 4
"""Cells of the column of leg numbers."""

_STOP = "○"
"""Stands before a stop-over; `►` before an end. Both are in the fonts of text consoles."""


def picture(plan: Plan) -> list[Block]:
    """Return a paragraph for each leg, and one for a stay."""
    if not plan.legs:
        person = plan.person
        here = _place(None if person is None else Place(country=person.lives_in))
        return [Block(Content.assemble((_("Staying in {place}").format(place=here), "bold")))]
    return [_leg(number, leg) for number, leg in enumerate(plan.legs, 1)]


def _leg(number: int, leg: Leg) -> Block:
    below = "\n".join([*_details(leg), *_under(sky(leg))])
    return Block(_drawn(leg), before=f"{number}.", cells=NUMBERS, below=below)


def _drawn(leg: Leg) -> Content:
    start, end = _place(leg.start), _place(leg.end)
    if leg.start is not None and leg.start == leg.end:
        return Content.styled(_("Staying in {place}").format(place=start), "bold")
    how = word(leg.mode) if leg.mode else "?"
    parts = [Content.styled(start, "bold")]
    for stop in leg.via or ():
        parts += [_line(how), Content(f"{_STOP} "), Content.styled(_place(stop), "bold")]
    parts += [_line(how), Content("► "), Content.styled(end, "bold")]
    return Content("").join(parts)


def _line(how: str) -> Content:
    return Content.styled(f" ── {how} ──", MUTED)


def _place(of: Place | None) -> str:
    if of is None or of.country is None:
        return _("not said")
    named = state(of.country)
    return line(f"{named} {of.airport}" if of.airport else named).plain


def _details(leg: Leg) -> Iterator[str]:
    told = [day_short(leg.date)] if leg.date else []
    if leg.stay_days:
        told.append(_("staying {days}").format(days=days(leg.stay_days)))
    if leg.lodging:
        told.append(word(leg.lodging))
    if told:
        yield ", ".join(told)


def _under(over: Sky | None) -> Iterator[str]:
    """Yield what lies under a flight, in words that claim no more than is known."""
    if over is None:
        return
    if over.over:
        yield _("under it: {states}").format(states=", ".join(map(state, over.over)))
    if over.near:
        yield _("close by: {states}").format(states=", ".join(map(state, over.near)))
    if not over.whole:
        yield _("What lies under all of it is not known: an airport is not said.")
