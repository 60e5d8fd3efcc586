"""Why a warning stands there: the answers that led to it, the reason, its sources, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.visual import Visual

from safejournal.domain.assessment import Finding
from safejournal.domain.plan import Plan
from safejournal.i18n import _, language
from safejournal.services import assessing
from safejournal.services.guidance import Source
from safejournal.services.opening import Vault
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.onward import case_rows, checklist_rows, follow
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.rows import Choice
from safejournal.tui.text import prose
from safejournal.wording.assessing import leg_line, warning
from safejournal.wording.guidance import mechanism, source
from safejournal.wording.times import day


class WhyScreen(Article):
    """One finding."""

    def __init__(self, vault: Vault, finding: Finding, plan: Plan, trip: str | None) -> None:
        """`trip` is the id of the trip, once it is sealed."""
        super().__init__(vault, mechanism(finding.rule.mechanism))
        self._finding, self._plan, self._trip = finding, plan, trip

    def told(self) -> Visual:
        """Return the answers, the reason and the sources."""
        found = self._finding
        *answers, reason = assessing.because(found, language())
        what = Content.styled(warning(found), "bold")
        said = [
            Said(_("Warning"), what),
            Said(_("What that means"), prose(reason)),
            Said(_("Because"), prose("\n".join(f"- {each}" for each in answers))),
            Said(_("Where"), Content(leg_line(self._plan, found.leg))),
            Said(_("Reviewed"), Content(day(assessing.reviewed(found)))),
        ]
        return Portrait([*said, *sources_said(Source(**each) for each in assessing.sources(found))])

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the checklists that follow from it, and the cases behind it."""
        rule = self._finding.rule
        yield from checklist_rows(self.vault, rule.checklists, self._trip, among_cases=True)
        yield from case_rows(rule.cases)

    def follow(self, way: object) -> None:
        """Open the checklist or the case."""
        follow(self.shell, self.vault, way)


def sources_said(sources: Iterable[Source]) -> list[Said]:
    """Return sources as they stand at the end of a page. Addresses are text: nothing is opened."""
    told = [prose(source(each)) for each in sources]
    return [Said(_("Sources") if not at else "", each) for at, each in enumerate(told)]
