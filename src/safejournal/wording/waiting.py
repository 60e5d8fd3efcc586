"""What waits in the inbox for a person's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.i18n import _, ngettext

if TYPE_CHECKING:  # the first screen counts what waits, and loads nothing that reads it
    from safejournal.services.inbox import Bundle


def waits(bundle: Bundle) -> bool:
    """Tell whether something in a bundle is still to be decided on."""
    return any(entry.accepted is None for entry in bundle.entries)


def waiting_line(count: int) -> str:
    """Return how many bundles wait; "" when none does."""
    said = ngettext(
        "{n} bundle waits for your decision.", "{n} bundles wait for your decision.", count
    )
    return said.format(n=count) if count else ""


def decided(bundle: Bundle) -> str:
    """Return how much of a bundle has been accepted."""
    count = sum(entry.accepted is not None for entry in bundle.entries)
    if count == len(bundle.entries):
        return _("accepted")
    if not count:
        return _("to be decided")
    return _("{n} of {m} accepted").format(n=count, m=len(bundle.entries))
