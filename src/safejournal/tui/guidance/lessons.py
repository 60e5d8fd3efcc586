"""The lessons: short, to be read before they are needed."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.visual import Visual

from safejournal.domain.matching import matches
from safejournal.i18n import _, language, ngettext
from safejournal.services import guidance
from safejournal.services.guidance import Lesson
from safejournal.services.opening import Vault
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.library import Library
from safejournal.tui.guidance.onward import case_rows, follow
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import MUTED, line, prose
from safejournal.wording.guidance import source
from safejournal.wording.packs import marked
from safejournal.wording.times import day


class LessonsScreen(Library):
    """All lessons, in the order in which they are told."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Lessons"))

    def found(self) -> Iterable[Choice[str]]:
        """Yield the lessons in which what is sought stands."""
        for each in guidance.lessons(language()):
            if not self.narrowed or matches([each.title, *each.paragraphs], self.typed):
                yield Choice(Row(line(marked(each.title, each.maker))), each.id)

    def status(self, count: int) -> str:
        """Return how many there are."""
        return ngettext("{n} lesson", "{n} lessons", count).format(n=count)

    def open(self, chosen: str) -> None:
        """Read a lesson."""
        self.app.push_screen(LessonScreen(self.vault, guidance.lesson(chosen, language())))


class LessonScreen(Article):
    """One lesson to read."""

    def __init__(self, vault: Vault, lesson: Lesson) -> None:
        super().__init__(vault, lesson.title)
        self._lesson = lesson

    def told(self) -> Visual:
        """Return its paragraphs, and what they rest on."""
        of = self._lesson
        about = [
            _("Reviewed: {day}").format(day=day(of.reviewed)),
            _("Sources:"),
            *map(source, of.sources),
        ]
        return Content("\n\n").join([
            prose(marked(of.title, of.maker)).stylize("bold"),
            *map(prose, of.paragraphs),
            prose("\n".join(about)).stylize(MUTED),
        ])  # fmt: skip

    def ways(self) -> Iterable[Choice[object]]:
        """Yield its cases."""
        return case_rows(self._lesson.cases)

    def follow(self, way: object) -> None:
        """Read a case."""
        follow(self.shell, self.vault, way)
