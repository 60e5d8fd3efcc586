"""The commands that say in text what the pictures show."""

from __future__ import annotations

import json

import pytest

from tests.cli.calling import Cli

INCIDENTS = (
    {"title": "Call", "category": "call_or_message", "when": {"at": "2026-04-20T21:40+06:00"}},
    {
        "title": "Door",
        "category": "visit_or_search",
        "when": {"day": "2026-04-27"},
        "tags": ["дом"],
    },
    {"title": "Car", "category": "surveillance", "when": {"about": "2026-02"}},
    {"title": "Post", "when": {"unknown": True}},
)
TRIP = {
    "title": "To Berlin",
    "plan": {
        "format": "safejournal-plan/1",
        "legs": [
            {
                "from": {"country": "KZ", "airport": "ALA"},
                "to": {"country": "DE", "airport": "BER"},
                "via": [{"country": "TR", "airport": "IST"}],
                "mode": "air",
                "date": "2026-05-20",
            }
        ],
    },
}


@pytest.fixture
def trip(cli: Cli) -> str:
    """Write some life into the journal; return the id of its trip."""
    for content in INCIDENTS:
        assert cli("add", "incident", "-", stdin=json.dumps(content)).code == 0
    paper = {"title": "Passport", "expires": "2026-05-31"}
    assert cli("add", "document", "-", stdin=json.dumps(paper)).code == 0
    found: str = cli("add", "trip", "-", "--json", stdin=json.dumps(TRIP)).json["id"]
    return found


def test_the_timeline_is_counted_by_month_with_its_gaps_and_what_is_rough(
    cli: Cli, trip: str
) -> None:
    """A rough time is `perhaps`, an empty stretch is named, an unknown time is put nowhere."""
    lines = cli("timeline", "--by", "month").text.splitlines()
    assert lines == [
        "February 2026  perhaps: 1",
        "Nothing from 1 March 2026 to 31 March 2026.",
        "April 2026  Incidents: 2",
        "May 2026  Trips: 1",
        "1 has no known time.",
    ]
    cells = cli("timeline", "--by", "month", "--json").json
    assert [(cell["from"], cell["to"]) for cell in cells] == [
        ("2026-02-01", "2026-02-28"),
        ("2026-04-01", "2026-04-30"),
        ("2026-05-01", "2026-05-31"),
    ]
    assert (cells[0]["counts"]["incident"], cells[0]["perhaps"]["incident"]) == (0, 1)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("--kind trip", ["To Berlin"]),
        ("--tag дом", ["Door"]),
        ("--category surveillance", ["Car"]),
        ("--kind incident --from 2026-04-21 --to 2026-04-30", ["Door"]),
        ("--kind incident --limit 1", ["Car"]),
    ],
)
def test_the_timeline_is_narrowed(cli: Cli, trip: str, asked: str, titles: list[str]) -> None:
    """By kind, tag, sort and time, and what is left keeps the shape of full records."""
    found = cli("timeline", *asked.split(), "--json").json
    assert [each["title"] for each in found] == titles


def test_the_timeline_is_narrowed_to_what_names_somebody(cli: Cli, trip: str) -> None:
    """By the id of a contact, or of a threat."""
    named = cli("add", "contact", "-", "--json", stdin='{"name": "Ann"}').json["id"]
    content = {"title": "With Ann", "people": [{"contact": named}]}
    cli("add", "incident", "-", stdin=json.dumps(content))
    found = cli("timeline", "--names", named, "--json").json
    assert [each["title"] for each in found] == ["With Ann"]


def test_patterns_count_and_say_what_they_cannot_show(cli: Cli, trip: str) -> None:
    """Few are called few, in the text and for other programs."""
    found = cli("patterns", "--json").json
    assert (found["total"], found["few"], found["course"]) == (4, True, "too_few")
    assert found["weekdays"] == [2, 0, 0, 0, 0, 0, 0]
    assert found["hours"] == {"21": 1}
    assert len(found["not_shown"]) == 2
    text = cli("patterns").text
    assert "by chance alone" in text
    assert "Monday: 2" in text
    assert "evening (18 to 24): 1" in text
    assert cli("patterns", "--category", "smear").text == "No incident to count.\n"


def test_the_way_is_told_by_its_states_and_drawn_on_request(cli: Cli, trip: str) -> None:
    """In words always; as a map in braille, or in signs that every terminal has."""
    said = cli("route", trip).text
    assert "1. Kazakhstan ALA → by air → Turkey IST → by air → Germany BER" in said
    assert "under it:" in said
    drawn = cli("route", trip, "--map").text
    assert any(0x2800 <= ord(character) <= 0x28FF for character in drawn)
    plain = cli("route", trip, "--ascii").text.partition("\n\n")[0]
    assert plain.isascii()
    assert all(sign in plain for sign in "123*.")
    assert max(map(len, plain.splitlines())) <= 78
    document = cli("route", trip, "--json").json
    assert [stop["airport"] for stop in document["stops"]] == ["ALA", "IST", "BER"]
    assert document["whole"] is True


def test_a_record_that_is_no_trip_has_no_way(cli: Cli) -> None:
    """It is refused in one sentence."""
    note = cli("add", "note", "-", "--json", stdin='{"title": "A"}').json["id"]
    assert cli("route", note).code == 1


def test_the_calendar_tells_each_day_on_which_something_is_due(cli: Cli, trip: str) -> None:
    """Of this month, or of the one that is asked for."""
    assert cli("calendar").text.splitlines() == [
        "Sunday, 31 May 2026:",
        "  document runs out (soon): Passport",
    ]
    found = cli("calendar", "2026-05", "--json").json
    assert found["month"] == "2026-05"
    (day,) = found["days"]
    assert (day["day"], day["due"][0]["what"]) == ("2026-05-31", "paper_expires")
    assert cli("calendar", "2026-07").text == "Nothing is due in this month.\n"
    assert cli("calendar", "July").code == 2
