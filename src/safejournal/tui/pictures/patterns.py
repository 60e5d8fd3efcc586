"""What repeats among incidents, as bars with their numbers, and what it cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.content import Content
from textual.visual import Visual

from safejournal.domain.patterns import Patterns, patterns
from safejournal.domain.timeline import Sieve
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.services.opening import Vault
from safejournal.services.timeline import laid_out
from safejournal.tui.guidance.article import Article
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.text import MUTED
from safejournal.wording.patterns import Counts, caveats, counts, course

LONGEST = 20
"""Characters of the longest bar: what stands beside a label in the narrowest window."""

BAR = "█"


class PatternsScreen(Article):
    """Counts of incidents: of all, or of those that the timeline shows."""

    def __init__(self, vault: Vault, sieve: Sieve | None = None) -> None:
        super().__init__(vault, _("Patterns"))
        self._sieve = replace(sieve or Sieve(), kinds=(Kind.INCIDENT,))

    def told(self) -> Visual:
        """Return the counts."""
        events = laid_out(self.vault).through(self._sieve)
        return page(patterns(events, self.vault.clock().date()))


def page(of: Patterns) -> Visual:
    """Return the counts as a page."""
    if not of.total:
        begin = _("Write a new record; its kind is asked first.")
        return Content(f"{_('No incident to count.')}\n\nF2 {_('New')}: {begin}")
    careful = Content("\n").join(Content.styled(each, "bold $warning") for each in caveats(of))
    said = [Said(_("Careful"), careful)]
    for number, each in enumerate(counts(of)):
        said += _section(each, "" if number else course(of))
    return Portrait(said)


def _section(of: Counts, told: str) -> Iterator[Said]:
    most = max((count for _label, count in of.rows), default=0) or 1
    yield Said("", Content(""))
    yield Said(of.heading.upper(), Content(told))
    for label, count in of.rows:
        bar = BAR * max(1 if count else 0, count * LONGEST // most)
        yield Said(label, Content.assemble((f"{count} ".rjust(4), "bold"), (bar, MUTED)), 1)
