"""What one version changed, as a page: a minus before what went, a plus before what came.

Inside a text the words themselves are underlined. Colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from textual.content import Content, Span

from safejournal.domain.differences import word_spans
from safejournal.domain.versions import Record
from safejournal.domain.visible import visible
from safejournal.i18n import _
from safejournal.tui.portrait import Said
from safejournal.wording.fields import label
from safejournal.wording.portrait import MASK, Line, portrait

WENT, CAME = ("-", "$error"), ("+", "bold $primary")


def changes(before: Record | None, after: Record, *, unmask: bool) -> Iterator[Said]:
    """Yield what `after` changed in `before`, the version it replaced (None for a first one)."""
    if after.erased:
        yield Said("", Content(_("Its content has been erased. That it was here stays provable.")))
    elif after.content is None:
        yield Said("", Content(_("This version took the record out of the journal.")))
    elif before is None or before.content is None:
        first = _("The first version.") if before is None else _("Brought back.")
        yield Said("", Content(first))
        yield from (_one(each, CAME, unmask) for each in _lines(after))
    else:
        found = [*_fields(_lines(before), _lines(after), unmask), *_files(before, after)]
        yield from found or [Said("", Content(_("Nothing was changed.")))]


def _lines(record: Record) -> list[Line]:
    lines = portrait(record.content, unmask=True) if record.content else ()
    return [each for each in lines if each.text]


def _fields(old: list[Line], new: list[Line], unmask: bool) -> Iterator[Said]:
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    for tag, begin, end, at, until in matcher.get_opcodes():
        if tag != "equal":
            yield from _block(old[begin:end], new[at:until], unmask)


def _keys(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(each.path, each.text) for each in lines]


def _block(went: list[Line], came: list[Line], unmask: bool) -> Iterator[Said]:
    """Yield a run of lines that differ: each new one beside the old one of the same field."""
    waiting = list(went)
    for new in came:
        old = next((each for each in waiting if each.path == new.path), None)
        if old is None:
            yield _one(new, CAME, unmask)
        else:
            waiting.remove(old)
            yield _both(old, new, unmask)
    yield from (_one(each, WENT, unmask) for each in waiting)


def _one(said: Line, sign: tuple[str, str], unmask: bool) -> Said:
    text = said.text if unmask or not said.masked else MASK
    return Said(said.label, _signed(visible(text, newlines=True), (), sign))


def _both(old: Line, new: Line, unmask: bool) -> Said:
    if new.masked and not unmask:
        return Said(new.label, Content(_("changed, and hidden")))
    before, after = (visible(each.text, newlines=True) for each in (old, new))
    went, came = word_spans(before, after)
    texts = [_signed(before, went, WENT), _signed(after, came, CAME)]
    return Said(new.label, Content("\n").join(texts))


def _signed(text: str, stretches: Sequence[tuple[int, int]], sign: tuple[str, str]) -> Content:
    """Return text with its sign before each line; of a long one, only the lines that changed."""
    before, style = sign
    marks = [Span(begin, end, f"{style} underline") for begin, end in stretches]
    lines = Content(text, marks).split(allow_blank=True)
    kept = [each for each in lines if each.spans] if stretches else lines
    return Content("\n").join(Content.assemble((f"{before} ", style), each) for each in kept)


def _files(before: Record, after: Record) -> Iterator[Said]:
    old = before.content.attachments if before.content else ()
    new = after.content.attachments if after.content else ()
    for sign, ours, theirs in ((WENT, old, new), (CAME, new, old)):
        for each in ours:
            if each.id not in {other.id for other in theirs}:
                yield Said(label("attachments"), _signed(visible(each.name), (), sign))
