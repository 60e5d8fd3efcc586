"""A vault for each test that asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vault.vaults import Made, make


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a small vault of the test's own."""
    return make(tmp_path / "vault")
