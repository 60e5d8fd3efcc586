"""Two people with journals, for the screens of check-ins and silence; no guidance but our own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.exchanging import Two, two


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Live in UTC, so that times read alike everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela, who have compared their words."""
    with two(tmp_path) as both:
        yield both
