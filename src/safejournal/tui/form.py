"""Writing a record down, or changing it: the form of each kind, whose draft is always kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.records import Content as Written
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import forms, journal
from safejournal.services.drafts import Draft
from safejournal.services.opening import Vault
from safejournal.tui import scratch
from safejournal.tui.asking import Asking, known
from safejournal.tui.choose import sure
from safejournal.tui.keys import key
from safejournal.tui.overtaken import overtaken
from safejournal.tui.sheet import Sheet
from safejournal.wording.errors import explain
from safejournal.wording.first_steps import about_first_record
from safejournal.wording.kinds import kind as kind_name

WRITE_EVERY = 2.0
"""Seconds. No more than this much typing can be lost, and a stick is not written to more often."""

TRY_AGAIN = 5.0
"""Seconds after which a draft that could not be written is tried again: disk full, stick pulled."""

FIRST = {
    Kind.NOTE: 3,
    Kind.INCIDENT: 7,
    Kind.THREAT: 6,
    Kind.CONTACT: 6,
    Kind.DOCUMENT: 7,
    Kind.LEGAL: 5,
    Kind.TRIP: 14,
    Kind.CHECKIN: 5,
    Kind.CHECKLIST_RUN: 4,
}
"""How many questions of a form are asked at once. What a tired person must say stands before; the
rest waits behind one line and is never lost from sight when something stands in it."""


class Told(Enum):
    """What a sentence above the form is about; each has one place, and they stand in this order."""

    RECORD = auto()
    DRAFT = auto()
    SAVING = auto()


class FormScreen(Asking[Record | None], inherit_bindings=False):
    """The form. Dismisses with the sealed record, or with None when nothing was sealed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        key("f10,ctrl+s", "save", _("Save"), _("Seal what stands in the form."), first=True),
        key("escape", "leave", _("Leave"), _("Leave the form. What you typed is kept as a draft.")),
        key("ctrl+r", "unmask", _("Show hidden"), _("Show what is hidden here, or hide it.")),
        key("ctrl+t", "note", _("What to note"), _("Show what is worth noting of this sort.")),
        key("ctrl+g", "assess", _("Assess"), _("Hold the trip, as it stands, against guidance.")),
        key(
            "ctrl+d",
            "discard",
            _("Throw away"),
            _("Throw what you typed away. It asks first."),
            first=True,
        ),
    ]

    DEFAULT_CSS = """
    FormScreen .notice { display: none; padding: 0 1; background: $panel; text-style: bold; }
    FormScreen .notice.-told { display: block; }
    """

    def __init__(
        self,
        vault: Vault,
        kind: Kind,
        *,
        record: Record | None = None,
        draft: Draft | None = None,
        preset: Mapping[str, str] | None = None,
    ) -> None:
        """`preset` are answers that stand in a new form from the beginning."""
        self.scratch = scratch.begin(vault, kind, record, draft, preset or {})
        new = _("New: {kind}") if self.scratch.draft.record is None else _("Change: {kind}")
        super().__init__(vault, new.format(kind=kind_name(kind)))
        self.kind = kind
        self.known = known(vault)
        self.sheet = Sheet(
            forms.fields(kind), self.scratch.answers, self.known, self.check, first=FIRST[kind]
        )
        self._notice = Static(classes="notice", markup=False)
        self._told: dict[Told, str] = {}
        self._timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Yield what has to be said, and the sheet."""
        yield self._notice
        yield self.sheet

    def on_mount(self) -> None:
        """Say what has happened since the draft was left, and to a newcomer how this works."""
        if not journal.count(self.vault):
            self.tell(Told.RECORD, about_first_record())
        if self.scratch.record and self.scratch.record.conflicts:
            self.tell(Told.RECORD, _("Another version stands beside this one; saving joins them."))
        if self.scratch.overtaken:
            self.tell(Told.RECORD, _("This record has been changed since you began to write."))

    def tell(self, of: Told, sentence: str) -> None:
        """Let a sentence stand above the form until it is no longer true; "" takes it away."""
        self._told[of] = sentence
        standing = [self._told[each] for each in Told if self._told.get(each)]
        self._notice.update(Content("\n".join(standing)))
        self._notice.set_class(bool(standing), "-told")

    def check(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is wrong with these answers, by path."""
        try:
            forms.read_answers(self.kind, dict(answers), self.vault.clock())
        except forms.FormInvalid as error:
            return error.problems
        return {}

    # The draft.

    @on(Sheet.Changed)
    def _typed(self, event: Sheet.Changed) -> None:
        event.stop()
        self.tell(Told.SAVING, "")
        if self._timer is None:
            self._timer = self.set_timer(WRITE_EVERY, self._write_draft)

    def _write_draft(self) -> None:
        self._timer = None
        if self.scratch.take(self.sheet.answers()):
            self._write()

    @work(group="draft")
    async def _write(self) -> None:
        await self._written()

    async def _written(self) -> bool:
        """Write the draft in a thread; tell whether it is in the vault now."""
        try:
            await asyncio.to_thread(self.scratch.write)
        except SafeJournalError as error:
            self._not_kept(error)
            return False
        self.tell(Told.DRAFT, "")
        return True

    def _not_kept(self, error: SafeJournalError) -> None:
        sentence = _("Your text is still here, but it could not be kept: {why} Trying again.")
        self.tell(Told.DRAFT, sentence.format(why=explain(error)[0]))
        if self._timer is None:
            self._timer = self.set_timer(TRY_AGAIN, self._write_draft)

    def keep_draft(self) -> None:
        """Write what stands in the form, before anything else happens. Raises SafeJournalError."""
        self.scratch.take(self.sheet.answers())
        self.scratch.write()

    # The ways out.

    @work(exclusive=True, group="leaving")
    async def action_leave(self) -> None:
        """Leave; what was typed waits as a draft."""
        self.scratch.take(self.sheet.answers())
        if await self._written():
            if self.scratch.holds_something:
                self.notify(_("Kept as a draft. You find it under Today."), markup=False)
            self.dismiss(None)

    @work(exclusive=True, group="leaving")
    async def action_assess(self) -> None:
        """Leave for the assessment of the trip; what was typed waits as a draft and goes along."""
        from safejournal.tui.guidance.assessment import AssessmentScreen

        self.scratch.take(self.sheet.answers())
        if not await self._written():
            return
        if isinstance(self.app.screen_stack[-2], AssessmentScreen):
            self.dismiss(None)
        else:
            draft = replace(self.scratch.draft, answers=self.scratch.answers)
            self.app.switch_screen(AssessmentScreen(self.vault, draft=draft))

    @work(exclusive=True, group="noting")
    async def action_note(self) -> None:
        """Show what is worth noting of such an incident, and put it into the text if wanted."""
        from safejournal.tui.noting import note

        await note(self.app.push_screen_wait, self.sheet)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to assess only trips, and what to note only of incidents."""
        if action == "assess":
            return self.kind is Kind.TRIP
        if action == "note":
            return self.kind is Kind.INCIDENT
        return super().check_action(action, parameters)

    @work(exclusive=True, group="leaving")
    async def action_discard(self) -> None:
        """Throw away what was typed, after asking."""
        question = sure(_("Throw away what you typed?"), _("Throw it away"), _("Keep it"))
        yes: bool | None = await self.app.push_screen_wait(question)
        if yes:
            with self._telling():
                await asyncio.to_thread(self.scratch.discard)
                self.dismiss(None)

    @work(exclusive=True, group="leaving")
    async def action_save(self) -> None:
        """Seal what stands in the form, if it can be read."""
        if self.sheet.look_through():
            with self._telling():
                await self._save()
        else:
            self.tell(Told.SAVING, _("Not saved. See what is marked with !"))

    async def _save(self) -> None:
        answers, newest = self.sheet.answers(), self.scratch.newest()
        before = newest.content if newest else None
        content = forms.read_answers(self.kind, answers, self.vault.clock(), before)
        if newest and content == newest.content:
            await asyncio.to_thread(self.scratch.discard)
            self.notify(_("Nothing was changed, so nothing was sealed."), markup=False)
            self.dismiss(None)
        elif await self._may_replace(newest):
            with self._still():
                act = partial(_sealed, self.vault, content, newest)
                sealed = await asyncio.to_thread(self.scratch.seal, act)
            self.dismiss(sealed)

    async def _may_replace(self, newest: Record | None) -> bool:
        """Let the person see a version that was written meanwhile, before theirs goes on top."""
        if newest is None or not self.scratch.says_else(newest):
            return True
        question = overtaken(newest, self.sheet.answers(), self.known)
        yes: bool | None = await self.app.push_screen_wait(question)
        return bool(yes)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Say above the form what went wrong inside; the form stays as it is."""
        try:
            yield
        except SafeJournalError as error:
            why = " ".join(filter(None, explain(error)))
            self.tell(Told.SAVING, _("Not saved. {why}").format(why=why))

    @contextmanager
    def _still(self) -> Iterator[None]:
        """Take no keys inside: what is typed while a version is sealed would be in none."""
        focused, self.sheet.disabled = self.focused, True
        try:
            yield
        finally:
            self.sheet.disabled = False
            if focused is not None:
                focused.focus()


def _sealed(vault: Vault, content: Written, newest: Record | None, draft: str) -> Record:
    if newest is None:
        return journal.record(vault, content, draft=draft)
    return journal.revise(vault, newest.id, content, base=newest.version, draft=draft)
