"""A journal, and the command line on it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.services.journal import record
from tests.cli.calling import Cli
from tests.programs import Made, make
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
def cli(journal: Journal) -> Cli:
    """Return the command line on it."""
    return Cli(journal)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Make a vault with a note, which the program itself can open."""
    made = make(tmp_path / "journal")
    with made.open() as vault:
        record(vault, Note(title="written at home"))
    return made
