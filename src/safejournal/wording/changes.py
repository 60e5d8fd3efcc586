"""What changed between two versions, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from safejournal import codec
from safejournal.domain.differences import Change, ChangeKind, differences
from safejournal.domain.forms import FORMS, Ask, Field
from safejournal.domain.records import Content, kind_of
from safejournal.i18n import _
from safejournal.wording.fields import label
from safejournal.wording.portrait import said

_INDENT = "  "


def change_lines(before: Content, after: Content) -> Iterator[str]:
    """Yield each change: its field, and below it what was taken out and what was put in.

    Of a field that is masked only that it changed.
    """
    old, new = (codec.content_to_builtins(each) for each in (before, after))
    for change in differences(old, new):
        names = [step for step in change.path if isinstance(step, str)]
        yield _HAPPENED[change.kind]().format(field=_label(names))
        field, masked = field_at(FORMS[kind_of(after)], names)
        if not masked:
            if field is not None and field.ask is Ask.WHEN:
                went, came = (_said_at(each, names[0], field) for each in (old, new))
            else:
                went, came = _texts(change, field)
            yield from _lines(went, came)


_HAPPENED = {
    ChangeKind.ADDED: lambda: _("{field}: added"),
    ChangeKind.REMOVED: lambda: _("{field}: taken out"),
    ChangeKind.CHANGED: lambda: _("{field}: changed"),
}


def _label(names: Sequence[str]) -> str:
    """Return the name of the field that a change lies in: the innermost that has one."""
    for end in range(len(names), 0, -1):
        try:
            return label(".".join(names[:end]))
        except KeyError:
            continue
    return ".".join(names)


def field_at(form: Sequence[Field], names: Sequence[str]) -> tuple[Field | None, bool]:
    """Return the field that a path leads to, and whether it, or what it lies in, is masked.

    `names` are the keys of the path, without places in lists.
    """
    masked = False
    for end in range(1, len(names) + 1):
        found = next((each for each in form if each.path == ".".join(names[:end])), None)
        if found is None:
            continue
        masked = found.masked
        if found.items and end < len(names):
            inner, inner_masked = field_at(found.items, names[end:])
            return inner, masked or inner_masked
        return found, masked
    return None, masked


def _said_at(values: Mapping[str, object], name: str, field: Field) -> list[str]:
    """Return what stands in a time as a whole, since its inner keys say nothing alone."""
    return [said(field, values[name])] if name in values else []


def _texts(change: Change, field: Field | None) -> tuple[list[str], list[str]]:
    """Return what was taken out and what was put in: of a text, only the words that differ."""
    free = field is None or field.ask in (Ask.LINE, Ask.TEXT)
    if free and (change.old_spans or change.new_spans):
        went = [change.old[begin:end] for begin, end in change.old_spans]
        return went, [change.new[begin:end] for begin, end in change.new_spans]
    return _whole(change.old, field), _whole(change.new, field)


def _lines(went: Sequence[str], came: Sequence[str]) -> Iterator[str]:
    for sentence, texts in ((_("was: {text}"), went), (_("is: {text}"), came)):
        for text in texts:
            yield f"{_INDENT}{sentence.format(text=' '.join(text.split()))}"


def _whole(value: object, field: Field | None) -> list[str]:
    if value is None or field is None or field.ask is Ask.ITEMS:
        return []
    if isinstance(value, Mapping):
        return []
    return [said(field, value)]
