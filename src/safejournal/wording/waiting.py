"""What waits in the inbox for a person's decision."""

from __future__ import annotations

from safejournal.i18n import _, ngettext
from safejournal.services import inbox
from safejournal.services.inbox import Bundle
from safejournal.services.opening import Vault


def waiting(vault: Vault) -> list[Bundle]:
    """Return the bundles in which something is neither accepted nor discarded, the latest first."""
    return [each for each in inbox.bundles(vault) if waits(each)]


def waits(bundle: Bundle) -> bool:
    """Tell whether something in a bundle is still to be decided on."""
    return any(entry.accepted is None for entry in bundle.entries)


def waiting_line(vault: Vault) -> str:
    """Return how many bundles wait; "" when none does."""
    count = len(waiting(vault))
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
