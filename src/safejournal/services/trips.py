"""Trips of the journal held against the guidance, and questions answered where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safejournal.domain.assessment import Assessment
from safejournal.domain.forms import Field
from safejournal.domain.records import Trip
from safejournal.domain.versions import Record

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The form's field that answers an open question."""

    field: Field
    """What to ask, and how the answer is read."""
    path: str
    """Its path in the record, without numbers (`plan.legs.to.country`): its label hangs on it."""
    place: tuple[int, ...]
    """Its places in lists, outermost first: (0,) for the first leg."""


def assess_trip(vault: Vault, record_id: str) -> Assessment:
    """Hold the plan of a trip against the guidance, as of the vault's day.

    A trip without a plan is held as a blank one. Raises NotFound, Refused for another kind.
    """
    raise NotImplementedError


def assess_content(vault: Vault, content: Trip) -> Assessment:
    """Hold a trip that is still being written against the guidance."""
    raise NotImplementedError


def planned(vault: Vault) -> list[Record]:
    """Return the trips that are not over: those ahead, under way, and those of no known day."""
    raise NotImplementedError


def asked(path: str) -> Asked | None:
    """Return the field that answers a question of an assessment (`Question.path`)."""
    raise NotImplementedError


def put_answer(answers: Mapping[str, str], path: str, answer: str) -> dict[str, str]:
    """Return a trip form's answers (`forms.write_answers`) with one question answered.

    `answer` is as a form takes it. Items of lists that are missing on the way are made.
    `forms.read_answers(Kind.TRIP, …)` then reads the whole, and says what cannot be read.
    """
    raise NotImplementedError
