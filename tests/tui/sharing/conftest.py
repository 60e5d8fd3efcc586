"""Two people with journals, for the screens of sharing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.exchanging import Two, two


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela, who have compared their words."""
    with two(tmp_path) as both:
        yield both


@pytest.fixture
def strangers(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela, who have not exchanged keys yet."""
    with two(tmp_path, acquainted=False) as both:
        yield both
