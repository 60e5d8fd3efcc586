"""The way of a trip as a small picture in text: legs, stop-overs, and what lies under a flight."""

from __future__ import annotations

from textual.content import Content

from safejournal.domain.plan import Leg, Place, Plan
from safejournal.services.routes import sky
from safejournal.tui.guidance.block import Block
from safejournal.tui.text import MUTED, line
from safejournal.wording.routes import details, place, staying, under
from safejournal.wording.words import word

NUMBERS = 4
"""Cells of the column of leg numbers."""

_STOP = "○"
"""Stands before a stop-over; `►` before an end. Both are in the fonts of text consoles."""


def picture(plan: Plan) -> list[Block]:
    """Return a paragraph for each leg, and one for a stay."""
    if not plan.legs:
        person = plan.person
        here = None if person is None else Place(country=person.lives_in)
        return [Block(line(staying(here)).stylize("bold"))]
    return [_leg(number, leg) for number, leg in enumerate(plan.legs, 1)]


def _leg(number: int, leg: Leg) -> Block:
    below = "\n".join([*details(leg), *under(sky(leg))])
    return Block(_drawn(leg), before=f"{number}.", cells=NUMBERS, below=below)


def _drawn(leg: Leg) -> Content:
    if leg.start is not None and leg.start == leg.end:
        return line(staying(leg.start)).stylize("bold")
    how = word(leg.mode) if leg.mode else "?"
    parts = [_place(leg.start)]
    for stop in leg.via or ():
        parts += [_line(how), Content(f"{_STOP} "), _place(stop)]
    parts += [_line(how), Content("► "), _place(leg.end)]
    return Content("").join(parts)


def _line(how: str) -> Content:
    return Content.styled(f" ── {how} ──", MUTED)


def _place(of: Place | None) -> Content:
    return line(place(of)).stylize("bold")
