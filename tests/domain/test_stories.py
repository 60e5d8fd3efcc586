"""Invented records, told by distance from the day on which a practice vault is made."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from safejournal.domain.stories import dated, joined

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=6)))


def test_distances_become_times_and_names_ids() -> None:
    """Wherever they stand; what only looks like one stays as it is."""
    told = {
        "when": {"at": "at:-12T21:40+06:00", "day": "day:0", "about": "about:-30"},
        "due": ["in:40", "in:-15", "@friend"],
        "text": "day: and night",
        "n": 3,
    }
    assert dated(told, NOW, {"friend": "f" * 32}) == {
        "when": {"at": "2026-11-12T21:40+06:00", "day": "2026-11-24", "about": "2026-10"},
        "due": ["2026-11-24T10:40+06:00", "2026-11-24T09:45+06:00", "f" * 32],
        "text": "day: and night",
        "n": 3,
    }
    with pytest.raises(KeyError):
        dated("@nobody", NOW, {})


def test_what_is_told_in_a_language_goes_over_what_is_shared() -> None:
    """Tables are joined; what was shared stays as it was."""
    shared = {"when": {"day": "day:0"}, "words": {"a": "1"}}
    told = joined(shared, {"title": "T", "words": {"b": "2"}, "when": "x"})
    assert told == {"when": "x", "words": {"a": "1", "b": "2"}, "title": "T"}
    assert shared == {"when": {"day": "day:0"}, "words": {"a": "1"}}
