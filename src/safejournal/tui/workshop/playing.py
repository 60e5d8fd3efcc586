"""The screen of a participant: one's own role, and what has reached it so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.domain import sittings
from safejournal.domain.scenarios import Scenario
from safejournal.domain.sittings import Sitting
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import sitting
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.guidance.article import Article
from safejournal.tui.keys import key
from safejournal.tui.rows import Choice
from safejournal.tui.text import line, prose
from safejournal.wording.workshop import inject_lines, role_lines


class PlayingScreen(Article):
    """What somebody in a role knows, and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "receive", _("Something came"), _("Type the code that was said to you.")),
    ]

    def __init__(self, vault: Vault, scenario: Scenario) -> None:
        super().__init__(vault, scenario.title)
        self._scenario = scenario

    @property
    def now(self) -> Sitting:
        """How far it has come here."""
        running = sitting.now_running(self.vault)
        return running or sitting.begin(self.vault, self._scenario.id)

    def told(self) -> Visual:
        """Return the role, its pages, and what has come, the newest last."""
        role = sitting.role_of(self.now, self._scenario)
        parts = []
        if role is not None:
            name, *rest = role_lines(role)
            parts += [line(name).stylize("bold"), *map(prose, rest)]
        for page in self._scenario.materials:
            if role is not None and (not page.to or role.id in page.to):
                parts += [line(page.title).stylize("bold"), prose(page.text)]
        parts.append(line(_("What has reached you")).stylize("bold"))
        came = sittings.shown(self.now, self._scenario)
        parts += [Content("\n").join(map(prose, inject_lines(each))) for each in came]
        if not came:
            parts.append(prose(_("Nothing yet. Space takes a code that was said to you.")))
        return Content("\n\n").join(parts)

    def ways(self) -> Iterable[Choice[object]]:
        """Lead nowhere: a participant does everything in the journal itself."""
        return ()

    @work
    async def action_receive(self) -> None:
        """Ask for the code of what came, and show it."""
        typed = await self.app.push_screen_wait(Ask(_("The four figures of what came")))
        if not typed:
            return
        try:
            sitting.receive(self.vault, self.now, self._scenario, typed)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.reload()
        self.call_after_refresh(self.query_one("#page").scroll_end, animate=False)
