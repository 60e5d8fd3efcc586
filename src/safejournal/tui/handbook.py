"""The handbook: its chapters, and one to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from textual.content import Content, Span
from textual.visual import Visual

from safejournal.domain.matching import matches
from safejournal.domain.visible import visible
from safejournal.i18n import _, language, ngettext
from safejournal.services import handbook
from safejournal.services.handbook import Chapter
from safejournal.services.opening import Vault
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.library import Library
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import line

HEADING = "## "
STRONG = "bold"

_MARKED = re.compile(r"\*\*?(.+?)\*\*?|`(.+?)`")
"""What stands out in a line: between stars what is meant, between strokes what is typed."""


class HandbookScreen(Library):
    """All chapters, in the order in which somebody new needs them."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Handbook"))

    def found(self) -> Iterable[Choice[str]]:
        """Yield the chapters in which what is sought stands."""
        for each in handbook.chapters(language()):
            if not self.narrowed or matches([each.title, each.text], self.typed):
                yield Choice(Row(line(each.title)), each.id)

    def status(self, count: int) -> str:
        """Return how many there are."""
        return ngettext("{n} chapter", "{n} chapters", count).format(n=count)

    def open(self, chosen: str) -> None:
        """Read a chapter."""
        self.app.push_screen(ChapterScreen(self.vault, handbook.chapter(chosen, language())))


class ChapterScreen(Article):
    """One chapter to read, and the one after it."""

    def __init__(self, vault: Vault, chapter: Chapter) -> None:
        super().__init__(vault, chapter.title)
        self._chapter = chapter

    def told(self) -> Visual:
        """Return its text."""
        return told(self._chapter.text)

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the next chapter, if there is one."""
        after = dict(pairwise(handbook.CHAPTERS)).get(self._chapter.id)
        if after is not None:
            title = handbook.chapter(after, language()).title
            yield Choice(Row(line(_("Next: {title}").format(title=title))), after)

    def follow(self, way: object) -> None:
        """Turn to the next chapter; Esc leads back to the list from there, too."""
        self.app.switch_screen(ChapterScreen(self.vault, handbook.chapter(str(way), language())))


def told(text: str) -> Content:
    """Return a chapter's Markdown as it is shown: headings, weight, what is typed."""
    return Content("\n").join(_line(each) for each in text.splitlines())


def _line(written: str) -> Content:
    if written.startswith(HEADING):
        return Content.styled(visible(written.removeprefix(HEADING)), f"{STRONG} underline")
    plain, spans, at = "", [], 0
    for found in _MARKED.finditer(written):
        plain += written[at : found.start()]
        spans.append(Span(len(plain), len(plain) + len(found[1] or found[2]), STRONG))
        plain += found[1] or found[2]
        at = found.end()
    return Content(visible(plain + written[at:]), spans)
