"""What was decided of one contact's card of one trip: said once, held to in every later card.

A card that takes another's place must say no less than that one: without its names a step like
"call Vera" tells nobody whom to call. And no more: what was kept back stays back. Kept are ids and
the names of fields; a text that was erased is nowhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from safejournal.domain.disclosure import Cut, Named
from safejournal.domain.records import Appointment, Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import journal
from safejournal.services.choosing import Choice
from safejournal.services.opening import Vault
from safejournal.vault import settings

_SETTING = "decided"
_FIELDS = ("kept_back", "only", "as_written")
_CHECKIN = re.compile(r"checkins\[(\d+)\](.*)")


def keep(vault: Vault, cuts: Iterable[Cut], reader: str, choice: Choice) -> None:
    """Keep what this reader was to see of the trips that left, as it was said last."""
    fields = {each: sorted(getattr(choice, each)) for each in _FIELDS}
    decided = {"people": sorted(choice.people)} | fields
    trips = [cut.given.id for cut in cuts if cut.given.kind is Kind.TRIP]
    now = {
        f"{trip} {reader}": decided | {"version": journal.show(vault, trip).version}
        for trip in trips
    }
    with vault.writing() as connection:
        found = settings.read(connection)
        settings.write(connection, found | {_SETTING: _kept(found) | now})


def recall(vault: Vault, trip: Record, choice: Choice) -> Choice:
    """Return a card of this trip for its one reader, as was decided of the card before.

    Fields of a check-in are found again where it stands now; what stands nowhere any more is left
    out.
    """
    with vault.reading() as connection:
        found = _kept(settings.read(connection)).get(f"{trip.id} {choice.reader}")
    if not isinstance(found, dict):
        return choice
    places = _places(_then(vault, trip, found.get("version")), trip)
    kept_back, only, as_written = (
        frozenset(_moved(trip, found.get(each), places)) for each in _FIELDS
    )
    return replace(
        choice,
        people=frozenset(found.get("people", ())),
        kept_back=kept_back,
        only=only,
        as_written=as_written,
    )


def _kept(found: Mapping[str, object]) -> dict[str, object]:
    kept = found.get(_SETTING)
    return dict(kept) if isinstance(kept, dict) else {}


def _then(vault: Vault, trip: Record, version: object) -> Record | None:
    """Return the trip as it was when that was decided; None where it has been erased."""
    past = journal.history(vault, trip.id)
    return next((each for each in past if each.version == version), None)


def _places(then: Record | None, now: Record) -> dict[int, int]:
    """Return where each check-in of that time stands now: the same, or moved, or changed."""
    found: dict[int, int] = {}
    before = then.content.checkins if then and isinstance(then.content, Trip) else ()
    left = dict(enumerate(now.content.checkins)) if isinstance(now.content, Trip) else {}
    for is_same in _SAME:
        for old, each in enumerate(before):
            places = (place for place, one in left.items() if is_same(old, each, place, one))
            if old not in found and (place := next(places, None)) is not None:
                found[old] = place
                del left[place]
    return found


_SAME: tuple[Callable[[int, Appointment, int, Appointment], bool], ...] = (
    lambda _old, each, _place, one: each == one,
    lambda _old, each, _place, one: replace(each, due=one.due) == one,
    lambda old, _each, place, _one: old == place,
)


def _moved(trip: Record, paths: object, places: Mapping[int, int]) -> Iterable[Named]:
    for record, path in paths if isinstance(paths, list) else ():
        inside = _CHECKIN.fullmatch(path) if record == trip.id else None
        if inside is None:
            yield record, path
        elif (place := places.get(int(inside[1]))) is not None:
            yield record, f"checkins[{place}]{inside[2]}"
