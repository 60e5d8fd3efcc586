"""What opens a vault, as a person calls it."""

from __future__ import annotations

import pytest

from safejournal.services.ways_in import SlotKind, WayIn
from safejournal.wording.ways_in import slot_kind, way_in


@pytest.mark.parametrize("kind", SlotKind)
def test_every_kind_of_slot_has_a_name(kind: SlotKind) -> None:
    """A way in that a person cannot name cannot be revoked by them."""
    assert slot_kind(kind) in way_in(WayIn(slot=3, kind=kind, made="2026-05-01"))
