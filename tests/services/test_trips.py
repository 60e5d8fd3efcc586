"""Trips held against guidance, questions answered in place, and what a warrant changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from safejournal.content.builtin import base
from safejournal.domain.assessment import GRAVITY, Attention
from safejournal.domain.plan import Plan
from safejournal.domain.records import Appointment, Contact, Legal, Note, Trip
from safejournal.domain.times import When
from safejournal.domain.versions import Record
from safejournal.domain.words import ContactRole, Kind, LegalKind
from safejournal.errors import Refused
from safejournal.services import alerts, checklists, forms, journal, trips
from safejournal.services.assessing import assess_plan, read_plan
from safejournal.services.opening import Vault
from tests.vault.journals import Journal

ROAD = {"from": {"country": "KG"}, "to": {"country": "KZ"}, "mode": "road"}
PERSON = {"home_state": "RU", "lives_in": "KG", "status_abroad": "visitor"}


def plan(**said: object) -> Plan:
    """Return a plan as a file would give it."""
    return read_plan(json.dumps({"format": "safejournal-plan/1", **said}).encode())


def add(vault: Vault, **said: object) -> Record:
    """Write down a trip with such a plan."""
    return journal.record(vault, Trip(title="There", plan=plan(**said)))


def test_a_trip_is_assessed_as_its_plan_would_be(vault: Vault) -> None:
    """As of the vault's day; without a plan it is a blank one; another kind is refused."""
    found = add(vault, person=PERSON, legs=[ROAD], legal=[{"kind": "criminal_case"}])
    assert isinstance(found.content, Trip)
    assert found.content.plan is not None
    today = vault.clock().date()
    assert trips.assess_trip(vault, found.id) == assess_plan(found.content.plan, today)
    blank = journal.record(vault, Trip(title="Somewhere"))
    assert trips.assess_trip(vault, blank.id).attention is Attention.CANNOT_SAY
    with pytest.raises(Refused):
        trips.assess_trip(vault, journal.record(vault, Note(title="x")).id)


@pytest.mark.parametrize(
    ("content", "days_until_over"),
    [
        (Trip(title="no day"), None),
        (Trip(title="unknown", when=When(unknown=True)), None),
        (Trip(title="stretch", when=When(start="2026-04-01", end="2026-05-03")), 2),
        (Trip(title="begun", when=When(day="2026-05-01")), 90),
        (Trip(title="legs", plan=plan(legs=[ROAD | {"date": "2026-05-01", "stay_days": 3}])), 3),
        (Trip(title="open", plan=plan(legs=[ROAD | {"date": "2026-05-01"}])), 90),
        (
            Trip(
                title="and back",
                plan=plan(
                    person=PERSON,
                    legs=[
                        ROAD | {"date": "2026-05-01"},
                        {"from": {"country": "KZ"}, "to": {"country": "KG"}, "date": "2026-05-08"},
                    ],
                ),
            ),
            7,
        ),
        (
            Trip(
                title="check-in",
                when=When(start="2026-04-01", end="2026-04-02"),
                checkins=(Appointment(due="2026-05-10T12:00Z"),),
            ),
            9,
        ),
    ],
)
def test_a_trip_is_planned_until_its_last_day(
    journal_: Journal, content: Trip, days_until_over: int | None
) -> None:
    """Over when all its days are past; for three months where no end is said; else always."""
    with journal_.open() as vault:
        journal.record(vault, content)
        begin = journal_.clock.now
        if days_until_over is None:
            journal_.clock.now = begin + timedelta(days=9999)
            assert trips.planned(vault)
            return
        journal_.clock.now = begin + timedelta(days=days_until_over)
        assert trips.planned(vault)
        journal_.clock.now += timedelta(days=1)
        assert trips.planned(vault) == []


@pytest.fixture(name="journal_")
def _journal(journal: Journal) -> Journal:
    return journal


def test_every_question_that_guidance_asks_has_a_field() -> None:
    """So that each can be answered where it stands."""
    for path in base().questions:
        asked = trips.asked(path.replace("[]", "[1]"))
        assert asked is not None, path
        assert asked.path == f"plan.{path.replace('[]', '')}"
        assert len(asked.place) == path.count("[]")
    assert trips.asked("no.such.path") is None


def test_an_answer_lands_where_the_question_points(vault: Vault) -> None:
    """Also inside lists whose items are made on the way, and "none" is an answer everywhere."""
    answers: dict[str, str] = {}
    for path, text in (
        ("person.home_state", "RU"),
        ("legs[1].to.country", "KZ"),
        ("legs[1].via[0].airport", "IST"),
        ("legs[0].via", "none"),
        ("legs[0].overflies", "none"),
        ("legs[0].near", "none"),
        ("documents[0].kind", "passport"),
        ("signals", "none"),
        ("companions", "none"),
    ):
        answers = trips.put_answer(answers, path, text)
        assert trips.present_answer(answers, path) == text
    read = forms.read_answers(Kind.TRIP, answers, vault.clock())
    assert isinstance(read, Trip)
    assert read.plan == plan(
        person={"home_state": "RU"},
        legs=[
            {"near": [], "via": [], "overflies": []},
            {"to": {"country": "KZ"}, "via": [{"airport": "IST"}]},
        ],
        documents=[{"kind": "passport"}],
        signals=[],
        companions=[],
    )
    assert forms.write_answers(read) == answers


def test_answering_every_question_leaves_none_of_them(vault: Vault) -> None:
    """A blank trip can be brought to an end: what is answered is not asked again."""
    answers: dict[str, str] = {}
    content = Trip(title="x")
    for _ in range(60):
        found = trips.assess_content(vault, content)
        if not found.unanswered:
            break
        path = found.unanswered[0].path
        asked = trips.asked(path)
        assert asked is not None
        answers = trips.put_answer(answers, path, _some_answer(path))
        read = forms.read_answers(Kind.TRIP, answers, vault.clock(), content)
        assert isinstance(read, Trip)
        assert read != content, path
        content = read
    assert trips.assess_content(vault, content).unanswered == ()


