"""A checklist, step by step: ticked, set aside, remarked on. The first mark begins a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.words import ItemState
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import checklist_runs
from safejournal.services.checklist_runs import RunStep
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.guidance.block import Block
from safejournal.tui.guidance.paper import print_out
from safejournal.tui.guidance.standing import Standing, standing
from safejournal.tui.guidance.step import StepScreen
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Rows
from safejournal.tui.text import MUTED, line, name, prose
from safejournal.tui.top import Top
from safejournal.wording.sheets import BOXES, gone, old, progress_line, step_said
from safejournal.wording.words import word

BOX = 4
"""Cells of the box before each step."""


class _Steps(Rows[str]):
    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "screen.tick", _("Done"), _("Tick this step, or take the tick away.")),
        key("enter", "select", _("Why"), _("Tell why this step, with cases and sources.")),
    ]


class RunScreen(Page[None]):
    """A checklist as it stands for a trip, or for none."""

    SCOPED_CSS = False
    CSS = """
    RunScreen {
        #when { padding: 1 2 0 2; color: $text-muted; }
        #progress { padding: 0 2 1 2; text-style: bold; }
        &.-low #when { display: none; }
        &.-low #progress { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("x", "set_aside", _("Not for me"), _("Set this step aside, or take it up again.")),
        key("t", "remark", _("Remark"), _("Write a remark beside this step.")),
        key("p", "print", _("Print"), _("Put it on paper, or copy it by hand.")),
        key("b", "anew", _("Anew"), _("Begin this checklist again from the start."), show=False),
        key("h", "record", _("Record"), _("Open the record that keeps this."), show=False),
    ]

    def __init__(
        self, vault: Vault, checklist_id: str, *, trip: str | None = None, run: str | None = None
    ) -> None:
        """`trip` and `run` are ids of records. Raises NotFound."""
        self._checklist, self._trip, self._run = checklist_id, trip, run
        self._standing = standing(vault, checklist_id, trip=trip, run=run)
        super().__init__(vault, self._standing.title)

    def body(self) -> Iterable[Widget]:
        """Yield when to use it, how far it is, and the steps."""
        yield Static(id="when")
        yield Static(id="progress")
        yield _Steps()

    def on_mount(self) -> None:
        """Show it, with the first open step marked."""
        steps = self._standing.steps
        waiting = (each.item.item for each in steps if each.item.state is ItemState.OPEN)
        self._draw(next(waiting, None))
        self.steps.focus()

    @property
    def steps(self) -> Rows[str]:
        """The list, whose rows stand for the ids of steps."""
        return self.query_one(_Steps)

    def reload(self) -> None:
        """Read again how it stands."""
        try:
            self._standing = standing(self.vault, self._checklist, trip=self._trip, run=self._run)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self._draw(self.steps.chosen)

    def _draw(self, keep: str | None) -> None:
        now = self._standing
        self.query_one(Top).heading = now.title
        self.query_one("#when", Static).update(Content(now.when))
        self.query_one("#progress", Static).update(_progress(now))
        self.steps.show(list(_options(now)), keep=keep)
        self.refresh_bindings()

    @on(Rows.OptionSelected)
    def _why(self) -> None:
        found = self._standing.step(self.steps.chosen)
        if found is not None:
            self.app.push_screen(StepScreen(self.vault, found))

    def action_tick(self) -> None:
        """Tick the marked step, or take the tick away."""
        self._turn(ItemState.DONE)

    def action_set_aside(self) -> None:
        """Say that the marked step is not for this person, or take that back."""
        self._turn(ItemState.NOT_FOR_ME)

    def _turn(self, to: ItemState) -> None:
        found = self._standing.step(self.steps.chosen)
        if found is not None:
            state = ItemState.OPEN if found.item.state is to else to
            self._mark(found.item.item, state=state)

    @work
    async def action_remark(self) -> None:
        """Ask for a few words, and put them beside the marked step."""
        found = self._standing.step(self.steps.chosen)
        if found is None:
            return
        question = Ask(
            _("Your remark on this step"),
            explained=_("When, with whom, where it lies. Empty takes it away."),
            typed=found.item.note,
        )
        note = await self.app.push_screen_wait(question)
        if note is not None:
            self._mark(found.item.item, note=note.strip())

    def _mark(self, step: str, *, state: ItemState | None = None, note: str | None = None) -> None:
        """Seal a mark; the first one begins the run."""
        try:
            if self._run is None:
                begun = checklist_runs.start(
                    self.vault, self._checklist, language(), trip=self._trip
                )
                self._run = begun.id
            checklist_runs.mark(self.vault, self._run, step, state, note)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()

    @work
    async def action_print(self) -> None:
        """Ask how and where, and print."""
        await print_out(self.shell, self._standing)

    def action_anew(self) -> None:
        """Show it as nobody has begun it; the run that stands here is kept."""
        self._run = None
        self.reload()

    def action_record(self) -> None:
        """Open the record of the run."""
        from safejournal.tui.detail import Detail

        if self._standing.run is not None:
            self.app.push_screen(Detail(self.vault, self._standing.run.record))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a run only where one was begun."""
        if action in ("anew", "record"):
            return self._standing.run is not None
        return super().check_action(action, parameters)


def _progress(now: Standing) -> Content:
    told = [progress_line_of(now)]
    if now.trip is not None:
        told.append(_("for: {trip}").format(trip=name(now.trip)))
    return line("  ·  ".join(told))


def progress_line_of(now: Standing) -> str:
    """Return how far it has come, in words."""
    if now.run is not None:
        return progress_line(now.run)
    return _("Not begun: {open} steps. Space ticks the first.").format(open=now.progress.open)


def _options(now: Standing) -> Iterator[Option]:
    yield from (_row(each) for each in now.steps)
    if now.left_out:
        yield Heading(_("Left out, because the plan of the trip rules them out"))
        for each in now.left_out:
            found = now.step(each.id)
            if found is not None:
                yield _row(found)


def _row(of: RunStep) -> Choice[str]:
    state, step = of.item.state, of.step
    said = prose(step_said(of)) if step else line(gone(of.item.item))
    if state is not ItemState.OPEN:
        said = said.stylize(MUTED)
    told = [old(step)] if step and step.stale else []
    if state is ItemState.NOT_FOR_ME:
        told.append(word(state))
    if of.item.note:
        told.append(_("Remark: {text}").format(text=line(of.item.note).plain))
    block = Block(said, before=BOXES[state], cells=BOX, below="\n".join(told))
    return Choice(block, of.item.item)
