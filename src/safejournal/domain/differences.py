"""What changed between two versions of a record, so that a screen can show and mark it.

Works on bodies as plain values (what their JSON decodes to), and so on any kind of record and on
versions written by programs that are yet to come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from itertools import accumulate
from typing import Any

from safejournal.domain.values import dataclass

Path = tuple[str | int, ...]
"""Keys and positions that lead from the body to a value: `("people", 0, "role")`."""

Span = tuple[int, int]
"""Begin and end of a stretch of text, in characters (code points), the end not included."""

MOST_STEPS = 30_000_000
"""Steps of the slowest search for what stayed: a second. A paragraph of some 1,400 words, rewritten
throughout, needs as many at worst; what needs more is taken as changed from end to end."""

LOOK_AHEAD = 20
"""Entries of a list among which one that was rewritten is sought: few remove more at a time."""


class ChangeKind(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that is not what it was."""

    path: Path
    """Positions are those in the new version; only an entry that went has its old position."""
    kind: ChangeKind
    old: Any = field(default=None, repr=False)
    new: Any = field(default=None, repr=False)
    """The whole value, which may be a dict or a list; None where there is none."""
    old_spans: tuple[Span, ...] = ()
    new_spans: tuple[Span, ...] = ()
    """In a text that changed, the words that went and the words that came."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return every change that leads from one body to the other, in the order of their keys.

    The innermost value that changed is named, except where a value took another shape (a day that
    became an approximate time): that is one change of the whole.
    """
    return tuple(_of_dicts(old, new, ()))


def _of_values(old: object, new: object, path: Path) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping) and (old.keys() & new.keys()):
        yield from _of_dicts(old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(old, new, path)
    elif _frozen(old) != _frozen(new):
        yield _changed(old, new, path)


def _of_dicts(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> Iterator[Change]:
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield _removed(old[key], (*path, key))
        elif key not in old:
            yield _added(new[key], (*path, key))
        else:
            yield from _of_values(old[key], new[key], (*path, key))


def _of_lists(old: list[Any], new: list[Any], path: Path) -> Iterator[Change]:
    for begin, end, at, until in _changed_blocks(list(map(_frozen, old)), list(map(_frozen, new))):
        paired = dict(_pairs(old, new, range(begin, end), range(at, until)))
        for position in range(begin, end):
            if position not in paired.values():
                yield _removed(old[position], (*path, position))
        for position in range(at, until):
            if position in paired:
                yield from _of_values(old[paired[position]], new[position], (*path, position))
            else:
                yield _added(new[position], (*path, position))


def _pairs(
    old: list[Any], new: list[Any], before: range, after: range
) -> Iterator[tuple[int, int]]:
    """Yield which new entries are old ones rewritten: as many as before, or alike in some key."""
    if len(before) == len(after):
        yield from zip(after, before, strict=True)
        return
    earliest = before.start
    for position in after:
        for candidate in range(earliest, min(earliest + LOOK_AHEAD, before.stop)):
            if _alike(old[candidate], new[position]):
                yield position, candidate
                earliest = candidate + 1
                break


def _alike(old: object, new: object) -> bool:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return False
    return any(_frozen(old[key]) == _frozen(new[key]) for key in old.keys() & new.keys())


def word_spans(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the stretches of two texts that differ, word by word: in the old one, in the new one.

    Lines are compared first and then the words of those that changed, so that a small change in a
    long text is found quickly and shown small.
    """
    went: list[Span] = []
    came: list[Span] = []
    old_lines, new_lines = _Pieces(_LINE.findall(old)), _Pieces(_LINE.findall(new))
    for begin, end, at, until in _changed_blocks(old_lines.texts, new_lines.texts):
        old_words = _Pieces(_word().findall(old, *old_lines.span(begin, end)))
        new_words = _Pieces(_word().findall(new, *new_lines.span(at, until)))
        for block in _changed_blocks(old_words.texts, new_words.texts):
            went.append(old_words.span(*block[:2], old_lines.offsets[begin]))
            came.append(new_words.span(*block[2:], new_lines.offsets[at]))
    return tuple(_marked(old, went)), tuple(_marked(new, came))


class _Pieces:
    """A text cut into pieces that follow one another, and where each of them begins."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.offsets = list(accumulate(map(len, texts), initial=0))

    def span(self, first: int, last: int, shift: int = 0) -> Span:
        return self.offsets[first] + shift, self.offsets[last] + shift


def _marked(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield what of the spans is more than space."""
    for begin, end in spans:
        kept = len(text[begin:end].rstrip())
        if kept:
            yield begin, begin + kept


_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@cache
def _word() -> re.Pattern[str]:
    """Match a word, a sign, or one character of Chinese or Japanese, with the space after it."""
    lone = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
    signs = "!-/:-@\\[-`{-~\xa1-\xbf\u060c\u061b\u061f\u2010-\u2027\u3000-\u303f\uff01-\uff0f"
    return re.compile(
        rf"(?:[{lone}{signs}]|[^\s{lone}{signs}]+)?\s+|[{lone}{signs}]|[^\s{lone}{signs}]+"
    )


def _changed_blocks(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield where two rows of things differ: from and to in the old one, from and to in the new."""
    first, last = _common_ends(old, new)
    before, after = old[first : len(old) - last], new[first : len(new) - last]
    counted = Counter(before)
    pairs = sum(counted[thing] for thing in after)
    if pairs * min(len(before), len(after)) > MOST_STEPS:
        yield first, len(old) - last, first, len(new) - last
        return
    matcher: SequenceMatcher[Hashable] = SequenceMatcher(None, before, after, autojunk=False)
    for tag, begin, end, at, until in matcher.get_opcodes():
        if tag != "equal":
            yield begin + first, end + first, at + first, until + first


def _common_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - first
    last = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return first, last


def _frozen(value: object) -> Hashable:
    """Return a value that is equal only to its like: neither order of keys nor 1 for true."""
    if isinstance(value, Mapping):
        return frozenset((key, _frozen(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return type(value), value


def _changed(old: object, new: object, path: Path) -> Change:
    texts = isinstance(old, str) and isinstance(new, str)
    went, came = word_spans(str(old), str(new)) if texts else ((), ())
    kind = ChangeKind.CHANGED
    return Change(path=path, kind=kind, old=old, new=new, old_spans=went, new_spans=came)


def _added(value: object, path: Path) -> Change:
    return Change(path=path, kind=ChangeKind.ADDED, new=value)


def _removed(value: object, path: Path) -> Change:
    return Change(path=path, kind=ChangeKind.REMOVED, old=value)