def _some_answer(path: str) -> str:
    given = {
        "person.home_state": "DE", "person.lives_in": "FR", "person.status_abroad": "resident",
        "purpose": "tourism", "invited_by": "none",
    }  # fmt: skip
    return given.get(path, "none")


# ---------------------------------------------------------------- warrants


def test_a_warrant_is_held_against_every_planned_trip(vault: Vault) -> None:
    """Each is assessed with and without it; what is new or graver is named, gravest trip first."""
    guarded = {"home_state": "RU", "lives_in": "DE", "status_abroad": "refugee"}
    rail = {"from": {"country": "DE"}, "to": {"country": "FR"}, "via": [], "mode": "rail"}
    calm = add(vault, person=guarded, legs=[rail])
    road = add(vault, person=PERSON, legs=[ROAD])
    over = add(vault, person=PERSON, legs=[ROAD | {"date": "2026-01-01", "stay_days": 1}])
    legal = journal.record(vault, Legal(legal=LegalKind.WANTED_HOME, jurisdiction="RU"))
    found = alerts.alert(vault, legal.id)
    assert found is not None
    assert [each.record.id for each in found.trips] == [road.id, calm.id]
    assert over.id not in [each.record.id for each in found.trips]
    change = found.trips[0]
    assert change.before == trips.assess_trip(vault, road.id)
    assert change.after.attention is Attention.STOP_AND_GET_ADVICE
    assert not change.in_plan
    known = {(e.rule.mechanism, e.leg): GRAVITY[e.rule.severity] for e in change.before.findings}
    for each in change.worse:
        assert GRAVITY[each.rule.severity] < known.get((each.rule.mechanism, each.leg), 9)
    assert "wanted-list-arrest" in [each.rule.mechanism for each in change.worse]
    assert found.checklists[0] == "warrant-known-home"
    assert "warrant-known-regional" in found.checklists


def test_a_matter_that_the_plan_names_is_taken_out_for_the_comparison(vault: Vault) -> None:
    """Else it would seem to change nothing."""
    trip = add(vault, person=PERSON, legs=[ROAD], legal=[{"kind": "wanted_home", "state": "RU"}])
    legal = journal.record(vault, Legal(legal=LegalKind.WANTED_HOME, jurisdiction="RU"))
    found = alerts.alert(vault, legal.id)
    assert found is not None
    (change,) = found.trips
    assert change.in_plan
    assert change.worse
    assert change.after == trips.assess_trip(vault, trip.id)


def test_a_warrant_is_told_to_lawyers_and_safety_contacts(vault: Vault) -> None:
    """Lawyers first; nobody else, nobody twice, and nobody who must never be contacted."""
    lawyer, contact = ContactRole.LAWYER, ContactRole.SAFETY_CONTACT
    for name, roles, never in (
        ("a friend", (ContactRole.RELATIVE,), False),
        ("waits at home", (contact,), False),
        ("both", (contact, lawyer), False),
        ("not that one", (lawyer,), True),
    ):
        journal.record(vault, Contact(pseudonym=name, roles=roles, never_contact=never))
    legal = journal.record(vault, Legal(legal=LegalKind.INTERPOL_NOTICE))
    found = alerts.alert(vault, legal.id)
    assert found is not None
    names = [each.content.pseudonym for each in found.tell if isinstance(each.content, Contact)]
    assert names == ["both", "waits at home"]
    assert found.trips == ()


def test_what_stands_against_somebody_alarms_and_nothing_else(vault: Vault) -> None:
    """Every kind of matter but "nothing found", each with checklists that exist."""
    assert set(alerts.CHECKLISTS) == set(LegalKind)
    for kind, ids in alerts.CHECKLISTS.items():
        assert alerts.alarms(Legal(legal=kind)) is (kind is not LegalKind.NONE_FOUND)
        for each in ids:
            assert checklists.checklist(each, "en", vault.clock().date()).steps
    assert not alerts.alarms(Legal(reference="x"))
    assert not alerts.alarms(Note(title="x"))
    nothing = journal.record(vault, Legal(legal=LegalKind.NONE_FOUND))
    assert alerts.alert(vault, nothing.id) is None


def test_a_matter_goes_into_a_plan_once(vault: Vault) -> None:
    """As a new version of the trip; what the plan said of it before is brought up to date."""
    trip = add(vault, person=PERSON, legal=[{"kind": "wanted_home", "state": "RU"},
                                            {"kind": "summons"}])  # fmt: skip
    legal = journal.record(
        vault, Legal(legal=LegalKind.WANTED_HOME, jurisdiction="RU", checked="2026-04-30")
    )
    once = alerts.add_to_plan(vault, trip.id, legal.id)
    assert isinstance(once.content, Trip)
    assert once.content.plan is not None
    said = [(each.kind, each.checked) for each in once.content.plan.legal or ()]
    assert said == [("summons", None), ("wanted_home", "2026-04-30")]
    assert alerts.add_to_plan(vault, trip.id, legal.id) == once
    assert len(journal.history(vault, trip.id)) == 2
    bare = journal.record(vault, replace(Trip(), title="bare"))
    added = alerts.add_to_plan(vault, bare.id, legal.id)
    assert isinstance(added.content, Trip)
    assert added.content.plan is not None
    assert len(added.content.plan.legal or ()) == 1
    with pytest.raises(Refused):
        alerts.add_to_plan(vault, trip.id, bare.id)
