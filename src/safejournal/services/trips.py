"""Trips of the journal held against the guidance, and questions answered where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from safejournal.domain.answers import items_in, items_text
from safejournal.domain.assessment import Assessment
from safejournal.domain.forms import FORMS, Field
from safejournal.domain.plan import Plan
from safejournal.domain.records import Trip
from safejournal.domain.stays import is_over
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.services import journal
from safejournal.services.assessing import assess_plan

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

EVERY = 1_000_000
"""A limit that no journal reaches: all records of a kind."""

_STEP = re.compile(r"\.?([a-z_.]+)(?:\[(\d+)\])?")


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
    return assess_content(vault, trip_of(journal.show(vault, record_id)))


def assess_content(vault: Vault, content: Trip) -> Assessment:
    """Hold a trip that is still being written against the guidance."""
    return assess_plan(content.plan or Plan(), vault.clock().date())


def trip_of(record: Record) -> Trip:
    """Return what a trip says. Raises Refused for a record of another kind, or a removed one."""
    if not isinstance(record.content, Trip):
        raise Refused("This record is no trip.")
    return record.content


def trips(vault: Vault) -> list[Record]:
    """Return every trip of the journal, the latest first."""
    return journal.browse(vault, journal.Filter(kinds=(Kind.TRIP,)), limit=EVERY)


def planned(vault: Vault) -> list[Record]:
    """Return the trips that are not over: those ahead, under way, and those of no known day."""
    today = vault.clock().date()
    return [
        each
        for each in trips(vault)
        if isinstance(each.content, Trip) and not is_over(each.content, today)
    ]


def asked(path: str) -> Asked | None:
    """Return the field that answers a question of an assessment (`Question.path`)."""
    fields: tuple[Field, ...] = FORMS[Kind.TRIP]
    names: list[str] = []
    places: list[int] = []
    found: Field | None = None
    for name, place in _steps(path):
        found = next((each for each in fields if each.path == name), None)
        if found is None:
            return None
        names.append(name)
        if place is not None:
            places.append(place)
            fields = found.items
    return None if found is None else Asked(field=found, path=".".join(names), place=tuple(places))


def put_answer(answers: Mapping[str, str], path: str, answer: str) -> dict[str, str]:
    """Return a trip form's answers (`forms.write_answers`) with one question answered.

    `answer` is as a form takes it. Items of lists that are missing on the way are made.
    `forms.read_answers(Kind.TRIP, …)` then reads the whole, and says what cannot be read.
    """
    return _put(answers, _steps(path), answer)


def present_answer(answers: Mapping[str, str], path: str) -> str:
    """Return the answer that stands at a question's path; "" for none."""
    for name, place in _steps(path):
        text = answers.get(name, "")
        if place is None:
            return text
        items = items_in(text)
        answers = items[place] if place < len(items) else {}
    return ""


def _steps(path: str) -> list[tuple[str, int | None]]:
    """Cut `legs[0].to.country` into (`plan.legs`, 0) and (`to.country`, None)."""
    found = _STEP.findall(f"plan.{path}")
    return [(name, int(place) if place else None) for name, place in found]


def _put(
    answers: Mapping[str, str], steps: list[tuple[str, int | None]], answer: str
) -> dict[str, str]:
    (name, place), *deeper = steps
    if place is None:
        return {**answers, name: answer}
    items = items_in(answers.get(name, ""))
    items += [{} for _ in range(place + 1 - len(items))]
    items[place] = _put(items[place], deeper, answer)
    return {**answers, name: items_text(items)}
