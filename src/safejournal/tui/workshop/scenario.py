"""One scenario: its guide to read, and from there to leading it, playing in it, printing it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.visual import Visual

from safejournal import config
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import folio, scenario_papers, seats, sitting
from safejournal.services.opening import Vault
from safejournal.services.scenarios import Found
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.guidance.article import Article
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import line, prose

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

_LEAD, _PLAY, _PRINT = "lead", "play", "print"


class ScenarioScreen(Article):
    """The facilitator's guide, as it is printed."""

    def __init__(self, vault: Vault, of: Found) -> None:
        super().__init__(vault, of.scenario.title)
        self._of = of.scenario

    def told(self) -> Visual:
        """Return the guide; in a journal of one's own, first how it is run."""
        guide = folio.as_text(scenario_papers.guide(self._of), wrap=False)
        if self.vault.practice:
            return prose(guide)
        how = _("A scenario is run in a practice journal: safejournal workshop run {id}")
        return prose(f"{how.format(id=self._of.id)}\n\n{guide}")

    def ways(self) -> Iterable[Choice[object]]:
        """Yield what can be done with it."""
        if self.vault.practice:
            yield Choice(Row(line(_("Lead it here"))), _LEAD)
            yield Choice(Row(line(_("Play a role here"))), _PLAY)
        yield Choice(Row(line(_("Print everything"))), _PRINT)

    def follow(self, way: object) -> None:
        """Do what was chosen."""
        if way == _LEAD:
            sitting.begin(self.vault, self._of.id)
            open_running(self.shell)
        elif way == _PLAY:
            self._play()
        else:
            self._print()

    @work
    async def _play(self) -> None:
        answers = [Answer(each.id, each.name) for each in self._of.roles]
        role = await self.app.push_screen_wait(Choose(_("Which role do you play?"), answers))
        if role is not None:
            sitting.begin(self.vault, self._of.id, role)
            open_running(self.shell)

    @work
    async def _print(self) -> None:
        explained = _("PDF files: the guide, role sheets, cards, handouts, before and after.")
        typed: str | None = f"~/{self._of.id}"
        question = _("Write them into which folder?")
        while typed := await self.app.push_screen_wait(
            Ask(question, explained=explained, typed=typed or "")
        ):
            place = config.typed_path(typed)
            try:
                written = await asyncio.to_thread(
                    scenario_papers.write_packet, self._of, place, "pdf"
                )
            except SafeJournalError as error:
                self.shell.say_error(error)
            else:
                if self.vault.practice:
                    seats.note_files(written)
                self.shell.say(_("Written, in the clear: {place}").format(place=place))
                return


def open_running(shell: JournalApp) -> None:
    """Open what is being run: the screen of who leads it, or that of a participant."""
    from safejournal.tui.workshop.leading import LeadingScreen
    from safejournal.tui.workshop.playing import PlayingScreen

    running = sitting.now_running(shell.vault)
    if running is None:
        return
    try:
        scenario = sitting.scenario_of(running, language())
    except SafeJournalError as error:
        shell.say_error(error)
        return
    kind = PlayingScreen if running.role else LeadingScreen
    shell.push_screen(kind(shell.vault, scenario))
