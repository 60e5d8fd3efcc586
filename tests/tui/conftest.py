"""A journal of an invented person, open, for each test of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._compositor import Compositor

from safejournal.services.opening import Vault
from tests.tui.shell_app import Life, fill, new_journal
from tests.vault.journals import Journal


@pytest.fixture
def closed(tmp_path: Path) -> Journal:
    """Return an empty journal, closed, whose clock stands still."""
    return new_journal(tmp_path / "vault")


@pytest.fixture
def vault(closed: Journal) -> Iterator[Vault]:
    """Return it open."""
    with closed.open() as opened:
        yield opened


@pytest.fixture
def life(vault: Vault) -> Life:
    """Write some records into it, and return them."""
    return fill(vault)


@pytest.fixture
def looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint nothing for the terminal, which is not there: `rows` paints what a test looks at.

    Without it the whole window is painted at every change, and thrown away.
    """
    monkeypatch.setattr(
        Compositor, "render_update", lambda drawn, **_how: drawn._dirty_regions.clear()
    )
