"""What is said of a store that was written anew."""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.services.compacting import Compacted
from safejournal.wording.amounts import size


def compacted_line(done: Compacted) -> str:
    """Return one sentence with both sizes."""
    told = _("Written anew and verified: {after}, before it was {before}.")
    return told.format(after=size(done.after), before=size(done.before))
