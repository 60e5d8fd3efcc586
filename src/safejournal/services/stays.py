"""Days spent in a country, held against its dated rule on stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from safejournal.domain.versions import Record
from safejournal.services.guidance import Source

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRule:
    """How long a state lets visitors of a nationality stay, as it was known on a day."""

    days: int
    per_days: int | None
    """Within any so many days; None: at one visit."""
    dated: str
    since: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StayCount:
    """The days of one country, as trips and stays in the journal have them."""

    country: str
    rule: StayRule | None
    """None: no rule is known here, which does not mean that there is none."""
    used: int
    """Days that count today."""
    left: int | None
    """Days left today under the rule; 0 when it is broken; None without a rule."""
    last_day: date | None
    """While the person is there: the last day that the rule allows."""
    exceeded_on: date | None
    """The first day, past or planned, that goes beyond the rule."""
    trips: tuple[Record, ...]


def stay_counts(vault: Vault) -> list[StayCount]:
    """Return the counters of countries with recorded days, the one running out first.

    Home, and countries where the person lives with a status that no visitor's rule binds, are left
    out.
    """
    raise NotImplementedError
