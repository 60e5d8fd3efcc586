"""The way of a trip in words: its legs, the states under a flight, what the map cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safejournal.domain.charts import sign_of
from safejournal.domain.maps import Stop
from safejournal.domain.plan import Leg, Place, Plan
from safejournal.i18n import _
from safejournal.services.routes import Route, Sky, sky
from safejournal.wording.amounts import days
from safejournal.wording.guidance import state
from safejournal.wording.times import day_short
from safejournal.wording.words import word


def place(of: Place | None) -> str:
    """Return what a place is called: its state, and its airport if one is said."""
    if of is None or of.country is None:
        return _("not said")
    named = state(of.country)
    return f"{named} {of.airport}" if of.airport else named


def staying(of: Place | None) -> str:
    """Return that somebody stays in a place."""
    return _("Staying in {place}").format(place=place(of))


def details(leg: Leg) -> Iterator[str]:
    """Yield when it is, how long the stay, and where one sleeps, as far as that is said."""
    told = [day_short(leg.date)] if leg.date else []
    if leg.stay_days:
        told.append(_("staying {days}").format(days=days(leg.stay_days)))
    if leg.lodging:
        told.append(word(leg.lodging))
    if told:
        yield ", ".join(told)


def under(over: Sky | None) -> Iterator[str]:
    """Yield what lies under a flight, in words that claim no more than is known."""
    if over is None:
        return
    if over.over:
        yield _("under it: {states}").format(states=", ".join(map(state, over.over)))
    if over.near:
        yield _("close by: {states}").format(states=", ".join(map(state, over.near)))
    if not over.whole:
        yield _("What lies under all of it is not known: an airport is not said.")


def route_lines(plan: Plan) -> Iterator[str]:
    """Yield the whole way as lines of text."""
    if not plan.legs:
        yield staying(Place(country=plan.person.lives_in) if plan.person else None)
    for number, leg in enumerate(plan.legs or (), 1):
        if leg.start is not None and leg.start == leg.end:
            yield f"{number}. {staying(leg.start)}"
        else:
            how = word(leg.mode) if leg.mode else "?"
            stops = [leg.start, *(leg.via or ()), leg.end]
            yield f"{number}. {f' → {how} → '.join(map(place, stops))}"
        yield from (f"   {told}" for told in (*details(leg), *under(sky(leg))))


def stop_lines(route: Route) -> Iterator[str]:
    """Yield what each number on the map stands for, and what the map cannot show."""
    for stop in route.stops:
        yield f"{sign_of(stop.number)}  {_stop(stop)}"
    if any(not track.known for track in route.tracks):
        yield _(
            "“:” joins the middles of states: nobody said where in them. It is not the way itself."
        )
    if not route.whole:
        yield _("A place is not said, or not known here, and is not on the map.")
    yield _("The map shows who holds a place, not who has a right to it.")


def _stop(stop: Stop) -> str:
    named = state(stop.country) if stop.country else _("not said")
    return f"{named} {stop.airport}".rstrip()


def lacks_braille(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal's font is known to have no braille: text consoles, old terminals.

    Terminals cannot be asked; a key changes what was guessed wrongly.
    """
    kind = environment.get("TERM", "")
    spoken = next((v for n in ("LC_ALL", "LC_CTYPE", "LANG") if (v := environment.get(n))), "")
    return kind.startswith(("linux", "vt", "ansi", "cons")) or spoken in ("C", "POSIX")


def route_document(plan: Plan, route: Route) -> dict[str, Any]:
    """Return the way as other programs read it."""
    return {
        "stops": [
            {
                "number": stop.number,
                "country": stop.country,
                "airport": stop.airport or None,
                "lat": round(stop.point.lat, 3),
                "lon": round(stop.point.lon, 3),
            }
            for stop in route.stops
        ],
        "legs": [_leg_document(leg) for leg in plan.legs or ()],
        "whole": route.whole,
    }


def _leg_document(leg: Leg) -> dict[str, Any]:
    over = sky(leg)
    places = [leg.start, *(leg.via or ()), leg.end]
    return {
        "places": [each and {"country": each.country, "airport": each.airport} for each in places],
        "mode": leg.mode.value if leg.mode else None,
        "date": leg.date,
        "under": list(over.over) if over else [],
        "near": list(over.near) if over else [],
        "under_whole": over.whole if over else None,
    }
