"""A travel plan, or a stay: what the person has said of themselves and of the way.

None means "not said" and is never read as "no"; an empty tuple means asked, and there is none.
"""

from __future__ import annotations

import re

from safejournal.domain import plan_words as w
from safejournal.domain.checks import check_country, check_length
from safejournal.domain.times import parse_day
from safejournal.domain.values import dataclass, field
from safejournal.domain.words import DocumentKind, DocumentState, LegalKind

FORMAT = "safejournal-plan/1"
OLDEST_COMPANION = 130
LONGEST_STAY_DAYS = 36_525
"""A hundred years: a bound against nonsense, not a rule about stays."""


def _check_day(value: str | None) -> None:
    if value is not None:
        parse_day(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who travels, as far as a state may care."""

    home_state: str | None = None
    other_nationalities: tuple[str, ...] | None = None
    roles: tuple[w.PersonRole, ...] | None = None
    lives_in: str | None = None
    status_abroad: w.StatusAbroad | None = None
    """The standing in `lives_in`."""

    def __post_init__(self) -> None:
        check_length(self.other_nationalities)
        for state in (self.home_state, self.lives_in, *(self.other_nationalities or ())):
            check_country(state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that the person holds, or held."""

    kind: DocumentKind | None = None
    issuer: str | None = None
    state: DocumentState | None = None
    expires: str | None = None

    def __post_init__(self) -> None:
        check_country(self.issuer)
        _check_day(self.expires)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One end of a leg, or a stop-over."""

    country: str | None = None
    airport: str | None = None

    def __post_init__(self) -> None:
        check_country(self.country)
        if self.airport is not None and re.fullmatch(r"[A-Z]{3}", self.airport) is None:
            raise ValueError("an airport is the three capital letters of its IATA code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One stretch of the way. Equal ends mean staying there."""

    start: Place | None = field(default=None, metadata={"wire": "from"})
    end: Place | None = field(default=None, metadata={"wire": "to"})
    via: tuple[Place, ...] | None = None
    overflies: tuple[str, ...] | None = None
    mode: w.Mode | None = None
    date: str | None = None
    crossing: w.Crossing | None = None
    arranged_by: w.Arranger | None = None
    near: tuple[w.Near, ...] | None = None
    lodging: w.Lodging | None = None
    stay_days: int | None = None

    def __post_init__(self) -> None:
        check_length(self.via)
        check_length(self.overflies)
        for state in self.overflies or ():
            check_country(state)
        _check_day(self.date)
        if self.stay_days is not None and not 0 <= self.stay_days <= LONGEST_STAY_DAYS:
            raise ValueError("stay_days is a number of days from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Somebody who comes along."""

    relation: w.Relation | None = None
    age: int | None = None
    papers_ready: bool | None = None
    route: w.Route | None = None

    def __post_init__(self) -> None:
        if self.age is not None and not 0 <= self.age <= OLDEST_COMPANION:
            raise ValueError("an age is a number of years from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalMatter:
    """Something that stands against the person, or was looked for and not found."""

    kind: LegalKind | None = None
    state: str | None = None
    checked: str | None = None
    """The day on which it was last looked up."""

    def __post_init__(self) -> None:
        check_country(self.state)
        _check_day(self.checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A journey leg by leg; without legs, a stay in `person.lives_in`."""

    format: str = FORMAT
    person: Person | None = None
    documents: tuple[Paper, ...] | None = None
    legs: tuple[Leg, ...] | None = None
    purpose: w.Purpose | None = None
    invited_by: w.Inviter | None = None
    companions: tuple[Companion, ...] | None = None
    legal: tuple[LegalMatter, ...] | None = None
    signals: tuple[w.Signal, ...] | None = None
    preparations: tuple[w.Preparation, ...] | None = None

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"the format of a plan is {FORMAT}")
        for values in (self.documents, self.legs, self.companions, self.legal):
            check_length(values)
