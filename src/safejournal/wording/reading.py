"""A record, its past and its surroundings as lines of text: for the plain terminal.

Every line passes `visible` before it reaches a terminal; here it is still as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from safejournal.domain.records import Attachment, Content
from safejournal.domain.versions import Record
from safejournal.i18n import _
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.wording.amounts import short, size
from safejournal.wording.changes import change_lines
from safejournal.wording.exchanged import exchange_lines
from safejournal.wording.kinds import kind
from safejournal.wording.names import shown_name
from safejournal.wording.portrait import Line, portrait
from safejournal.wording.rows import row
from safejournal.wording.times import day, moment

_INDENT = "  "


def record_lines(
    vault: Vault, record: Record, content: Content | None, *, unmask: bool = False
) -> Iterator[str]:
    """Yield a record from its name to what points at it.

    `content` is what to show of it: for a removed record, what it was.
    """
    yield f"{kind(record.kind)}: {shown_name(record)}"
    yield _("Id {id}, written {time}").format(
        id=record.id, time=moment(record.written_at, here=vault.clock())
    )
    if record.conflicts:
        yield _("This record has versions side by side that were never brought together.")
    if content is not None:
        lines = list(portrait(content, unmask=unmask))
        names = _names(vault, [line.record for line in lines if line.record])
        for line in lines:
            yield from _portrait_line(line, names)
        yield from attachment_lines(content.attachments)
    yield from exchange_lines(vault, record)
    yield from _pointing(vault, record)


def _names(vault: Vault, ids: Sequence[str]) -> dict[str, str]:
    return {one: shown_name(record) for one, record in journal.show_all(vault, list(ids)).items()}


def _portrait_line(line: Line, names: Mapping[str, str]) -> Iterator[str]:
    indent = _INDENT * line.depth
    text = line.text
    if line.record is not None:
        text = f"{short(line.record)} {names.get(line.record, _('(not in this journal)'))}"
    if "\n" not in text:
        yield f"{indent}{line.label}: {text}".rstrip()
        return
    yield f"{indent}{line.label}:"
    for each in text.splitlines():
        yield f"{indent}{_INDENT}{each}"


def attachment_lines(attachments: Sequence[Attachment]) -> Iterator[str]:
    """Yield the files of a record, each with the beginning of its id."""
    if attachments:
        yield _("Attachments:")
    for each in attachments:
        yield f"{_INDENT}{short(each.id)}  {size(each.size)}  {each.name}"


def _pointing(vault: Vault, record: Record) -> Iterator[str]:
    pointing = journal.pointing_at(vault, record.id)
    if pointing:
        yield _("Records that point here:")
    for each in pointing:
        yield f"{_INDENT}{row(each, vault)}"


def history_lines(past: Sequence[Record], here: datetime) -> Iterator[str]:
    """Yield every version, newest first, with what it changed in the one that it replaced."""
    known = {version.version: version for version in past}
    for version in past:
        yield _("Version {id}, written {time}, sealed on {day}").format(
            id=short(version.version),
            time=moment(version.written_at, here=here),
            day=day(version.sealed),
        )
        before = [known[parent] for parent in version.parents if parent in known]
        for line in _what_changed(before[0] if before else None, version):
            yield f"{_INDENT}{line}"


def _what_changed(before: Record | None, after: Record) -> Iterator[str]:
    if after.erased:
        yield _("its content has been erased")
    elif after.content is None:
        yield _("took the record out of the journal")
    elif before is None:
        yield _("the first version")
    elif before.content is None:
        yield _("put the record back, or wrote it anew")
    else:
        yield from change_lines(before.content, after.content)
