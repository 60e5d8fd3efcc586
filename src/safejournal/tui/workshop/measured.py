"""Before and after: one's own answers, or a room's numbers; nothing that names anybody."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from textual import work
from textual.content import Content
from textual.visual import Visual

from safejournal import config
from safejournal.domain.scenarios import Measure, Scenario
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import folio, measures, sitting
from safejournal.services.measures import Answer, Moment
from safejournal.services.opening import Vault
from safejournal.services.written_file import new_file
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer as Choosable
from safejournal.tui.choose import Choose
from safejournal.tui.guidance.article import Article
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import line, prose
from safejournal.wording import drills as wording


class MeasuresScreen(Article):
    """The sentences of the scenario that is being run."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Before and after"))

    @property
    def scenario(self) -> Scenario | None:
        """The scenario that is being run."""
        running = sitting.now_running(self.vault)
        return None if running is None else sitting.scenario_of(running, language())

    @property
    def leads(self) -> bool:
        """Whether a room is counted here, and not one's own answers kept."""
        running = sitting.now_running(self.vault)
        return running is not None and not running.role

    def told(self) -> Visual:
        """Return what becomes of the answers, and how they stand."""
        of = self.scenario
        if of is None:
            return prose(_("Begin a scenario first: its sentences are asked here."))
        parts = [prose(wording.about_measures())]
        for moment in Moment:
            parts.append(line(wording.moment(moment)).stylize("bold"))
            parts += [prose(self._line(of, moment, each)) for each in of.measures]
        return Content("\n\n").join(parts)

    def _line(self, of: Scenario, moment: Moment, measure: Measure) -> str:
        if not self.leads:
            return wording.measure_row(measure, measures.own(self.vault, of, moment))
        counts = measures.counted(self.vault, of, moment).get(measure.id, {})
        return f"{measure.text}\n{wording.counts_line(counts)}"

    def ways(self) -> Iterable[Choice[object]]:
        """Yield each sentence, before and after; who leads may write the numbers out."""
        of = self.scenario
        if of is None:
            return
        for moment, each in product(Moment, of.measures):
            yield Choice(Row(line(f"{wording.moment(moment)}: {each.text}")), (moment, each.id))
        if self.leads:
            yield Choice(Row(line(_("Write the numbers out"))), "write")

    def follow(self, way: object) -> None:
        """Ask for an answer, or for the numbers of a room."""
        of = self.scenario
        if of is not None:
            self._ask(of, way)

    @work
    async def _ask(self, of: Scenario, way: object) -> None:
        try:
            if not isinstance(way, tuple):
                await self._write(of)
            elif self.leads:
                await self._count(of, *way)
            else:
                await self._answer(of, *way)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()

    async def _answer(self, of: Scenario, moment: Moment, measure: str) -> None:
        text = next(each.text for each in of.measures if each.id == measure)
        answers = [Choosable(each, wording.answer(each)) for each in Answer]
        said = await self.app.push_screen_wait(Choose(text, answers))
        if said is not None:
            measures.answer(self.vault, of, moment, measure, said)

    async def _count(self, of: Scenario, moment: Moment, measure: str) -> None:
        counts = {}
        for each in Answer:
            question = _("How many say: {answer}?").format(answer=wording.answer(each))
            typed = await self.app.push_screen_wait(Ask(question))
            if not typed or not typed.strip().isdecimal():
                return
            counts[each] = int(typed)
        measures.count(self.vault, of, moment, measure, counts)

    async def _write(self, of: Scenario) -> None:
        made = folio.as_text(measures.sheet(self.vault, of)).encode()
        typed = await self.app.push_screen_wait(
            Ask(_("Write it into which file?"), typed="~/numbers.txt")
        )
        if typed:
            with new_file(config.typed_path(typed)) as file:
                file.write(made)
            self.shell.say(_("Written, in the clear: {place}").format(place=typed))
