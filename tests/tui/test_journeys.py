"""The recordings of the main journeys: each can still be made, and each file is one to play."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from tests.promises.emulator import Emulator

FOLDER = Path(__file__).parents[2] / "docs" / "journeys"
RECORD = runpy.run_path(str(FOLDER / "record.py"))
JOURNEYS = RECORD["JOURNEYS"]
LANGUAGES = RECORD["LANGUAGES"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "language"), list(zip(JOURNEYS, (*LANGUAGES, *LANGUAGES), strict=False))
)
def test_a_journey_can_be_walked(name: str, language: str) -> None:
    """On a real terminal, key by key, to the picture that it is to end with."""
    journey = JOURNEYS[name]
    _events, shown = RECORD["record"](journey, language)
    assert journey.shows[language] in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", JOURNEYS)
def test_a_recording_shows_where_the_journey_leads(name: str, language: str) -> None:
    """Its first line says how large it is, every other one what came when, to the last picture."""
    head, *events = (FOLDER / f"{name}.{language}.cast").read_text("utf-8").splitlines()
    asked = json.loads(head)
    assert asked["version"] == 2
    screen, before = Emulator(asked["height"], asked["width"]), 0.0
    for line in events:
        at, sort, sent = json.loads(line)
        assert at >= before
        assert sort == "o"
        before = at
        screen.feed(sent.encode())
    assert JOURNEYS[name].shows[language] in screen.text()
