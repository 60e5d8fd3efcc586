"""Where the screens of check-ins and silence are tested, it is UTC."""

from __future__ import annotations

import time

import pytest


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Live in UTC, so that times read alike everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
