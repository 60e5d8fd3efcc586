"""The screen of who leads a scenario: script, timer, the next inject hidden until asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain import sittings
from safejournal.domain.scenarios import Inject, Scenario
from safejournal.domain.sittings import Sitting
from safejournal.i18n import _
from safejournal.services import sitting
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.reading import Reading
from safejournal.tui.text import MUTED, line, prose
from safejournal.wording.workshop import (
    answer_lines,
    coming_line,
    inject_lines,
    receivers,
    so_far_line,
    step_lines,
    timer_line,
)

SECOND = 1.0
"""How often the timer is drawn anew."""

MORE = 5
"""Minutes that a step is given at a time."""


class LeadingScreen(Page[None]):
    """Runs a scenario. Everything that is done is kept at once, so a lock loses nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "show_next", _("Show next"), _("Show the next thing that comes.")),
        key("space", "timer", _("Timer"), _("Start the timer, or let it stand.")),
        key("right", "go(1)", _("Next step"), _("Go on to the next step.")),
        key("left", "go(-1)", _("Step before"), _("Go back to the step before."), show=False),
        key("m", "extend", _("5 min more"), _("Give this step five minutes more.")),
        key("t", "note", _("Note"), _("Write a note on the exercise, never on a person.")),
    ]

    SCOPED_CSS = False
    CSS = """
    LeadingScreen {
        #timer { height: auto; padding: 0 2; text-style: bold; }
        #page { height: 1fr; padding: 1 2 0 2; }
        &.-low #page { padding: 0 1; }
    }
    """

    def __init__(self, vault: Vault, scenario: Scenario) -> None:
        super().__init__(vault, scenario.title)
        self._scenario = scenario

    def body(self) -> Iterable[Widget]:
        """Yield the timer and the script."""
        yield Static(id="timer")
        with Reading(id="page"):
            yield Static(id="told")

    def on_mount(self) -> None:
        """Show where it stands, and let the timer run on the screen."""
        self.reload()
        self.query_one("#page").focus()
        self.set_interval(SECOND, self._tick)

    @property
    def now(self) -> Sitting:
        """How far it has come."""
        running = sitting.now_running(self.vault)
        return running or sitting.begin(self.vault, self._scenario.id)

    def reload(self) -> None:
        """Show the step, what has come in it, and that something comes."""
        self._tick()
        self.query_one("#told", Static).update(Content("\n\n").join(self._told()))

    def _tick(self) -> None:
        now, at = self.now, self.vault.clock()
        timer = timer_line(now, self._scenario, at)
        told = f"{timer}\n{coming_line(now, self._scenario, at)}"
        self.query_one("#timer", Static).update(prose(told))

    def _told(self) -> Iterator[Content]:
        now = self.now
        step = sittings.step_now(now, self._scenario)
        if step is None:
            yield from self._afterwards()
            return
        title, *script = step_lines(step)
        yield line(title).stylize("bold")
        yield from map(prose, script)
        if step.drill is not None:
            yield prose(_("The program leads this part: Workshop, Exercises."))
        for each in step.injects:
            if each.id in now.shown:
                yield from self._inject(each)
        yield line(so_far_line(now, self._scenario)).stylize(MUTED)

    def _inject(self, of: Inject) -> Iterator[Content]:
        code = self._scenario.codes()[of.id]
        head = _("Code {code}, for: {names}").format(code=code, names=receivers(self._scenario, of))
        first, *rest = inject_lines(of)
        yield Content("\n").join(
            [line(first).stylize("bold"), line(head).stylize(MUTED), *map(prose, rest)]
        )
        yield Content("\n").join(map(prose, answer_lines(of)))

    def _afterwards(self) -> Iterator[Content]:
        yield line(_("The talk afterwards")).stylize("bold")
        yield prose(_("The plan, the card and the steps are judged; nobody who played."))
        for number, each in enumerate(self._scenario.questions, 1):
            told = f"{number}. {each.ask}"
            yield prose(f"{told}\n   {each.listen}" if each.listen else told)
        if noted := sitting.notes(self.vault):
            yield line(_("What you noted")).stylize("bold")
            yield prose("\n".join(f"– {each}" for each in noted))

    def action_show_next(self) -> None:
        """Show what comes next."""
        inject = sittings.coming(self.now, self._scenario)
        if inject is None:
            self.shell.say(_("Nothing more comes in this step."))
            return
        self._keep(sittings.reveal(self.now, inject.id))
        self.call_after_refresh(self.query_one("#page").scroll_end, animate=False)

    def action_timer(self) -> None:
        """Start the timer, or let it stand."""
        change = sittings.pause if self.now.since else sittings.start
        self._keep(change(self.now, self.vault.clock()))

    def action_go(self, steps: int) -> None:
        """Go to another step."""
        self._keep(sittings.move(self.now, self._scenario, steps, self.vault.clock()))
        self.query_one("#page").scroll_home(animate=False)

    def action_extend(self) -> None:
        """Give this step more time."""
        self._keep(sittings.extend(self.now, MORE))

    @work
    async def action_note(self) -> None:
        """Write a note into the practice journal."""
        explained = _("On the exercise, never on a person. It goes with this practice journal.")
        typed = await self.app.push_screen_wait(Ask(_("Note"), explained=explained))
        if typed:
            sitting.note(self.vault, self.now, self._scenario, typed)
            self.shell.say(_("Sealed."))

    def _keep(self, of: Sitting) -> None:
        sitting.keep(self.vault, of)
        self.reload()
