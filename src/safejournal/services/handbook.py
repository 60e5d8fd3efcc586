"""The handbook: a short chapter for each task, in each language. It needs no vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from safejournal.errors import NotFound

CHAPTERS = (
    "first-hour",
    "writing",
    "finding",
    "trips",
    "sharing",
    "receiving",
    "check-ins",
    "copies",
    "ways-in",
    "border",
    "traces",
    "fears",
    "workshops",
)
"""The ids of the chapters, in the order in which somebody new needs them."""

_FOLDER = Path(__file__).parent.parent / "content" / "handbook"
_PICTURE = "!["


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its id, its title, and its text, which is Markdown without links and pictures."""

    id: str
    title: str
    text: str


def chapters(language: str) -> Iterator[Chapter]:
    """Yield every chapter in `language`, in order."""
    return (chapter(each, language) for each in CHAPTERS)


def chapter(chapter_id: str, language: str) -> Chapter:
    """Return one chapter. Raises NotFound for an id that is not in `CHAPTERS`."""
    if chapter_id not in CHAPTERS:
        raise NotFound("There is no such chapter in the handbook.")
    heading, text = file(chapter_id, language).read_text(encoding="utf-8").split("\n", 1)
    return Chapter(chapter_id, heading.removeprefix("# "), _without_pictures(text))


def file(chapter_id: str, language: str) -> Path:
    """Return where the chapter's text is kept."""
    return _FOLDER / language / f"{chapter_id}.md"


def _without_pictures(text: str) -> str:
    """Leave out what only a reader on paper or in a browser can see."""
    kept = [line for line in text.splitlines() if not line.startswith(_PICTURE)]
    return "\n".join(kept).replace("\n\n\n", "\n\n").strip()
