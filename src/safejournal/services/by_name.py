"""Who may go by name in what one contact is given of one trip: said once, held to afterwards.

A card that takes another's place must say no less than that one: without its names a step like
"call Vera" tells nobody whom to call. Kept are ids alone; a text that was erased is nowhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from safejournal.domain.disclosure import Cut
from safejournal.domain.words import Kind
from safejournal.services.opening import Vault
from safejournal.vault import settings

_SETTING = "by_name"


def keep(vault: Vault, cuts: Iterable[Cut], reader: str, people: Iterable[str]) -> None:
    """Keep whom this reader was told by name with the trips that left, as it was said last."""
    trips = (cut.given.id for cut in cuts if cut.given.kind is Kind.TRIP)
    chosen, wanted = sorted(people), {f"{trip} {reader}" for trip in trips}
    with vault.writing() as connection:
        found = settings.read(connection)
        told = found.get(_SETTING)
        kept = dict(told) if isinstance(told, dict) else {}
        if all(kept.get(each, []) == chosen for each in wanted):
            return
        settings.write(connection, found | {_SETTING: kept | dict.fromkeys(wanted, chosen)})


def people(vault: Vault, trip: str, reader: str) -> frozenset[str]:
    """Return whom a reader was last told by name with a trip; nobody if nothing was given."""
    with vault.reading() as connection:
        told = settings.read(connection).get(_SETTING)
    found = told.get(f"{trip} {reader}", []) if isinstance(told, dict) else []
    return frozenset(each for each in found if isinstance(each, str))
