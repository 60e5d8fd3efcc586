"""The app over the journal of an exile, with the little guidance of these tests."""

from __future__ import annotations

import pytest

from safejournal.content.builtin import base
from safejournal.services.opening import Vault
from tests.tui.guidance.exile import Exile, settle
from tests.tui.guidance.small_pack import MEMBERS, small_pack


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the little guidance in the place of the built-in one."""
    pack = small_pack()
    for member in MEMBERS:
        monkeypatch.setitem(vars(base()), member, getattr(pack, member))


@pytest.fixture
def exile(vault: Vault) -> Exile:
    """Write the exile's journal."""
    return settle(vault)
