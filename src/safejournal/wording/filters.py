"""A kept filter, and what was done to several records, as a person reads it."""

from __future__ import annotations

from safejournal.i18n import _, ngettext
from safejournal.services.filters import Kept
from safejournal.wording.kinds import kinds


def filter_about(wanted: Kept) -> str:
    """Return what a filter lets through, in a few words."""
    parts = [kinds(wanted.kind) if wanted.kind else _("all kinds")]
    if wanted.tag:
        parts.append(f"#{wanted.tag}")
    if wanted.query.strip():
        parts.append(f"“{wanted.query.strip()}”")
    if wanted.inside:
        parts.append(_("inside words too"))
    return " · ".join(parts)


def changed(count: int) -> str:
    """Return how many records have a new version now."""
    return ngettext("{n} record changed.", "{n} records changed.", count).format(n=count)
