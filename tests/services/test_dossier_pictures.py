"""The pictures of a dossier: drawn from what leaves and from nothing else, and told in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from safejournal.domain.dossier import Dated, chronology
from safejournal.domain.plan import Leg, Place, Plan
from safejournal.domain.plan_words import Mode
from safejournal.domain.records import Incident, Trip
from safejournal.domain.times import When
from safejournal.services import dossier, folio, journal
from safejournal.services.dossier_pictures import MOST_ROWS, over_time, way
from safejournal.services.drawing import Box, Dot, Drawing, Word, as_svg
from safejournal.services.sharing import Choice
from safejournal.wording.telling import Told
from tests.services.exchanging import Two, two

ALA, IST = Place(country="KZ", airport="ALA"), Place(country="TR", airport="IST")
FLIGHT = {
    "format": "safejournal-plan/1",
    "legs": [
        {"from": {"country": "KZ", "airport": "ALA"}, "to": {"country": "TR", "airport": "IST"},
         "mode": "air"},
        {"from": {"country": "TR", "airport": "IST"}, "to": {"country": "GE"}},
    ],
}  # fmt: skip


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela."""
    with two(tmp_path) as both:
        yield both


def dated(*whens: When | None) -> Drawing | None:
    """Return the drawing of entries of these times."""
    written = "2026-05-01T12:00:00Z"
    entries = [
        Dated(record=f"{n:03}", happened=when, written=written, first_written=written)
        for n, when in enumerate(whens)
    ]
    return over_time(chronology(entries), "en")


def numbers(drawing: Drawing) -> list[str]:
    """Return the numbers of entries on a drawing, from left to right."""
    words = [each for each in drawing.shapes if isinstance(each, Word) and each.anchor == "start"]
    return [each.text for each in sorted(words, key=lambda each: (each.x, -each.y))]


def pages(pair: Two, **how: object) -> folio.Folio:
    """Return the pages of a dossier of everything at Anna's."""
    choice = replace(Choice(everything=True, language="en"), **how)  # type: ignore[arg-type]
    return dossier.pages(pair.anna, dossier.see(pair.anna, choice), Told("en"))


def test_entries_stand_in_their_order_and_rough_times_as_rough() -> None:
    """A dot for a day, a bar for what lasted, a dashed frame for about."""
    drawing = dated(
        When(day="2026-01-05"), When(start="2026-02-01", end="2026-02-20"), When(about="2026-04")
    )
    assert drawing is not None
    assert numbers(drawing) == ["1", "2", "3"]
    assert sum(isinstance(each, Dot) for each in drawing.shapes) == 1
    assert [each.dashed for each in drawing.shapes if isinstance(each, Box)] == [False, False, True]
    assert "3 entries" in drawing.told
    assert "(such stretches: 1)" in drawing.told


def test_what_has_no_time_is_not_drawn_and_one_entry_is_no_picture() -> None:
    """Nothing is put anywhere by guess."""
    assert dated(When(day="2026-01-05"), When(unknown=True), None) is None
    assert dated() is None


def test_what_has_no_room_is_counted() -> None:
    """Of a hundred on one day some are drawn, and the others told."""
    drawing = dated(*[When(day="2026-01-05")] * 100, When(day="2026-01-09"))
    assert drawing is not None
    assert f"{100 - MOST_ROWS} more have no room" in drawing.told
    assert len(numbers(drawing)) == MOST_ROWS + 1


def test_nothing_of_a_drawing_reaches_beyond_it() -> None:
    """Also the number of the last entry, and the map's edge."""
    for drawing in (
        dated(When(day="2024-01-05"), When(day="2026-01-09")),
        way({"plan": FLIGHT}, "en"),
    ):
        assert drawing is not None
        for each in drawing.shapes:
            if isinstance(each, Dot | Box):
                assert -5 <= each.x <= drawing.width
                assert -5 <= each.y <= drawing.height


def test_the_way_names_its_stops_and_says_what_is_computed() -> None:
    """Stops in order, states under the flight as computed, the middle of a state as no place."""
    drawing = way({"plan": FLIGHT}, "en")
    assert drawing is not None
    assert drawing.told.startswith("Stops: 1 Kazakhstan ALA; 2 Turkey IST; 3 Georgia.")
    assert "computed and not written by anybody" in drawing.told
    assert "dashed line joins the middles of states" in drawing.told
    assert [word for word in numbers(drawing) if word.isdigit()] == ["2", "3", "1"]
    russian = way({"plan": FLIGHT}, "ru")
    assert russian is not None
    assert "Казахстан" in russian.told


@pytest.mark.parametrize(
    "fields",
    [{}, {"plan": {"format": "safejournal-plan/1"}}, {"plan": {"legs": [{"mode": "air"}]}}],
)
def test_a_plan_of_which_no_place_leaves_has_no_map(fields: dict[str, object]) -> None:
    """Cut legs are not guessed at."""
    if isinstance(plan := fields.get("plan"), dict):
        plan.setdefault("format", "safejournal-plan/1")
    assert way(fields, "en") is None


def test_svg_is_mere_shapes_with_their_text(pair: Two) -> None:
    """No script, no address, no style of its own, no maker; a title and what it shows."""
    drawing = way({"plan": FLIGHT}, "en")
    assert drawing is not None
    svg = as_svg(replace(drawing, title='<script>"', told="a & b"), 7)
    root = ET.fromstring(svg)
    assert {each.tag for each in root.iter()} <= {
        "svg", "title", "desc", "rect", "line", "path", "circle", "text",
    }  # fmt: skip
    assert root.findtext("title") == '<script>"'
    assert root.findtext("desc") == "a & b"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "drawing-7-title drawing-7-told"
    assert not re.search(r"(?i)href|http|url\(|style=|on\w+=|metadata|date", svg)


def test_a_dossier_shows_only_what_leaves(pair: Two) -> None:
    """A time or a plan that was kept back is in no drawing; what leaves is in each form."""
    legs = (Leg(start=ALA, end=IST, mode=Mode.AIR, date="2026-05-20"),)
    trip = journal.record(
        pair.anna, Trip(title="Away", plan=Plan(legs=legs), when=When(day="2026-05-20"))
    )
    first = journal.record(pair.anna, Incident(title="A", when=When(day="2026-01-05")))
    journal.record(pair.anna, Incident(title="B", when=When(day="2026-02-05")))
    whole = pages(pair)
    titles = [each.label for each in whole.blocks if each.drawing]
    assert titles == ["The entries over time", "The way on a map"]
    assert "3 entries with a known time" in folio.as_text(whole)
    assert folio.as_html(whole).count("<svg") == 2
    less = pages(pair, kept_back=frozenset({(trip.id, "plan"), (first.id, "when")}))
    html = folio.as_html(less)
    assert "2 entries with a known time" in html
    assert html.count("<svg") == 1
    assert "ALA" not in html
