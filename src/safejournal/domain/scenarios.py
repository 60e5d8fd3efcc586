"""An exercise for a room: who plays whom, what happens when, and what is talked about afterwards.

Everything in it is invented. A scenario is read in one language; its ids are the same in all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any
from zlib import crc32

from safejournal.domain.values import dataclass


class Stage(StrEnum):
    """The five stages of a session, in the order in which adults learn (ADIDS)."""

    ACTIVITY = "activity"
    DISCUSSION = "discussion"
    INPUT = "input"
    DEEPENING = "deepening"
    SYNTHESIS = "synthesis"


class InjectKind(StrEnum):
    """What reaches the room."""

    MESSAGE = "message"
    CALL = "call"
    DOCUMENT = "document"
    GUARD = "guard"
    """What somebody with power over the person asks or orders."""
    NEWS = "news"
    EVENT = "event"
    """What happens: a battery, a bus that leaves, a knock."""


class Player(StrEnum):
    """Who takes a role."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"


class Drill(StrEnum):
    """An exercise that the program knows by itself, at which a step may point."""

    PAIR = "pair"
    RECOVERY = "recovery"
    TRAVEL_LIGHT = "travel-light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An invented person."""

    id: str
    name: str
    who: str
    knows: str
    """What only this person knows at the beginning."""
    task: str
    player: Player = Player.PARTICIPANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Inject:
    """One thing that happens. The room does not see it before its time."""

    id: str
    kind: InjectKind
    title: str
    text: str
    """What is read out, handed over or shown."""
    tests: str
    """What it tests: the facilitator alone sees this, and what is good."""
    good: tuple[str, ...]
    at: int | None = None
    """Minutes from the step's beginning; None where the facilitator picks the moment."""
    to: tuple[str, ...] = ()
    """Ids of the roles that receive it; nobody named means everybody."""
    by: str = ""
    """From whom it seems to come."""
    ask: str = ""
    """What the facilitator asks the room afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of the session."""

    id: str
    stage: Stage
    minutes: int
    title: str
    do: str
    say: str = ""
    """What the facilitator may say in these words."""
    drill: Drill | None = None
    materials: tuple[str, ...] = ()
    injects: tuple[Inject, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A page that is handed out."""

    id: str
    title: str
    text: str
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question for the talk afterwards."""

    id: str
    ask: str
    listen: str = ""
    """What the facilitator listens for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A sentence that people hold against themselves before and after, without a name."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A record that lies in the vault of a role when the exercise begins."""

    role: str
    name: str
    kind: str
    on: int
    """Days from the day on which the vault is made; not after it."""
    content: Mapping[str, Any] = field(repr=False)


CODES = 10_000
"""Four figures: quick to say aloud and to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole exercise, in one language."""

    id: str
    version: str
    language: str
    languages: tuple[str, ...]
    reviewed: str
    title: str
    summary: str
    minutes: int
    smallest: int
    largest: int
    """How few and how many people it is made for."""
    aims: tuple[str, ...]
    room: tuple[str, ...]
    care: str = ""
    """What may hurt here, and how people get out of it."""
    not_when: str = ""
    """When this exercise is not the answer."""
    cases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Where the situation and the method are known from: a line each."""
    roles: tuple[Role, ...] = ()
    steps: tuple[Step, ...] = ()
    materials: tuple[Material, ...] = ()
    questions: tuple[Question, ...] = ()
    measures: tuple[Measure, ...] = ()
    records: tuple[Start, ...] = ()

    def codes(self) -> dict[str, str]:
        """Return the four figures of each inject, by its id: read out, typed, printed on its card.

        They are no secret, and the same in every language and version; they only keep what comes
        from being read before its time.
        """
        found: dict[str, str] = {}
        for step in self.steps:
            for inject in step.injects:
                number = crc32(f"{self.id}/{inject.id}".encode()) % CODES
                while f"{number:04}" in found.values():
                    number = (number + 1) % CODES
                found[inject.id] = f"{number:04}"
        return found

    def role(self, role_id: str) -> Role | None:
        """Return a role by its id."""
        return next((each for each in self.roles if each.id == role_id), None)

    def step_of(self, inject_id: str) -> Step | None:
        """Return the step in which an inject comes."""
        return next((s for s in self.steps if any(i.id == inject_id for i in s.injects)), None)

    @property
    def vaults(self) -> tuple[Role, ...]:
        """The roles in whose vaults something lies at the beginning."""
        holders = {each.role for each in self.records}
        return tuple(each for each in self.roles if each.id in holders)
