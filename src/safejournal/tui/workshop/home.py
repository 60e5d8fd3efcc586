"""Where workshops begin: what is being run, the scenarios, the exercises, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from textual import on
from textual.widget import Widget

from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import scenarios, sitting
from safejournal.services.opening import Vault
from safejournal.services.scenarios import Found
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Row, Rows
from safejournal.tui.text import line
from safejournal.tui.workshop import exercises
from safejournal.tui.workshop.scenario import ScenarioScreen, open_running
from safejournal.wording.workshop import scenario_row

Open = Callable[[], None]


class WorkshopScreen(Page[None]):
    """Everything of a workshop. In a journal of one's own it is for reading and printing alone."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Workshop"))

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Rows[Open]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Look again at what is being run."""
        self.query_one(Rows).show(list(self._rows()))

    def _rows(self) -> Iterator[Choice[Open] | Heading]:
        running = sitting.now_running(self.vault)
        if running is not None:
            try:
                title = sitting.scenario_of(running, language()).title
            except SafeJournalError as error:
                self.shell.say_error(error)
            else:
                told = _("Go on: {title}").format(title=title)
                yield Choice(Row(line(told)), lambda: open_running(self.shell))
        if self.vault.practice:
            yield Heading(_("Exercises"), apart=running is not None)
            for name, opened in exercises.ACTS:
                yield Choice(Row(line(_(name))), self._exercise(opened))
        yield Heading(_("Scenarios"), apart=self.vault.practice)
        for each in scenarios.found(language()):
            yield Choice(Row(line(scenario_row(each))), self._scenario(each))

    def _scenario(self, of: Found) -> Open:
        return lambda: self._show(ScenarioScreen(self.vault, of))

    def _exercise(self, opened: exercises.Opened) -> Open:
        return lambda: self._show(opened(self.vault))

    def _show(self, screen: Page[None]) -> None:
        self.app.push_screen(screen)

    @on(Rows.OptionSelected)
    def _chosen(self) -> None:
        opened = self.query_one(Rows[Open]).chosen
        if opened is not None:
            opened()
