"""The app over the journal of an exile, with the little guidance of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from safejournal.content.builtin import base
from safejournal.content.library import use
from safejournal.services.opening import Vault
from tests.tui.guidance.exile import Exile, settle
from tests.tui.guidance.small_pack import MEMBERS, small_pack


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    """Put the little guidance in the place of the built-in one."""
    pack = small_pack()
    with pytest.MonkeyPatch.context() as patch:
        for member in MEMBERS:
            patch.setitem(vars(base()), member, getattr(pack, member))
        use([])  # so that nothing is kept that was put together of the other one
        yield
    use([])


@pytest.fixture
def exile(vault: Vault) -> Exile:
    """Write the exile's journal."""
    return settle(vault)
