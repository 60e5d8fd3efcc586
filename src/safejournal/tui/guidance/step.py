"""One step of a checklist: what to do, why, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.visual import Visual

from safejournal.i18n import _
from safejournal.services.checklist_runs import RunStep
from safejournal.services.opening import Vault
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.onward import case_rows, follow
from safejournal.tui.guidance.why import sources_said
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.rows import Choice
from safejournal.tui.text import line, prose
from safejournal.wording.sheets import gone, old, step_said
from safejournal.wording.times import day
from safejournal.wording.words import word


class StepScreen(Article):
    """Why a step stands in its checklist."""

    def __init__(self, vault: Vault, step: RunStep) -> None:
        super().__init__(vault, _("Why this step"))
        self._of = step

    def told(self) -> Visual:
        """Return what to do, why, and the sources."""
        item, step = self._of.item, self._of.step
        said = [Said(_("How it stands"), line(word(item.state)))]
        if item.note:
            said.append(Said(_("Your remark"), prose(item.note)))
        if step is None:
            return Portrait([Said(_("What to do"), line(gone(item.item))), *said])
        reviewed = Content(day(step.reviewed))
        if step.stale:
            reviewed = Content.styled(old(step), "bold $warning")
        return Portrait([
            Said(_("What to do"), prose(step_said(self._of)).stylize("bold")),
            Said(_("Why"), prose(step.why)),
            *said,
            Said(_("Reviewed"), reviewed),
            *sources_said(step.sources),
        ])  # fmt: skip

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the cases behind it."""
        return case_rows(self._of.step.cases if self._of.step else ())

    def follow(self, way: object) -> None:
        """Read the case."""
        follow(self.shell, self.vault, way)
