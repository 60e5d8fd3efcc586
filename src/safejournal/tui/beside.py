"""A record told beside the list that it is marked in, where the window is wide."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from safejournal.domain.versions import Record
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.portrait import Portrait, Said, said
from safejournal.tui.text import line, name
from safejournal.wording.kinds import kind
from safejournal.wording.portrait import portrait

LABELS = 19
"""Cells of the labels: the pane is narrower than a page."""


class Beside(VerticalScroll, can_focus=False):
    """What a record says; numbers and agreed words stay hidden here, always."""

    def compose(self) -> Iterator[Static]:
        """Draw the place for it."""
        yield Static()

    def tell(self, vault: Vault, record: Record | None) -> None:
        """Tell of a record, or of none."""
        told = list(_said(vault, record)) if record is not None else []
        self.query_one(Static).update(Portrait(told, labels=LABELS) if told else Content(""))
        self.scroll_home(animate=False)


def _said(vault: Vault, record: Record) -> Iterator[Said]:
    yield Said(kind(record.kind), line(name(record)).stylize("bold"))
    told = portrait(record.content) if record.content else ()
    lines = [each for each in told if each.path != "title"]
    found = journal.show_all(vault, [each.record for each in lines if each.record])
    yield from said(lines, {record_id: name(each) for record_id, each in found.items()})
