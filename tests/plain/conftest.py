"""A journal, and the line mode on it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.services.opening import Vault
from tests.vault.journals import Journal, make_journal


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Live in UTC, so that times read alike everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return an empty journal of the test's own, closed."""
    return make_journal(tmp_path / "journal")


@pytest.fixture
def vault(journal: Journal) -> Iterator[Vault]:
    """Return it open."""
    with journal.open() as opened:
        yield opened
