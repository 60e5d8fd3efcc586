"""A threat as a picture: its incidents over time, beside the five steps in which it is thought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.records import Threat
from safejournal.domain.timeline import Event, Sieve, Zoom, cell_of, cells_between, undated
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _, ngettext
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.services.timeline import Laid, laid_out
from safejournal.tui import acts
from safejournal.tui.page import Page
from safejournal.tui.pictures.patterns import BAR
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.reading import Reading
from safejournal.tui.rows import Choice, Heading, Row, Rows
from safejournal.tui.text import line, name, prose
from safejournal.wording.fields import label
from safejournal.wording.rows import time_of
from safejournal.wording.timeline import without_time
from safejournal.wording.times import month

STEPS = ("facts", "pattern", "objective", "who", "conclusion")

_LONGEST, _LABELS = 12, 14


class ThreatPicture(Page[None]):
    """Months with their incidents, the earliest first; beside them what was made of it."""

    SCOPED_CSS = False
    CSS = """
    ThreatPicture {
        #panes { height: 1fr; layout: vertical; }
        Rows { height: 1fr; }
        #steps { height: 1fr; padding: 0 1; border-top: solid $line; }
        #none { height: auto; padding: 0 1; }
    }
    ThreatPicture.-wide {
        #panes { layout: horizontal; }
        Rows { width: 1fr; }
        #steps { width: 1fr; border-top: none; border-left: solid $line; }
    }
    """

    def __init__(self, vault: Vault, threat: Record) -> None:
        super().__init__(vault, name(threat))
        self._threat = threat

    def body(self) -> Iterable[Widget]:
        """Yield both sides."""
        yield Static(_("No incident belongs to it yet."), id="none")
        with Container(id="panes"):
            yield Rows[str]()
            with Reading(id="steps"):
                yield Static(id="said")

    def on_mount(self) -> None:
        """Show them."""
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read the threat and its incidents again."""
        self._threat = journal.show(self.vault, self._threat.id)
        laid = laid_out(self.vault)
        events = laid.through(Sieve(kinds=(Kind.INCIDENT,), record=self._threat.id))
        rows = self.query_one(Rows)
        rows.show(list(_over_time(events, laid)), keep=rows.chosen)
        self.query_one("#none").display = not events
        self.query_one("#said", Static).update(Portrait(list(_steps(self._threat)), labels=_LABELS))

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        if (chosen := self.query_one(Rows).chosen) is not None:
            acts.open_record(self.shell, chosen)


def _steps(threat: Record) -> Iterator[Said]:
    content = cast(Threat, threat.content or Threat())
    for step in STEPS:
        text = getattr(content, step)
        yield Said(label(step), prose(text) if text.strip() else Content(_("– not yet")))


def _over_time(events: Iterable[Event], laid: Laid) -> Iterator[Option]:
    """Yield a bar for each month with incidents, what was empty between, and each incident."""
    given, before = list(events), None
    months = sorted({cell_of(each.first, Zoom.MONTH) for each in given if each.first})
    for each in months:
        here = [e for e in given if e.first and cell_of(e.first, Zoom.MONTH) == each]
        if before is not None and (empty := cells_between(before, each, Zoom.MONTH) - 1):
            yield Heading(_quiet(empty), apart=False)
        before = each
        yield Heading(_bar(each, here), apart=False)
        yield from (_row(e, laid) for e in here)
    if said := without_time(given):
        yield Heading(said, apart=False)
        yield from (_row(e, laid) for e in undated(given))


def _bar(of: date, events: list[Event]) -> str:
    known = sum(each.sure for each in events)
    rough = len(events) - known
    said = f"{BAR * min(known, _LONGEST)}{'~' * min(rough, _LONGEST)}"
    return f"{month(of)}  {said} {len(events)}"


def _quiet(months: int) -> str:
    said = ngettext("{n} month with no incident", "{n} months with no incident", months)
    return said.format(n=months)


def _row(event: Event, laid: Laid) -> Choice[str]:
    record = laid.records[event.record]
    return Choice(Row(line(name(record)), before=time_of(record)), record.id)
