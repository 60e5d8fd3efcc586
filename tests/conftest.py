"""What holds for every test: no network, a home of its own, and the same examples in every CI run.

Sockets are refused by pytest-socket, switched on in pyproject.toml. Fixtures that only one layer
needs stand in that layer's own conftest.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from safejournal.process import hardening

if TYPE_CHECKING:
    from tests.services.exchanging import Two

EXAMPLES = 50
"""Of each property: enough to find what a change broke, few enough to run every time."""

settings.register_profile("here", max_examples=EXAMPLES, deadline=None)
settings.register_profile("ci", max_examples=EXAMPLES, deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

FOREIGN = ("TEXTUAL", "XDG_", "SAFEJOURNAL_VAULT", "COLUMNS", "LINES", "NO_COLOR")
"""Variables of whoever runs the tests, by their beginnings, that would change what is tested."""


@pytest.fixture(autouse=True)
def _soft(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the process of the tests as it is: hardened, it could trace none of those it starts."""
    monkeypatch.setattr(hardening, "harden", lambda: None)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test, and every program that it starts, an empty home that is thrown away."""
    place = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(FOREIGN)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(place))
    for name, folder in {
        "XDG_DATA_HOME": ".local/share",
        "XDG_CONFIG_HOME": ".config",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": ".run",
    }.items():
        monkeypatch.setenv(name, str(place / folder))
    return place


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela, two people with journals who have compared their words."""
    from tests.services.exchanging import two

    with two(tmp_path) as both:
        yield both


@pytest.fixture
def strangers(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela, who have not exchanged keys yet."""
    from tests.services.exchanging import two

    with two(tmp_path, acquainted=False) as both:
        yield both
