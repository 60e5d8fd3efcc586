"""The place of guidance: what is planned and how it stands, what is being worked through, books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets.option_list import Option

from safejournal.domain.records import Trip
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language, later
from safejournal.services import checklist_runs, trips
from safejournal.services.checklist_runs import Run
from safejournal.services.opening import Vault
from safejournal.services.stays import StayCount
from safejournal.tui import acts
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.block import Block
from safejournal.tui.guidance.cases import CasesScreen
from safejournal.tui.guidance.checklists import ChecklistsScreen
from safejournal.tui.guidance.legal_log import LegalLogScreen
from safejournal.tui.guidance.lessons import LessonsScreen
from safejournal.tui.guidance.onward import open_run
from safejournal.tui.guidance.packs import PacksScreen
from safejournal.tui.guidance.stays import StayScreen, counted, stay_row
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import BEFORE, Choice, Heading, Row, Rows
from safejournal.tui.text import line, name
from safejournal.tui.today import HIGH
from safejournal.wording.guidance import attention
from safejournal.wording.sheets import progress_line, run_title


@dataclass(frozen=True, slots=True)
class Book:
    """One of the lists to look something up in."""

    number: int


@dataclass(frozen=True, slots=True)
class NewTrip:
    """Plan a trip or a stay."""


Thing = Record | NewTrip | Run | StayCount | Book

BOOKS: tuple[tuple[str, str, Callable[[Vault], Screen[Any]]], ...] = (
    (later("Checklists"), later("What to do, step by step."), ChecklistsScreen),
    (later("Documented cases"), later("What happened to others, with sources."), CasesScreen),
    (later("Lessons"), later("Short ones, to read before they are needed."), LessonsScreen),
    (later("Legal log"), later("What was looked up, when and by whom."), LegalLogScreen),
    (later("Packs"), later("Whose guidance this is; take one of somebody into use."), PacksScreen),
)

NUMBER = 2
"""Cells of the column of numbers."""


class GuidanceScreen(Page[None]):
    """Where guidance begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a,insert", "plan", _("Plan"), _("Plan a trip or a stay; unanswered is allowed.")),
        key("1", "book(1)", _("Checklists"), _("What to do, step by step.")),
        key("2", "book(2)", _("Cases"), _("What happened to others, with sources.")),
        key("3", "book(3)", _("Lessons"), _("Short ones, to read before they are needed.")),
        key("4", "book(4)", _("Legal log"), _("What was looked up, when and by whom.")),
        key("5", "book(5)", _("Packs"), _("Whose guidance this is; take one into use.")),
    ]

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Rows[Thing]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.rows.focus()
        self.call_after_refresh(self.rows.show_from_above)

    @property
    def rows(self) -> Rows[Thing]:
        """The list."""
        return self.query_one(Rows)

    def reload(self) -> None:
        """Look again at what is planned and begun."""
        at = self.rows.highlighted
        try:
            options = list(self._options())
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.rows.show(options)
        if at is not None and at < len(options) and not options[at].disabled:
            self.rows.highlighted = at

    def _options(self) -> Iterator[Option]:
        apart = self.app.size.height >= HIGH
        yield Heading(_("Planned"), apart=apart)
        yield from (_trip_row(self.vault, each) for each in trips.planned(self.vault))
        yield Choice(Row(Content(_("plan a trip or a stay")), before="+", cells=NUMBER), NewTrip())
        begun = [r for r in checklist_runs.runs(self.vault, language()) if r.progress.open]
        if begun:
            yield Heading(_("Being worked through"), apart=apart)
            yield from (_run_row(each) for each in begun)
        counts = counted(self.vault)
        if counts:
            yield Heading(_("Days in a country"), apart=apart)
            yield from (Choice(stay_row(each, BEFORE), each) for each in counts)
        yield Heading(_("To look up"), apart=apart)
        yield from (_book_row(number) for number in range(1, len(BOOKS) + 1))

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.rows.chosen
        if isinstance(chosen, Record):
            self.app.push_screen(AssessmentScreen(self.vault, record=chosen))
        elif isinstance(chosen, NewTrip):
            self.action_plan()
        elif isinstance(chosen, Run):
            open_run(self.shell, self.vault, chosen.record)
        elif isinstance(chosen, StayCount):
            self.app.push_screen(StayScreen(self.vault, chosen))
        elif isinstance(chosen, Book):
            self.action_book(chosen.number)

    def action_plan(self) -> None:
        """Open the form of a trip; once it is sealed, its assessment."""
        acts.open_form(self.shell, Kind.TRIP, then=self._assess)

    def _assess(self, record: Record) -> None:
        self.app.push_screen(AssessmentScreen(self.vault, record=record))

    def action_book(self, number: int) -> None:
        """Open one of the lists."""
        self.app.push_screen(BOOKS[number - 1][2](self.vault))


def _trip_row(vault: Vault, record: Record) -> Choice[Thing]:
    found = trips.assess_content(vault, cast(Trip, record.content))
    return _two_lines(line(name(record)), attention(found.attention), record)


def _run_row(run: Run) -> Choice[Thing]:
    return _two_lines(line(run_title(run)), progress_line(run), run)


def _two_lines(said: Content, below: str, thing: Thing) -> Choice[Thing]:
    return Choice(Block(said, before="-", cells=NUMBER, below=below), thing)


def _book_row(number: int) -> Choice[Thing]:
    called, about, _screen = BOOKS[number - 1]
    row = Row(Content(_(called)), before=str(number), cells=NUMBER, below=Content(_(about)))
    return Choice(row, Book(number))
