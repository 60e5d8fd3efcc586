"""A trip held against the guidance: what it asks for, why, what is open, what nobody checked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.assessment import Finding, Question
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import trips
from safejournal.services.drafts import Draft
from safejournal.services.forms import FormInvalid
from safejournal.services.opening import Vault
from safejournal.tui import acts
from safejournal.tui.asking import known
from safejournal.tui.choose import sure
from safejournal.tui.guidance import assessed
from safejournal.tui.guidance.answering import AnswerScreen
from safejournal.tui.guidance.assessed import TheWay, Thing
from safejournal.tui.guidance.desk import Desk, lay_out, take_up
from safejournal.tui.guidance.onward import follow
from safejournal.tui.guidance.why import WhyScreen
from safejournal.tui.keys import key
from safejournal.tui.overtaken import overtaken
from safejournal.tui.page import Page
from safejournal.tui.rows import Rows
from safejournal.tui.text import line
from safejournal.tui.today import HIGH
from safejournal.wording.names import name_of_content
from safejournal.wording.times import day


class _List(Rows[Thing]):
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "select", _("Open"), _("Tell why; answer a question; begin a checklist.")),
    ]


class AssessmentScreen(Page[None]):
    """What the guidance says of a trip, answered further and looked at anew."""

    SCOPED_CSS = False
    CSS = """
    AssessmentScreen {
        #attention { padding: 1 2 0 2; }
        #counted { padding: 0 2; height: 1; color: $text-muted; }
        #beside { height: 4; padding: 0 2; border-top: solid $line; }
        #unchecked { height: 1; padding: 0 2; text-style: bold; }
        &.-low {
            #attention { padding: 0 1; }
            #counted, #beside { display: none; }
            #unchecked { padding: 0 1; }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f10,ctrl+s", "save", _("Save"), _("Seal your answers in the trip."), first=True),
        key("e", "edit", _("Change"), _("Open the whole form of the trip.")),
        key("ctrl+d", "discard", _("Throw away"), _("Throw the new answers away. It asks first.")),
    ]

    def __init__(
        self, vault: Vault, *, record: Record | None = None, draft: Draft | None = None
    ) -> None:
        """Begin with a sealed trip, with a draft of one, or with nothing said."""
        super().__init__(vault, _("Assessment"))
        if record is not None and draft is None:
            self.desk = lay_out(vault, record)
        else:
            self.desk = Desk(vault, draft=draft)
        self.found = self.desk.assess()
        self._in_form = False
        self._changed = False
        """Whether the last answer, form or version changed what the whole asks for."""

    def body(self) -> Iterable[Widget]:
        """Yield what the whole asks for, the list, and what nobody checked."""
        yield Static(id="attention")
        yield Static(id="counted")
        yield _List()
        yield Static(id="beside")
        yield Static(id="unchecked")

    def on_mount(self) -> None:
        """Show it, with the gravest warning marked."""
        first: list[Thing] = [*self.found.findings, *self.found.unanswered]
        self._draw(next(iter(first), None))
        self.rows.focus()
        self.call_after_refresh(self.rows.show_from_above)

    @property
    def rows(self) -> Rows[Thing]:
        """The list."""
        return self.query_one(_List)

    def reload(self) -> None:
        """Look again: a form was open, a checklist went on, the trip was changed elsewhere."""
        try:
            if self._in_form or not self.desk.changed:
                self.desk = take_up(self.vault, self.desk)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self._in_form = False
        self._look_anew(self.rows.chosen)

    def _look_anew(self, keep: Thing | None) -> None:
        before, self.found = self.found.attention, self.desk.assess()
        self._changed = self.found.attention is not before
        self._draw(keep)

    def _draw(self, keep: Thing | None) -> None:
        headline = assessed.headline(self.found, changed=self._changed)
        self.query_one("#attention", Static).update(headline)
        self.query_one("#counted", Static).update(self._about())
        apart = self.app.size.height >= HIGH
        options = assessed.options(self.vault, self.desk, self.found, apart=apart)
        self.rows.show(list(options), keep=keep)
        self.query_one("#unchecked", Static).update(assessed.unchecked(self.found))
        self.refresh_bindings()

    def _about(self) -> Content:
        today = day(self.vault.clock().date().isoformat())
        told = [name_of_content(self.desk.content), _("as of {day}").format(day=today)]
        if self.desk.changed:
            told.insert(0, _("NOT SAVED"))
        return line("  ·  ".join(told))

    @on(Rows.OptionHighlighted)
    def _moved(self) -> None:
        self.query_one("#beside", Static).update(assessed.beside(self.rows.chosen))

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        chosen = self.rows.chosen
        if isinstance(chosen, Finding):
            trip = self.desk.record.id if self.desk.record else None
            self.app.push_screen(WhyScreen(self.vault, chosen, self.desk.plan, trip))
        elif isinstance(chosen, Question):
            self._answer(chosen)
        elif isinstance(chosen, TheWay):
            self.action_edit()
        else:
            follow(self.shell, self.vault, chosen)

    @work
    async def _answer(self, asked: Question) -> None:
        """Ask, keep the answer as a draft, and look anew."""
        field = trips.asked(asked.path)
        if field is None:
            return
        answer = await self.app.push_screen_wait(AnswerScreen(self.vault, self.desk, asked, field))
        if answer is None:
            return
        self.desk.answer(asked.path, answer)
        try:
            await asyncio.to_thread(self.desk.scratch.write)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self._look_anew(next(iter(self.desk.assess().unanswered), None))

    def keep_draft(self) -> None:
        """Write what is not sealed, before anything else happens. Raises SafeJournalError."""
        self.desk.scratch.write()

    def action_edit(self) -> None:
        """Open the whole form over what stands here; what is typed there comes back here."""
        self._in_form = True
        papers = self.desk.scratch
        draft = replace(papers.draft, answers=papers.answers)
        acts.open_form(self.shell, Kind.TRIP, draft=draft, then=self._sealed_in_form)

    def _sealed_in_form(self, record: Record) -> None:
        self._in_form = False
        self.desk = Desk(self.vault, record=record)
        self._look_anew(self.rows.chosen)

    @work(exclusive=True, group="saving")
    async def action_save(self) -> None:
        """Seal the answers in the trip."""
        try:
            if await self._may_replace():
                record = await asyncio.to_thread(self.desk.seal)
                self.desk = Desk(self.vault, record=record)
                self.shell.say(_("Sealed."))
        except FormInvalid:
            self.shell.say(assessed.unread(self.desk.unreadable), serious=True)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self._look_anew(self.rows.chosen)

    async def _may_replace(self) -> bool:
        """Let the person see a version that was written meanwhile, before theirs goes on top."""
        newest = self.desk.scratch.newest()
        if newest is None or not self.desk.scratch.says_else(newest):
            return True
        question = overtaken(newest, self.desk.scratch.answers, known(self.vault))
        yes: bool | None = await self.app.push_screen_wait(question)
        return bool(yes)

    @work
    async def action_discard(self) -> None:
        """Throw away the answers that are not sealed, after asking."""
        question = sure(_("Throw the new answers away?"), _("Throw them away"), _("Keep them"))
        if not await self.app.push_screen_wait(question):
            return
        try:
            self.desk.scratch.discard()
            self.desk = Desk(self.vault, record=self.desk.scratch.newest())
        except SafeJournalError as error:
            self.shell.say_error(error)
        self._look_anew(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save or to throw away only what is not sealed."""
        if action in ("save", "discard"):
            return self.desk.changed
        return super().check_action(action, parameters)
