"""A warrant, a case, a notice was written down: what it changes, what to do, whom to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.assessment import GRAVITY, Finding
from safejournal.domain.records import Contact, Legal
from safejournal.domain.rules import Severity
from safejournal.domain.versions import Record
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import alerts, assessing
from safejournal.services.alerts import Alert, TripChange
from safejournal.services.opening import Vault
from safejournal.tui import acts
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.block import Block
from safejournal.tui.guidance.onward import ToChecklist, checklist_rows, follow
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Row, Rows
from safejournal.tui.text import line, name
from safejournal.tui.today import HIGH
from safejournal.wording.guidance import attention, mechanism, severity, state
from safejournal.wording.packs import marked
from safejournal.wording.words import word

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

MARGIN = 2
"""Cells before a line, so that those of one trip hang together."""

Thing = TripChange | ToChecklist | Record


class AlertScreen(Page[None]):
    """What follows from one legal record."""

    SCOPED_CSS = False
    CSS = """
    AlertScreen {
        #what { padding: 1 2 0 2; text-style: bold; }
        #lead { padding: 0 2; color: $text-muted; }
        &.-low #what { padding: 0 1; }
        &.-low #lead { display: none; }
    }
    """

    def __init__(self, vault: Vault, alert: Alert) -> None:
        super().__init__(vault, _("What follows from this"))
        self._alert = alert

    def body(self) -> Iterable[Widget]:
        """Yield what was written down, and the list."""
        yield Static(_what(self._alert.record), id="what")
        yield Static(Content(_lead()), id="lead")
        yield Rows[Thing]()

    def on_mount(self) -> None:
        """Show it."""
        self._draw()
        self.rows.focus()
        self.call_after_refresh(self.rows.show_from_above)

    @property
    def rows(self) -> Rows[Thing]:
        """The list."""
        return self.query_one(Rows)

    def reload(self) -> None:
        """Look again: a trip was changed, a checklist went on."""
        try:
            found = alerts.alert(self.vault, self._alert.record.id)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        if found is not None:
            self._alert = found
        self._draw()

    def _draw(self) -> None:
        at = self.rows.highlighted
        apart = self.app.size.height >= HIGH
        self.rows.show(list(_options(self.vault, self._alert, apart=apart)))
        if at is not None and at < self.rows.option_count:
            self.rows.highlighted = at

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.rows.chosen
        if isinstance(chosen, TripChange):
            self._open_trip(chosen)
        elif isinstance(chosen, Record):
            acts.open_record(self.shell, chosen.id)
        else:
            follow(self.shell, self.vault, chosen)

    @work
    async def _open_trip(self, change: TripChange) -> None:
        """Show the trip as it stands with the matter; put that into its plan first, if wished."""
        record = change.record
        if not change.in_plan:
            put = await self.app.push_screen_wait(_whether_to_add())
            if put is None:
                return
            if put:
                try:
                    record = alerts.add_to_plan(self.vault, record.id, self._alert.record.id)
                except SafeJournalError as error:
                    self.shell.say_error(error)
        self.app.push_screen(AssessmentScreen(self.vault, record=record))


def open_alert(shell: JournalApp, vault: Vault, record: Record) -> None:
    """Show what follows from a legal record, if anything does."""
    try:
        found = alerts.alert(vault, record.id)
    except SafeJournalError as error:
        shell.say_error(error)
        return
    if found is not None:
        shell.push_screen(AlertScreen(vault, found))


def _whether_to_add() -> Choose[bool]:
    answers = [
        Answer(True, _("Put it into the plan"), _("and look at the trip with it")),
        Answer(False, _("Only look"), _("at the trip without it")),
    ]
    return Choose(_("The plan of this trip does not say it yet."), answers)


def _what(record: Record) -> Content:
    content = cast(Legal, record.content)
    told = [word(content.legal) if content.legal else name(record)]
    if content.jurisdiction:
        told.append(state(content.jurisdiction))
    said = line(", ".join(told)).plain
    return Content(said[:1].upper() + said[1:])


def _lead() -> str:
    return _("Read downwards: what it changes, what to do, whom to tell. Esc when you are done.")


def _options(vault: Vault, of: Alert, *, apart: bool) -> Iterator[Option]:
    trips = _("What it changes for your trips") if of.trips else _("No trip is planned.")
    yield Heading(trips, apart=apart)
    for change in of.trips:
        yield from _trip(change)
    yield Heading(_("What to do, the nearest first"), apart=apart)
    yield from checklist_rows(vault, of.checklists)
    yield Heading(_tell(of), apart=apart)
    for each in of.tell:
        roles = ", ".join(map(word, cast(Contact, each.content).roles))
        yield Choice(Row(line(name(each)), below=Content(roles)), each)


def _tell(of: Alert) -> str:
    if of.tell:
        return _("Whom to tell, in this order")
    return _("Whom to tell: no lawyer and no safety contact is written down yet (F8).")


def _trip(change: TripChange) -> Iterator[Choice[Thing]]:
    """Yield a line for a trip and one for each thing that is new; each of them opens it."""
    before, after = attention(change.before.attention), attention(change.after.attention)
    told = [_("Before: {attention}").format(attention=before)]
    told.append(_("Now: {attention}").format(attention=after))
    if not change.worse:
        told = [_("Nothing new: {attention}").format(attention=after)]
    said = line(name(change.record)).stylize("bold")
    yield Choice(Block(said, before="-", cells=MARGIN, below="\n".join(told)), change)
    more = _new(change.worse)
    if not change.in_plan:
        more.append(_("Its plan does not say it yet: Enter."))
    for each in more:
        yield Choice(Block(Content(each), before=" ", cells=MARGIN), change)


def _new(worse: tuple[Finding, ...]) -> list[str]:
    """Return what is new or graver: a line for each gravity, each warning once."""
    graves: dict[str, Severity] = {}
    for each in sorted(worse, key=lambda each: GRAVITY[each.rule.severity]):
        told = marked(mechanism(each.rule.mechanism), assessing.maker(each))
        graves.setdefault(told, each.rule.severity)
    lines = []
    for grave in dict.fromkeys(graves.values()):
        what = "; ".join(each for each, how in graves.items() if how is grave)
        lines.append(_("New: {grave}: {what}").format(grave=severity(grave), what=what))
    return lines
