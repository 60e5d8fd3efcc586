"""What opens a vault, as a person calls it."""

from __future__ import annotations

from safejournal.i18n import _, later
from safejournal.services.ways_in import SlotKind, WayIn
from safejournal.wording.times import day

_KINDS = {
    SlotKind.PASSPHRASE: later("passphrase"),
    SlotKind.RECOVERY: later("recovery phrase"),
    SlotKind.KEYFILE: later("passphrase and keyfile together"),
    SlotKind.BORDER_RETURN: later("the way back that a contact holds"),
    SlotKind.SHEETS: later("recovery sheets together"),
}


def slot_kind(of: SlotKind) -> str:
    """Return what opens a slot of this kind."""
    return _(_KINDS[of])


def way_in(of: WayIn) -> str:
    """Return a way in with the day on which it was made."""
    return _("slot {n}: {what}, made on {day}").format(
        n=of.slot, what=slot_kind(of.kind), day=day(of.made)
    )
