"""Papers in the order in which they run out, with the days that are left in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from textual.content import Content

from safejournal.domain.due import PAPER_NOTICE
from safejournal.domain.records import Document
from safejournal.domain.versions import Record
from safejournal.domain.words import DocumentState, Kind
from safejournal.i18n import _, later
from safejournal.tui.panes import Panes
from safejournal.tui.portrait import Said, said
from safejournal.tui.rows import Row
from safejournal.tui.text import line, name
from safejournal.wording.amounts import days
from safejournal.wording.portrait import portrait
from safejournal.wording.times import day
from safejournal.wording.words import word

GONE = frozenset(DocumentState) - {
    DocumentState.VALID,
    DocumentState.EXPIRING,
    DocumentState.EXPIRED,
}
"""States of a paper that matter more than its date."""


_ELSEWHERE = ("title", "expires", "document.expires", "links", "links.to", "links.as")
"""Said on top already, or when the paper is opened."""


class DocumentsScreen(Panes):
    """Every paper, the one that runs out first on top."""

    KIND = Kind.DOCUMENT
    EMPTY = later(
        "No document is written down yet.\n\nWrite down each paper with the day on which it runs "
        "out: you are reminded half a year ahead. Press Ins to begin."
    )

    def in_order(self, records: list[Record]) -> list[Record]:
        """Return them by the day on which they run out; those that say none come last."""
        return sorted(records, key=lambda record: expires(_document(record)) or "9")

    def row(self, record: Record) -> Row:
        """Return the line of a paper: its name, and how long it is still good."""
        document, today = _document(record), self.vault.clock().date()
        said = Content.styled(" · ".join(how_long(document, today)), _style(document, today))
        return Row(line(name(record)), below=said)

    def show(self, record: Record) -> None:
        """Show what is written of a paper. Its number stays hidden here."""
        self.tell(_head(record, self.vault.clock().date()), _said(record))


def expires(document: Document) -> str | None:
    """Return the day on which a paper runs out, wherever it was written."""
    return document.expires or (document.document.expires if document.document else None)


def how_long(document: Document, today: date) -> Iterator[str]:
    """Yield what has become of a paper, and how long it is good: `in 42 days, on 1 May 2026`."""
    state = document.document.state if document.document else None
    if state in GONE and state is not None:
        yield word(state)
    runs_out = expires(document)
    if runs_out is None:
        yield _("no day of expiry written down")
        return
    left = (date.fromisoformat(runs_out) - today).days
    if left < 0:
        yield _("ran out {days} ago, on {day}").format(days=days(-left), day=day(runs_out))
    elif left == 0:
        yield _("runs out today")
    else:
        yield _("runs out in {days}, on {day}").format(days=days(left), day=day(runs_out))


def _style(document: Document, today: date) -> str:
    """Return how loud the line is; its words say the same."""
    runs_out = expires(document)
    if runs_out is None:
        return ""
    left = date.fromisoformat(runs_out) - today
    if left.days < 0:
        return "bold $error"
    return "bold $warning" if left <= PAPER_NOTICE else ""


def _document(record: Record) -> Document:
    return cast(Document, record.content)


def _head(record: Record, today: date) -> Iterator[Content]:
    yield line(name(record)).stylize("bold")
    for sentence in how_long(_document(record), today):
        yield Content(sentence[:1].upper() + sentence[1:])


def _said(record: Record) -> Iterator[Said]:
    found = portrait(_document(record))
    yield from said([told for told in found if told.path not in _ELSEWHERE], {})
