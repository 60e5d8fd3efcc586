"""Guidance packs in lines."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.i18n import _, later
from safejournal.services.packs import Installed, Origin
from safejournal.wording.times import day

_ORIGINS = {Origin.BUILT_IN: later("comes with the program")}
_ITEMS = {
    "cases": later("Cases: {n}"),
    "rules": later("Rules: {n}"),
    "checklists": later("Checklists: {n}"),
    "lessons": later("Lessons: {n}"),
    "states": later("Countries: {n}"),
    "sources": later("Sources: {n}"),
}


def pack_row(of: Installed) -> str:
    """Return the line of a list."""
    return f"{of.id} {of.version}  {of.title} ({_(_ORIGINS[of.origin])})"


def pack_lines(of: Installed) -> Iterator[str]:
    """Yield what a pack is and holds."""
    yield pack_row(of)
    yield _("Languages: {languages}").format(languages=", ".join(of.languages))
    yield _("Reviewed: {day}").format(day=day(of.reviewed))
    for kind, count in of.items.items():
        yield _(_ITEMS[kind]).format(n=count)
