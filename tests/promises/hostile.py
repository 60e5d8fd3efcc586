"""Records of every kind in which every word of a person commands the terminal, or tries to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from safejournal.domain import plan, records
from safejournal.domain.records import SHAPES, Content
from safejournal.domain.times import When
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import attachments, drafts, journal
from safejournal.vault.vault import Vault
from tests.tui.payloads import TEXTS

TEXT = "".join(TEXTS).replace("\0", "")
"""Every payload, but for NUL, which no record may hold."""

DAY, MOMENT = "2026-05-01", "2026-05-01T12:00+06:00"

_FIXED: dict[str, Any] = {
    **dict.fromkeys(("expires", "issued", "date", "checked", "next_check", "review_on", "on"), DAY),
    **dict.fromkeys(("due", "done_at", "at", "taken_in"), MOMENT),
    **dict.fromkeys(("country", "issuer", "state", "jurisdiction"), "KZ"),
    **dict.fromkeys(("home_state", "lives_in", "overflies", "other_nationalities"), "RU"),
    "airport": "ALA",
    "format": plan.FORMAT,
    "attachments": (),
}
"""Fields that are no words of a person, by their names."""


def content_of(kind: Kind, text: str, other: str) -> Content:
    """Return a content of this kind, with the text wherever text can be; links lead to `other`."""
    made: Content = _value(SHAPES[kind], "", text, other)
    return made


def _value(hint: Any, name: str, text: str, other: str) -> Any:  # noqa: PLR0911 - one for each sort
    if get_origin(hint) in (Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not NoneType)
    if name in {"to", "contact", "threat", "trip", "by"}:
        return other
    if name == "state" and hint is not str:
        return next(iter(hint))
    if name in _FIXED:
        return (
            (_FIXED[name],)
            if get_origin(hint) is tuple and name != "attachments"
            else (_FIXED[name])
        )
    if get_origin(hint) is tuple:
        return (_value(get_args(hint)[0], "", text, other),)
    if hint is When:
        return When(about="2026-05")
    if hint in (str, bool, int):
        return {str: text, bool: True, int: 3}[hint]
    if issubclass(hint, Enum):
        return next(iter(hint))
    assert is_dataclass(hint)
    hints = get_type_hints(hint)
    values = {f.name: _value(hints[f.name], f.name, text, other) for f in fields(hint)}
    make: Any = hint
    return make(**values)


def lay_out_files(folder: Path) -> list[Path]:
    """Return new files whose names hold the payloads, but for what no name can hold."""
    files = []
    for text in TEXTS:
        if "/" not in text and "\0" not in text:
            files.append(folder / text)
            files[-1].write_text("content")
    return files


def fill(vault: Vault, text: str, files: Iterable[Path] = ()) -> dict[Kind, Record]:
    """Write one record of each kind, each with a past, and leave a draft of each."""
    first = journal.record(vault, records.Contact(name=text, title=text))
    made = {}
    for kind in Kind:
        content = content_of(kind, text, first.id)
        before = replace(content, title=f"before {text}", text="another text")
        sealed = journal.record(vault, before)
        made[kind] = journal.revise(vault, sealed.id, content)
        draft = drafts.begin(vault, kind)
        drafts.keep(vault, draft, {"title": text, "text": text})
    for file in files:
        attachments.attach(vault, made[Kind.NOTE].id, file)
    return made
