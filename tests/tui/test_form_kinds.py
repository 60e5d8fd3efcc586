"""Each kind of record can be written down by keys alone, and what is sealed is what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from safejournal.codec import content_to_builtins
from safejournal.domain.records import Contact, Threat, Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import drafts, journal
from safejournal.tui.form import FormScreen
from tests.tui.form_app import NARROW, WIDE, Answers, OneScreen, fill, new_journal, press, until


@dataclass(frozen=True)
class Case:
    """What is typed into a form, and the record that it makes."""

    typed: Answers
    made: dict[str, Any]


pytestmark = pytest.mark.usefixtures("looked_at_once")


def cases(contact: str, threat: str, trip: str) -> dict[Kind, Case]:
    """Return one case for each kind, with the ids of three records to point to."""
    return {
        Kind.NOTE: Case(
            {
                "title": "Rain",
                "text": "It rained.\nВсе молчали.",
                "when": "вчера вечером",
                "tags": "weather|дом",
                "links": [{"to": "Anna", "as": "she was there"}],
                "confidential": "yes",
            },
            {
                "title": "Rain",
                "text": "It rained.\nВсе молчали.",
                "when": {"from": "2025-03-14T18:00+06:00", "to": "2025-03-14T23:00+06:00"},
                "tags": ["weather", "дом"],
                "links": [{"to": contact, "as": "she was there"}],
                "confidential": True,
            },
        ),
        Kind.INCIDENT: Case(
            {
                "title": "Звонок",
                "when": "14.03.2025",
                "category": "a call",
                "country": "kg",
                "people": [
                    {"contact": "Anna", "role": "witness"},
                    {"description": "a man in grey"},
                ],
                "source": "I saw",
                "learned": "about May 2024",
                "threat": "Grey car",
            },
            {
                "title": "Звонок",
                "when": {"day": "2025-03-14"},
                "category": "call_or_message",
                "country": "KG",
                "people": [
                    {"contact": contact, "role": "witness"},
                    {"description": "a man in grey"},
                ],
                "source": "saw_myself",
                "learned": {"about": "2024-05"},
                "threat": threat,
            },
        ),
        Kind.THREAT: Case(
            {
                "title": "Second",
                "facts": "Two calls",
                "pattern": "on Fridays",
                "objective": "fear",
                "who": "unknown",
                "conclusion": "wait",
                "declared": "no",
                "likelihood.level": "3",
                "likelihood.reason": "it goes on",
                "review_on": "1.4.2025",
            },
            {
                "title": "Second",
                "facts": "Two calls",
                "pattern": "on Fridays",
                "objective": "fear",
                "who": "unknown",
                "conclusion": "wait",
                "declared": False,
                "likelihood": {"level": 3, "reason": "it goes on"},
                "review_on": "2025-04-01",
            },
        ),
        Kind.CONTACT: Case(
            {
                "name": "Бермет Т.",
                "pseudonym": "Birch",
                "roles": "lawyer|helper",
                "channels": [{"kind": "Signal", "value": "+996 700", "use": "only in an em"}],
                "never_contact": "yes",
                "challenge.question": "Which tree?",
                "challenge.answer": "birch",
                "words.all_well": "all is green",
                "verified.on": "today",
            },
            {
                "name": "Бермет Т.",
                "pseudonym": "Birch",
                "roles": ["lawyer", "helper"],
                "channels": [{"kind": "Signal", "value": "+996 700", "use": "emergency"}],
                "never_contact": True,
                "challenge": {"question": "Which tree?", "answer": "birch"},
                "words": {"all_well": "all is green"},
                "verified": {"on": "2025-03-15"},
            },
        ),
        Kind.DOCUMENT: Case(
            {
                "title": "Mine",
                "document.kind": "passport",
                "document.issuer": "ru",
                "document.state": "valid",
                "number": "75 1234567",
                "issued": "2020-05-01",
                "expires": "2030-05-01",
            },
            {
                "title": "Mine",
                "document": {"kind": "passport", "issuer": "RU", "state": "valid"},
                "number": "75 1234567",
                "issued": "2020-05-01",
                "expires": "2030-05-01",
            },
        ),
        Kind.LEGAL: Case(
            {
                "title": "List",
                "legal": "wanted in the home",
                "jurisdiction": "RU",
                "checked": "yesterday",
                "result": "not found",
                "next_check": "1 June 2025",
            },
            {
                "title": "List",
                "legal": "wanted_home",
                "jurisdiction": "RU",
                "checked": "2025-03-14",
                "result": "not found",
                "next_check": "2025-06-01",
            },
        ),
        Kind.TRIP: Case(
            {
                "title": "To the sea",
                "plan.purpose": "tourism",
                "plan.legs": [
                    {
                        "from.country": "KG",
                        "from.airport": "FRU",
                        "to.country": "TR",
                        "via": [{"country": "KZ"}],
                        "overflies": "KZ|RU",
                        "mode": "by air",
                        "near": "a line of control",
                        "stay_days": "10",
                    }
                ],
                "plan.person.home_state": "RU",
                "plan.signals": "I was followed|friends warned",
                "plan.preparations": "none",
                "checkins": [
                    {"due": "16.03.2025 18:30", "with": "Anna", "steps": "call\nwait an hour"}
                ],
            },
            {
                "title": "To the sea",
                "plan": {
                    "purpose": "tourism",
                    "legs": [
                        {
                            "from": {"country": "KG", "airport": "FRU"},
                            "to": {"country": "TR"},
                            "via": [{"country": "KZ"}],
                            "overflies": ["KZ", "RU"],
                            "mode": "air",
                            "near": ["line_of_control"],
                            "stay_days": 10,
                        }
                    ],
                    "person": {"home_state": "RU"},
                    "signals": ["followed", "warned_by_friends"],
                    "preparations": [],
                },
                "checkins": [
                    {
                        "due": "2025-03-16T18:30+06:00",
                        "with": contact,
                        "steps": ["call", "wait an hour"],
                    }
                ],
            },
        ),
        Kind.CHECKIN: Case(
            {
                "trip": "Long way",
                "due": "15.03.2025 09:00",
                "done_at": "15.03.2025 09:10",
                "word": "the word for “all",
                "by": "Anna",
            },
            {
                "trip": trip,
                "due": "2025-03-15T09:00+06:00",
                "done_at": "2025-03-15T09:10+06:00",
                "word": "all_well",
                "by": contact,
            },
        ),
        Kind.CHECKLIST_RUN: Case(
            {
                "title": "Before leaving",
                "checklist": "leaving",
                "items": [{"item": "copies", "state": "done"}, {"item": "keys"}],
            },
            {
                "title": "Before leaving",
                "checklist": "leaving",
                "items": [{"item": "copies", "state": "done"}, {"item": "keys"}],
            },
        ),
    }


@pytest.mark.parametrize("kind", Kind)
async def test_what_is_typed_is_what_is_sealed(kind: Kind, tmp_path: Path) -> None:
    """F10 seals a record of exactly what was typed, dismisses with it, and leaves no draft."""
    with new_journal(tmp_path / "v").open() as vault:
        contact = journal.record(vault, Contact(pseudonym="Anna"))
        threat = journal.record(vault, Threat(title="Grey car"))
        trip = journal.record(vault, Trip(title="Long way"))
        case = cases(contact.id, threat.id, trip.id)[kind]
        app = OneScreen(vault, lambda: FormScreen(vault, kind))
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            await fill(pilot, case.typed)
            await press(pilot, "f10")
            await until(pilot, lambda: bool(app.dismissed))
        (record,) = app.dismissed
        assert isinstance(record, Record)
        assert record.kind is kind
        assert record.content is not None
        assert content_to_builtins(record.content) == case.made
        assert journal.show(vault, record.id) == record
        assert drafts.waiting(vault) == []


async def test_a_form_is_filled_in_where_there_is_hardly_room(tmp_path: Path) -> None:
    """In forty columns and ten lines the same keys make the same record."""
    with new_journal(tmp_path / "v").open() as vault:
        contact = journal.record(vault, Contact(pseudonym="Anna"))
        threat = journal.record(vault, Threat(title="Grey car"))
        case = cases(contact.id, threat.id, "")[Kind.INCIDENT]
        app = OneScreen(vault, lambda: FormScreen(vault, Kind.INCIDENT))
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            await fill(pilot, case.typed)
            await press(pilot, "ctrl+s")
            await until(pilot, lambda: bool(app.dismissed))
        (record,) = app.dismissed
        assert isinstance(record, Record)
        assert record.content is not None
        assert content_to_builtins(record.content) == case.made
