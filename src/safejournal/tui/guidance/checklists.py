"""All checklists: found by what happens, opened where they were left."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from safejournal.domain.matching import matches
from safejournal.i18n import _, language, ngettext
from safejournal.services.checklists import Checklist, checklists
from safejournal.services.opening import Vault
from safejournal.tui.guidance.library import Library
from safejournal.tui.guidance.onward import open_checklist, runs_of
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import line
from safejournal.wording.packs import marked
from safejournal.wording.sheets import progress_line


class ChecklistsScreen(Library):
    """Every checklist, when to use it, and how far it was worked through."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Checklists"))

    def found(self) -> Iterable[Choice[str]]:
        """Yield those in which what is sought stands."""
        begun = runs_of(self.vault, None)
        for each in checklists(language(), self.vault.clock().date()):
            if not self.narrowed or matches(_texts(each), self.typed):
                run = begun.get(each.id)
                below = f"{progress_line(run)} – {each.when}" if run else each.when
                yield Choice(
                    Row(line(marked(each.title, each.maker)), below=Content(below)), each.id
                )

    def status(self, count: int) -> str:
        """Return how many there are."""
        return ngettext("{n} checklist", "{n} checklists", count).format(n=count)

    def open(self, chosen: str) -> None:
        """Open a checklist where it was left."""
        open_checklist(self.shell, self.vault, chosen)


def _texts(of: Checklist) -> list[str]:
    return [of.title, of.when, *(each.do for each in of.steps)]
