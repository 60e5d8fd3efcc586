"""What the journal shows: which records are wanted, and the rows of those that were found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import field, replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import journal, search
from safejournal.services.journal import PAGE, Filter
from safejournal.services.search import Hit
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import found_in, line, marked, name
from safejournal.wording.kinds import kind
from safejournal.wording.rows import time_of

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

FIRST_HITS = 50
"""Records looked for while somebody types: a screenful or two, so that the next key never waits."""

_GROWTH = 4
"""By how much more is looked for each time that the end of the list is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records the journal shows."""

    query: str = field(default="", repr=False)
    kind: Kind | None = None
    tag: str | None = field(default=None, repr=False)
    inside: bool = False
    """Whether the middle of words is searched too, which is slower."""
    limit: int = PAGE

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds, empty for all."""
        return (self.kind,) if self.kind else ()

    @property
    def searching(self) -> bool:
        """Tell whether anything is sought."""
        return bool(self.query.strip())

    def more(self) -> Wanted:
        """Return the same with more rows."""
        grown = self.limit * _GROWTH if self.searching else self.limit + PAGE
        return replace(self, limit=grown)

    def first(self) -> Wanted:
        """Return the same with as few rows as are shown first."""
        return replace(self, limit=FIRST_HITS if self.searching else PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found. Complete in itself: it crosses from a thread to the screen."""

    wanted: Wanted
    rows: tuple[Record | Hit, ...] = field(repr=False)
    count: int | None
    """How many there are in all; None while searching, where only those shown are known."""

    @property
    def whole(self) -> bool:
        """Tell whether nothing more can be found."""
        return len(self.rows) < self.wanted.limit


def look_up(vault: Vault, wanted: Wanted) -> Found:
    """Return what the vault holds of what is wanted. Takes milliseconds; inside words, longer."""
    if not wanted.searching:
        sort = Filter(kinds=wanted.kinds, tag=wanted.tag)
        records = journal.browse(vault, sort, limit=wanted.limit)
        return Found(wanted=wanted, rows=tuple(records), count=journal.count(vault, sort))
    hits = search.find(
        vault, wanted.query, kinds=wanted.kinds, limit=wanted.limit, inside=wanted.inside
    )
    return Found(
        wanted=wanted, rows=tuple(hit for hit in hits if _has(hit, wanted.tag)), count=None
    )


def _has(hit: Hit, tag: str | None) -> bool:
    return tag is None or (hit.record.content is not None and tag in hit.record.content.tags)


def rows(found: Found, marked: Collection[str] = ()) -> Iterator[Option]:
    """Yield a row for each record; what was sought is marked.

    Once any record is `marked`, by its id, a box stands before each name.
    """
    for each in found.rows:
        record = each.record if isinstance(each, Hit) else each
        row = _row(
            record, each if isinstance(each, Hit) else None, found.wanted, _box(record, marked)
        )
        yield Choice(row, record)


def _box(record: Record, marked: Collection[str]) -> str:
    if not marked:
        return ""
    return "[x] " if record.id in marked else "[ ] "


def _row(record: Record, hit: Hit | None, wanted: Wanted, box: str) -> Row:
    shown, below = line(name(record)), None
    if hit is not None:
        shown = found_in(name(record), wanted.query, inside=wanted.inside)
        if hit.excerpt is not None:
            below = marked(hit.excerpt.text, hit.excerpt.marks)
    shown = Content(box) + shown if box else shown
    return Row(shown, before=time_of(record), after=kind(record.kind), below=below)
