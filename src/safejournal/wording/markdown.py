"""The little Markdown that our own chapters are written in, as blocks of a page on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safejournal.services.folio import Block, Look

_STEP = re.compile(r"(\d+)\. (.*)")
_MARKS = re.compile(r"(?<!\w)[*_]{1,2}(?=\S)(.+?)(?<=\S)[*_]{1,2}(?!\w)|`([^`]+)`")


def blocks(text: str) -> Iterator[Block]:
    """Yield headings, numbered steps, lists and paragraphs; a paragraph may span lines."""
    waiting: list[str] = []
    for line in [*text.splitlines(), ""]:
        own = _own(line)
        if waiting and (own is not None or not line.strip()):
            yield Block(Look.TEXT, plain(" ".join(waiting)))
            waiting = []
        if own is not None:
            yield own
        elif line.strip():
            waiting.append(line.strip())


def plain(text: str) -> str:
    """Return a line without the marks for emphasis and code."""
    return _MARKS.sub(lambda found: found[1] or found[2], text)


def _own(line: str) -> Block | None:
    """Return the block of a line that stands by itself; None for a line of a paragraph."""
    if line.startswith("#"):
        return Block(Look.HEADING, plain(line.lstrip("# ")))
    if line.startswith("- "):
        return Block(Look.THING, plain(line[2:]))
    if found := _STEP.fullmatch(line):
        return Block(Look.STEP, plain(found[2]), found[1])
    return None
