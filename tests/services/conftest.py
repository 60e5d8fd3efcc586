"""An open journal for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.vault.vault import Vault
from tests.vault.journals import Journal, make_journal


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return an empty journal of the test's own, closed."""
    return make_journal(tmp_path / "journal")


@pytest.fixture
def vault(journal: Journal) -> Iterator[Vault]:
    """Return it open."""
    with journal.open() as opened:
        yield opened
