"""What a query means in the original text: whether it stands there, and where to mark it.

The index only proposes rows. Here a query is held against the text as it was written, so that 北京
does not find 京民北, and every mark falls on whole characters of what the person reads.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, east_asian_width

from safejournal.domain.fold import ARTICLE, joined, letters, letters_of, query_words
from safejournal.domain.values import dataclass, field

Span = tuple[int, int]
"""Begin and end of a stretch of text, in characters (code points), the end not included."""

ELLIPSIS = "…"
NARROWEST = 8
"""Cells of the narrowest excerpt: below that, ellipses would leave nothing to read."""

_BEFORE_MARK = 3
"""One part in three of an excerpt stands before what was found: what follows a word tells more."""

_LONGEST_WORD = 24
"""Cells given up, at most, to cut an excerpt between words; hardly any word is longer."""

_MOST_REMEMBERED = 20_000
"""Characters whose width is kept: two scripts of thousands."""

_NARROW = re.compile(
    "[\x00-\x7e\xa1-\xac\xae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f]*"
)
"""Latin, Greek and Cyrillic letters, each of one cell and none a mark: most texts, told at once."""

_DIGITS_MEET = "(?<=[0-9])(?=[0-9])"
_BETWEEN_DIGITS = " {0,3}"
"""How far digits may stand apart and still be one number, as in +7 (701) 123-45-67."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """One line cut out of a text, and what in it was found."""

    text: str = field(repr=False)
    marks: tuple[Span, ...]
    """Places in this text (not in the original one), in order, never overlapping."""


def matches(fields: Iterable[str], query: str) -> bool:
    """Tell whether every word of the query begins a word in one of the fields.

    Characters of a script without spaces must stand side by side. False when the query has no word.
    """
    return _every_word(fields, query, inside=False)


def matches_inside(fields: Iterable[str], query: str) -> bool:
    """Tell whether every word of the query stands anywhere, also in the middle of a word or number.

    What the index cannot answer: this reads every text there is.
    """
    return _every_word(fields, query, inside=True)


def marks(text: str, query: str, *, inside: bool = False) -> tuple[Span, ...]:
    """Return the places in the text that words of the query find, in order, never overlapping.

    `inside` marks also what only `matches_inside` finds. Combining marks that belong to the last
    letter found are part of its place.
    """
    folded = letters(text)
    hits = sorted(hit for word in query_words(query) for hit in _hits(folded, word, inside))
    if not hits or text.isascii():  # of which each character folds to one
        return tuple(_merged(hits))
    starts = list(accumulate(map(len, letters_of(text)), initial=0))
    return tuple(_merged(_original(starts, hit) for hit in hits))


def excerpt(text: str, query: str, width: int, *, inside: bool = False) -> Excerpt:
    """Return one line of at most `width` cells around the first place found, or the text's start.

    Line breaks become spaces; where something was cut stands an ellipsis, between words if words
    are not too long. A width under `NARROWEST` counts as that.
    """
    found = marks(text, query, inside=inside)
    begin, end = _window(text, found[0] if found else (0, 0), max(width, NARROWEST))
    head = ELLIPSIS if begin else ""
    tail = ELLIPSIS if end < len(text) else ""
    shift = len(head) - begin
    shown = ((max(a, begin) + shift, min(b, end) + shift) for a, b in found)
    return Excerpt(
        text=head + re.sub(r"\s", " ", text[begin:end]) + tail,
        marks=tuple((a, b) for a, b in shown if a < b),
    )


def _every_word(fields: Iterable[str], query: str, *, inside: bool) -> bool:
    words = query_words(query)
    folded = [letters(text) for text in fields]
    return bool(words) and all(
        any(True for text in folded for _ in _hits(text, word, inside)) for word in words
    )


def _hits(folded: str, word: tuple[str, str], inside: bool) -> Iterator[Span]:
    anywhere = inside or not joined("a", word[0][0])
    for found in re.finditer(_pattern(*word, inside), folded):
        if anywhere or _begins_word(folded, found.start()):
            yield found.span("word")


def _pattern(stem: str, ending: str, inside: bool) -> str:
    """Return what finds the stem, and holds its ending too where it stands there as typed."""
    sought = re.escape(stem) + (f"(?:{ending})?" if ending else "")
    if inside:
        return f"(?P<word>{re.sub(_DIGITS_MEET, _BETWEEN_DIGITS, sought)})"
    article = f"(?:{ARTICLE})?" if "\u0621" <= stem[0] <= "\u06ff" else ""
    return f"{article}(?P<word>{sought})"


def _begins_word(folded: str, at: int) -> bool:
    return at == 0 or folded[at - 1] == " " or not joined(folded[at - 1], folded[at])


def _original(starts: list[int], hit: Span) -> Span:
    """Return the characters that folded to a stretch; `starts` says where each begins, folded."""
    end = starts[bisect_left(starts, hit[1])]
    return bisect_right(starts, hit[0]) - 1, bisect_right(starts, end) - 1


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    begin, end = 0, 0
    for a, b in spans:
        if a > end:
            if end:
                yield begin, end
            begin = a
        end = max(end, b)
    if end:
        yield begin, end


def _window(text: str, focus: Span, width: int) -> Span:
    """Return which part of the text to show so that the focus is seen and `width` cells suffice."""
    if _ahead(text, 0, width) == len(text):
        return 0, len(text)
    room = width - 2 * len(ELLIPSIS)
    begin = _back(text, focus[0], room // _BEFORE_MARK)
    end = _ahead(text, begin, room)
    if end == len(text):
        begin = _back(text, end, room)
    return _after_space(text, begin, focus[0]), _before_space(text, max(focus[1], begin), end)


def _ahead(text: str, at: int, cells: int) -> int:
    """Return how far one may read on from a place within so many cells."""
    if _NARROW.fullmatch(text, at, at + cells):
        return min(at + cells, len(text))
    while at < len(text) and (cells := cells - _cells(text[at])) >= 0:
        at += 1
    return at


def _back(text: str, at: int, cells: int) -> int:
    """Return how far one may read back from a place, never stopping before a combining mark."""
    if _NARROW.fullmatch(text, max(at - cells, 0), at):
        return max(at - cells, 0)
    begin = at
    while at and (cells := cells - _cells(text[at - 1])) >= 0:
        at -= 1
        if _cells(text[at]):
            begin = at
    return begin


def _after_space(text: str, begin: int, latest: int) -> int:
    if begin == 0:
        return 0
    space = re.compile(r"\s").search(text, begin - 1, min(latest, begin + _LONGEST_WORD))
    return space.end() if space else begin


def _before_space(text: str, earliest: int, end: int) -> int:
    if end == len(text):
        return end
    lowest = max(earliest, end - _LONGEST_WORD)
    spaces = list(re.compile(r"\s").finditer(text, lowest, end + 1))
    return spaces[-1].start() if spaces else end


@lru_cache(maxsize=_MOST_REMEMBERED)
def _cells(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1
