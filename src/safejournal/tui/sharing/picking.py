"""What: one trip for a card, what belongs to it for an emergency, any records as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.records import Contact
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import ContactRole, Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import choosing, journal, search
from safejournal.services.opening import Vault
from safejournal.services.sharing import Tier
from safejournal.tui.ask import Ask
from safejournal.tui.choose import sure
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.sharing.marking import Markable, Marking
from safejournal.tui.text import line, name
from safejournal.wording.kinds import kind
from safejournal.wording.rows import time_of

MOST = 500
"""Records that are listed; a search finds the others."""

KINDS: dict[Tier, tuple[Kind, ...]] = {
    Tier.CARD: (Kind.TRIP,),
    Tier.EMERGENCY: (Kind.TRIP, Kind.CONTACT, Kind.DOCUMENT, Kind.LEGAL),
    Tier.EVIDENCE: (),
}
"""Of what the table of the tiers lets anything leave; () for every kind."""

EVERYTHING = "*"
"""Stands in the list for all that the tier allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What shall leave."""

    records: tuple[str, ...] = ()
    everything: bool = False


class PickingScreen(Page[Picked | None]):
    """A list to mark in; dismisses with what was marked. What is confidential is asked about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "narrow", _("Find"), _("List only records with these words.")),
    ]

    def __init__(self, vault: Vault, tier: Tier, before: Picked, heading: str = "") -> None:
        super().__init__(vault, heading or _("Send › What?"))
        self._tier, self._before = tier, before
        self._records: dict[str, Record] = {}
        self._query = ""

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Static(id="asked", classes="note")
        yield Marking[str]()

    @property
    def marking(self) -> Marking[str]:
        """The list."""
        return self.query_one(Marking)

    def on_mount(self) -> None:
        """Show what there is, with the marks of before; else with the trip that lies ahead."""
        marked = self._still_fitting()
        if not marked and self._tier is not Tier.EVIDENCE:
            marked = self._ahead()
        self.marking.marked = marked
        self.reload()
        self.marking.focus()

    def _still_fitting(self) -> list[str]:
        """Return what was marked before, but for what this tier lets nothing leave of."""
        known = journal.show_all(self.vault, list(self._before.records))
        kinds = KINDS[self._tier]
        fitting = [one for one, each in known.items() if not kinds or each.kind in kinds]
        return [*fitting, *([EVERYTHING] if self._before.everything else [])]

    def _ahead(self) -> list[str]:
        try:
            return [choosing.trip_ahead(self.vault).id]
        except SafeJournalError:  # none, or several: the person marks it
            return []

    def reload(self) -> None:
        """Read again what there is."""
        try:
            found = self._found()
            self._records |= {each.id: each for each in found}
            self._records |= journal.show_all(self.vault, self._named())
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.marking.list_lines(self._lines(found))
        self._tell()

    def _named(self) -> list[str]:
        return [each for each in self.marking.marked if each != EVERYTHING]

    def _found(self) -> list[Record]:
        kinds = KINDS[self._tier]
        if self._query:
            hits = search.find(self.vault, self._query, kinds=kinds, limit=MOST)
            found = [hit.record for hit in hits]
        else:
            found = journal.browse(self.vault, journal.Filter(kinds=kinds), limit=MOST)
        return [each for each in found if self._may_hold(each)]

    def _may_hold(self, record: Record) -> bool:
        """Tell whether the tier lets anything of it leave: of contacts below evidence, lawyers."""
        content = record.content
        if self._tier is Tier.EVIDENCE or not isinstance(content, Contact):
            return content is not None
        return ContactRole.LAWYER in content.roles

    def _lines(self, found: list[Record]) -> Iterator[Markable[str]]:
        if self._tier is not Tier.CARD and not self._query:
            yield Markable(
                EVERYTHING,
                Content(_("all that this tier allows")),
                below=_("but for what is confidential: mark that one by one"),
            )
        for each in found:
            below = f"{kind(each.kind)} · {time_of(each)}"
            if each.content is not None and each.content.confidential:
                below = f"{_('CONFIDENTIAL')} · {below}"
            yield Markable(each.id, line(name(each)), below=below)

    def _tell(self) -> None:
        told = _("{n} marked. Space marks, Enter goes on.").format(n=len(self.marking.marked))
        if self._query:
            told = f"{told} {_('Only with: {words}').format(words=self._query)}"
        self.query_one("#asked", Static).update(line(told))

    @on(Marking.Marked)
    def _marked(self, event: Marking.Marked) -> None:
        self._tell()
        record = self._records.get(str(event.thing))
        if event.on and record and record.content and record.content.confidential:
            self._ask(record)

    @work
    async def _ask(self, record: Record) -> None:
        question = sure(
            _("This record is confidential. Shall it leave?"),
            _("It shall leave this once"),
            _("It stays"),
            name(record),
        )
        if not await self.app.push_screen_wait(question):
            self.marking.set_mark(record.id, on=False)

    @work
    async def action_narrow(self) -> None:
        """Ask for words."""
        typed = await self.app.push_screen_wait(
            Ask(_("Only records with these words"), explained=_("Nothing: all of them."))
        )
        if typed is not None:
            self._query = typed.strip()
            self.reload()

    @on(Marking.GoOn)
    def _go_on(self) -> None:
        everything = EVERYTHING in self.marking.marked
        records = tuple(self._named())
        if everything or records:
            self.dismiss(Picked(records=records, everything=everything))
