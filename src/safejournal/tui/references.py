"""What a record is tied to: the records it points at, those that point at it, its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from safejournal.domain.records import Attachment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.i18n import _
from safejournal.services import journal
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import MUTED, line, name
from safejournal.wording.amounts import size
from safejournal.wording.kinds import kind
from safejournal.wording.portrait import Line

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

SIGN = 3
"""Cells of the sign before each line."""

_LINKS = "links"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A record at the other end of a link."""

    record: str
    """Its id."""
    outward: bool
    """Whether this record points there; else it is pointed at from there."""
    meaning: str = field(default="", repr=False)


Reference = Pointer | Attachment


def references(vault: Vault, record: Record, lines: list[Line]) -> list[Reference]:
    """Return all that a record is tied to. `lines` is its portrait."""
    if record.content is None:
        return []
    outward = [
        Pointer(record=link.to, outward=True, meaning=link.meaning) for link in record.content.links
    ]
    outward += [
        Pointer(record=each.record, outward=True, meaning=each.label)
        for each in lines
        if each.record is not None and not each.path.startswith(_LINKS)
    ]
    inward = [
        Pointer(record=each.id, outward=False) for each in journal.pointing_at(vault, record.id)
    ]
    return [*outward, *inward, *record.content.attachments]


def rows(found: list[Reference], known: dict[str, Record]) -> Iterator[Option]:
    """Yield a row for each: `→` leads away, `←` comes from there, `+` is a file in the vault."""
    for each in found:
        yield Choice(_file(each) if isinstance(each, Attachment) else _pointer(each, known), each)


def _file(attachment: Attachment) -> Row:
    return Row(line(attachment.name), before="+", cells=SIGN, after=size(attachment.size))


def _pointer(pointer: Pointer, known: dict[str, Record]) -> Row:
    record = known.get(pointer.record)
    called = name(record) if record else _("a record that is not here")
    meaning = f"  {line(pointer.meaning).plain}" if pointer.meaning else ""
    return Row(
        Content.assemble(line(called), (meaning, MUTED)),
        before="→" if pointer.outward else "←",
        cells=SIGN,
        after=kind(record.kind) if record else "",
    )
