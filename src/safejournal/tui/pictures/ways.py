"""The ways to the pictures, by the names that the palette calls them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from safejournal.domain.plan import Plan
from safejournal.domain.records import Trip
from safejournal.domain.versions import Record
from safejournal.tui.text import name

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

Make = Callable[["Vault"], Screen[Any]]


def _timeline(vault: Vault) -> Screen[Any]:
    from safejournal.tui.pictures.timeline import TimelineScreen

    return TimelineScreen(vault)


def _patterns(vault: Vault) -> Screen[Any]:
    from safejournal.tui.pictures.patterns import PatternsScreen

    return PatternsScreen(vault)


def _calendar(vault: Vault) -> Screen[Any]:
    from safejournal.tui.pictures.calendar import CalendarScreen

    return CalendarScreen(vault)


WAYS: dict[str, Make] = {"timeline": _timeline, "patterns": _patterns, "calendar": _calendar}


def picture_of(vault: Vault, record: Record) -> Screen[Any]:
    """Return the picture of a trip (its way) or of a threat (its incidents over time)."""
    if isinstance(record.content, Trip):
        from safejournal.tui.pictures.route import RouteScreen

        return RouteScreen(vault, record.content.plan or Plan(), name(record))
    from safejournal.tui.pictures.threat import ThreatPicture

    return ThreatPicture(vault, record)
